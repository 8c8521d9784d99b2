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

const lineSchema = z.strictObject({ what: z.enum(['signed', 'promised']), ...nameSchema.shape })

/**
 * What the customers of terminals have in their hands, in a file that is no terminal's: it is there when the
 * terminals' process is killed. "signed" is written before the journal, "promised" after it.
 */
export interface Promises {
  signed(payment: AcceptedPayment): void
  promised(payment: AcceptedPayment): void
}

export function openPromises(path: string, terminal: string): Promises {
  function write(what: 'signed' | 'promised', { receipt, authorization }: AcceptedPayment): void {
    const { from, nonce, value } = authorization
    const by = `${terminal} ${receipt} ${new Date().toISOString()}`
    appendFileSync(path, `${JSON.stringify({ what, from, nonce, value: value.toString(), by })}\n`)
  }
  return {
    signed: (payment) => write('signed', payment),
    promised: (payment) => write('promised', payment),
  }
}

/** All of them; what was signed and never promised may be paid, or not. */
export function readPromises(path: string): { readonly promised: Promised[]; readonly unsure: Promised[] } {
  const signed = new Map<string, Promised>()
  const promised: Promised[] = []
  if (!existsSync(path)) return { promised, unsure: [] }
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const { what, ...name } = lineSchema.parse(JSON.parse(line))
    const key = `${name.from} ${name.nonce}`
    if (what === 'signed') signed.set(key, name)
    else {
      signed.delete(key)
      promised.push(name)
    }
  }
  return { promised, unsure: [...signed.values()] }
}
