import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Address } from '#src/payment/address.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'

/** What was taken back from a lane, which never sends it. */
export interface TakenBack {
  readonly id: Hex
  /** Whose, as terminalText says it. */
  readonly terminal: string
  /** When, in ms since the epoch. */
  readonly at: number
  /** Of a payment that had come; undefined where only its recall did. */
  readonly payer?: Address
}

const RECALLED = 'recalled'
const LET_GO = 'let-go'

/** A note that a payment was taken back which never came. */
export const recalledFact = (id: Hex, terminal: string): Fact => noteOf(RECALLED, [id, terminal])

/** The same said again, with its first time: what came before this note is not needed for it. */
export const againFact = ({ id, terminal, at, payer }: TakenBack): Fact =>
  payer === undefined
    ? noteOf(RECALLED, [id, terminal, `${at}`])
    : noteOf(LET_GO, [id, terminal, `${at}`, payer])

const noteOf = (what: string, words: readonly string[]): Fact => ({
  type: 'noted',
  ...{ what, by: null, detail: words.join(' ') },
})

/** Undefined of any other entry. */
export function readTakenBack({ at: written, fact }: JournalEntry): TakenBack | undefined {
  if (fact.type !== 'noted' || (fact.what !== RECALLED && fact.what !== LET_GO)) return undefined
  const [id = '', terminal = '', first = `${written}`, payer] = (fact.detail ?? '').split(' ')
  const at = Number(first)
  if (!isHex(id, 32) || terminal === '' || !Number.isSafeInteger(at)) return undefined
  if (fact.what === RECALLED) return { id, terminal, at }
  return payer !== undefined && isHex(payer, 20) ? { id, terminal, at, payer } : undefined
}
