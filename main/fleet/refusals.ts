import type { Fact } from '#src/journal/entry.ts'
import type { Ledger } from '../ledger/ledger.ts'

type Noted = Extract<Fact, { type: 'noted' }>

export interface RefusalsParts {
  readonly ledger: Pick<Ledger, 'record'>
  /** The journal has entries that no screen has asked for. */
  readonly onWritten: () => void
}

/** Room of a note's detail. */
const MOST_LETTERS = 400

/** Notes in the journal what the terminal has not taken of its fleet, so that the operator hears of it. */
export const noteRefusals =
  ({ ledger, onWritten }: RefusalsParts) =>
  (what: Noted['what']) =>
  (why: string): void => {
    const detail = `refused: ${why}`.slice(0, MOST_LETTERS)
    void ledger.record({ type: 'noted', what, by: null, detail }).then((written) => {
      if (written.ok) onWritten()
    })
  }
