import type { Result } from '#src/result.ts'

/** Where lists come from, as it sees the one that counts. */
export interface ListTaker {
  /** The version that is here; 0 for none. */
  version(): number
  /** Refused with the fault of takeDenyLists. */
  take(bytes: Uint8Array): Promise<Result<undefined>>
  /** What the last look at the source came to. */
  settle(looked: Result<undefined>): void
}
