import type { Result } from '../result.ts'

/** Two lines of text, as most displays for customers have them. */
export interface DisplayLines {
  readonly top: string
  readonly bottom: string
}

/** A display that faces the customer. */
export interface CustomerDisplay {
  /** Shows these lines instead of the last ones; a line that is too long is cut. */
  show(lines: DisplayLines): Promise<Result<undefined, 'LINK_CLOSED'>>
  close(): Promise<void>
}
