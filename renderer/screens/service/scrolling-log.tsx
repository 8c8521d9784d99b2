import { useLayoutEffect, useRef } from 'react'

interface Props {
  readonly label: string
  readonly empty: string
  readonly lines: readonly string[]
}

/** So close to its end (px) it is being followed. */
const NEAR = 40

/** Lines that come in at the end; it follows them unless somebody has scrolled up to read. */
export function ScrollingLog({ label, empty, lines }: Props) {
  const box = useRef<HTMLElement>(null)
  const isFollowed = useRef(true)
  const last = lines.at(-1)
  useLayoutEffect(() => {
    if (last !== undefined && isFollowed.current && box.current)
      box.current.scrollTop = box.current.scrollHeight
  }, [last])
  return (
    <section
      ref={box}
      className="service-log__lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
      tabIndex={0}
      aria-label={label}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isFollowed.current = scrollHeight - scrollTop - clientHeight < NEAR
      }}
    >
      <pre>{lines.length === 0 ? empty : lines.join('\n')}</pre>
    </section>
  )
}
