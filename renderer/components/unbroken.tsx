import { createElement, Fragment } from 'react'

const RECEIPT = /(\d{3}-\d{6,})/

/** A text in which no receipt number is broken over two lines. */
export const Unbroken = ({ text }: { readonly text: string }) =>
  createElement(Fragment, null, ...text.split(RECEIPT).map(piece))

/** What the expression takes stands at every second place. */
function piece(part: string, place: number) {
  if (place % 2 === 0) return part
  return <span className="no-wrap">{part}</span>
}
