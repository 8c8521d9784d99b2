import { createHash } from 'node:crypto'

const HASH = 64

/** A line of text with its own SHA-256 in front. */
export const seal = (text: string): string => `${sha256(text)} ${text}\n`

/** The text of such a line, or undefined when it is not whole. */
export function unseal(line: string): string | undefined {
  const text = line.slice(HASH + 1, -1)
  return line === seal(text) ? text : undefined
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
