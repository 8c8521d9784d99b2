import type { DisplayContent } from '#src/display/content.ts'

/** The customer's display, which between sales says that the terminal is out of service while it is. */
export interface RestingDisplay {
  show(content: DisplayContent): void
  /** What a sale has there stays until its end. */
  close(isClosed: boolean): void
}

export function createRestingDisplay(show: (content: DisplayContent) => void): RestingDisplay {
  let content: DisplayContent = { kind: 'idle' }
  let isClosed = false

  const tell = () => show(content.kind === 'idle' && isClosed ? { kind: 'closed' } : content)

  return {
    show(next) {
      content = next
      tell()
    },
    close(next) {
      if (next === isClosed) return
      isClosed = next
      if (content.kind === 'idle') tell()
    },
  }
}
