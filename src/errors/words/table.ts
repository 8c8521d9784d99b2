import type { ErrorCode } from '../codes.ts'

/** What people read about a failure: what happened, and what to do now. */
export interface ErrorWords {
  readonly what: string
  readonly now: string
}

export type ErrorTable = Readonly<Record<ErrorCode, ErrorWords>>
