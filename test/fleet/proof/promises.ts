import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { hexSchema } from '#src/payment/record.ts'

const nameSchema = z.strictObject({
  ...{ from: hexSchema(20), nonce: hexSchema(32), value: z.coerce.bigint() },
  /** Terminal, receipt and time, for whoever looks for one that is lost. */
  by: z.string(),
})
/** A payment as the token names it, and its smallest units. */
export type Promised = z.output<typeof nameSchema>

const lineSchema = z.strictObject({
  what: z.enum(['signed', 'promised', 'voiding', 'voided', 'kept']),
  ...nameSchema.shape,
})
type What = z.output<typeof lineSchema>['what']

/**
 * What the customers of terminals have in their hands, in a file that is no terminal's: it is there when the
 * terminals' process is killed. "signed" is written before the journal, "promised" after it; "voiding" before a void,
 * and after it that it was done, or that the payment is kept.
 */
export type Promises = Readonly<Record<What, (payment: AcceptedPayment) => void>>

export function openPromises(path: string, terminal: string): Promises {
  const write =
    (what: What) =>
    ({ receipt, authorization }: AcceptedPayment): void => {
      const { from, nonce, value } = authorization
      const by = `${terminal} ${receipt} ${new Date().toISOString()}`
      appendFileSync(path, `${JSON.stringify({ what, from, nonce, value: value.toString(), by })}\n`)
    }
  return {
    signed: write('signed'),
    promised: write('promised'),
    voiding: write('voiding'),
    voided: write('voided'),
    kept: write('kept'),
  }
}

export interface PromisesMade {
  /** To be paid. */
  readonly promised: Promised[]
  /** Taken back: not to be paid. */
  readonly voided: Promised[]
  /** Signed, or to be voided, when the power went: may be paid, or not. */
  readonly unsure: Promised[]
}

/** All of them, by the last word on each. */
export function readPromises(path: string): PromisesMade {
  const last = new Map<string, Promised & { readonly what: What }>()
  if (existsSync(path))
    for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
      const read = lineSchema.parse(JSON.parse(line))
      last.set(`${read.from} ${read.nonce}`, read)
    }
  const of = (...words: readonly What[]): Promised[] =>
    [...last.values()].flatMap(({ what, ...promise }) => (words.includes(what) ? promise : []))
  return { promised: of('promised', 'kept'), voided: of('voided'), unsure: of('signed', 'voiding') }
}
