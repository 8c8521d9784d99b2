import type { IncomingTransfer } from '#src/chain/port.ts'
import type { PaymentCard, SelectCard } from '#src/device/card.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import type { ReaderService } from '../devices/reader.ts'

/** Whoever is about to pay, or has paid on chain. */
export type Payer =
  | {
      readonly kind: 'card'
      readonly card: PaymentCard
      /** Lets go of a card that lies on the reader; a wallet's answer has nothing to let go of. */
      release(): Promise<void>
      /** A card must leave the field before the next sale takes it. */
      readonly liesOnReader: boolean
    }
  | Answer

/** Who pays without the reader: a wallet that has signed, or a transfer that was seen on the chain. */
export type Answer =
  | {
      readonly kind: 'card'
      readonly card: PaymentCard
      release(): Promise<void>
      readonly liesOnReader: false
    }
  | { readonly kind: 'transfer'; readonly transfer: IncomingTransfer }

export interface TapDeps {
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly clock: Clock
}

/** One wait for somebody who pays. */
export interface Tap {
  /** Ends the wait, and the sale with it. */
  readonly cancel: CancelSignal
  /** Where a sale can be paid without the reader: a true answer, already there or still to come. */
  readonly answers: AnswerBox | null
  /** Whether it can be just now: then it does not end for want of a reader. */
  readonly isPatient: () => boolean
  /** A card lies there. From here on an answer waits for what becomes of the card. */
  readonly onFound: () => void
  /** That card cannot pay, but somebody else still may. */
  readonly onTrouble: (code: ErrorCode) => void
}

/** The first true answer of a sale; it stays for as long as the sale. */
export interface AnswerBox {
  readonly answer: Answer | undefined
  /** False when there is one already. */
  put(answer: Answer): boolean
  /** Calls once there is an answer; at once when there is one. */
  onAnswer(listener: () => void): void
}

/**
 * What a sale that can still be paid by code does not end for: no reader, or one that fails; and a
 * phone that comes near it on its way to the scanner.
 */
const NO_END: ReadonlySet<ErrorCode> = new Set([
  'READER_ABSENT',
  'READER_SILENT',
  'LINK_CLOSED',
  'CARD_PHONE',
])
/** How soon a reader that failed is tried again. */
const RETRY_MS = 500

/**
 * The first who pays, by card or by answer. Only one is ever used: an answer that comes first ends
 * the wait for a card, and one that comes while a card is looked at counts only if that card fails.
 */
export function waitForPayer(deps: TapDeps, tap: Tap): Promise<Result<Payer>> {
  const { answers } = tap
  if (!answers) return readCard(deps, tap)
  if (answers.answer) return Promise.resolve(ok(answers.answer))

  const reading = new AbortController()
  const stop = () => reading.abort()
  tap.cancel.addEventListener('abort', stop)
  let found = false
  const byCard = readCardPatiently(deps, {
    ...tap,
    cancel: reading.signal,
    onFound() {
      found = true
      tap.onFound()
    },
    onTrouble(code) {
      found = false
      // What the card failed with matters to nobody who has an answer.
      if (answers.answer) reading.abort()
      else tap.onTrouble(code)
    },
  })
  return new Promise((resolve) => {
    answers.onAnswer(() => {
      if (found || tap.cancel.aborted || !answers.answer) return
      reading.abort()
      resolve(ok(answers.answer))
    })
    void byCard.then((card) => {
      tap.cancel.removeEventListener('abort', stop)
      const answer = tap.cancel.aborted ? undefined : answers.answer
      resolve(card.ok || !answer ? card : ok(answer))
    })
  })
}

async function readCardPatiently(deps: TapDeps, tap: Tap): Promise<Result<Payer>> {
  for (;;) {
    const card = await readCard(deps, tap)
    if (card.ok || !NO_END.has(card.error.code) || !tap.isPatient()) return card
    await pauseUnless(tap.cancel, deps.clock)
    if (tap.cancel.aborted) return fail('SALE_CANCELLED')
  }
}

async function readCard({ reader, selectCard }: TapDeps, tap: Tap): Promise<Result<Payer>> {
  const found = await reader.waitForCard(tap.cancel)
  if (!found.ok) return found
  const release = () => found.value.release()
  if (tap.cancel.aborted) {
    await release()
    return fail('SALE_CANCELLED')
  }
  tap.onFound()
  const selected = await selectCard(found.value)
  if (selected.ok && !tap.cancel.aborted)
    return ok({ kind: 'card', card: selected.value, release, liesOnReader: true })
  await release()
  if (selected.ok) return fail('SALE_CANCELLED')
  if (selected.error.code === 'CARD_PHONE') reader.markPaid()
  if (NO_END.has(selected.error.code)) tap.onTrouble(selected.error.code)
  return selected
}

/** A wallet's answer, which stands for a card. */
export const answerOf = (card: PaymentCard): Answer => ({
  kind: 'card',
  card,
  release: async () => undefined,
  liesOnReader: false,
})

const pauseUnless = (cancel: CancelSignal, clock: Clock): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      stopTimer()
      cancel.removeEventListener('abort', end)
      resolve()
    }
    const stopTimer = clock.after(RETRY_MS, end)
    cancel.addEventListener('abort', end)
    if (cancel.aborted) end()
  })

export function createAnswerBox(): AnswerBox {
  const listeners: (() => void)[] = []
  let answer: Answer | undefined
  return {
    get answer() {
      return answer
    },
    put(first) {
      if (answer) return false
      answer = first
      for (const listener of listeners) listener()
      return true
    },
    onAnswer(listener) {
      listeners.push(listener)
      if (answer) listener()
    },
  }
}
