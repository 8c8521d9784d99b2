import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { GasAccount } from '#src/chain/port.ts'
import { batchSchema } from '#src/journal/entry.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'
import { acceptedPaymentSchema, hexSchema, tokenDomainSchema } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { signerOfStatement, signStatement } from '../chain/statement.ts'
import { isFor } from '../sale/adopt.ts'
import { parseJson } from './envelope.ts'

/**
 * What a rescue file holds: everything that is needed to settle what a terminal has not. No
 * addresses of nodes, in which operators keep keys, and no key of any kind.
 */
const contentSchema = z.strictObject({
  terminalId: z.string().min(1).max(64),
  shop: z.string().max(60),
  /** Milliseconds since the epoch. */
  exportedAt: z.int().nonnegative(),
  payee: hexSchema(20),
  domain: tokenDomainSchema,
  multicall: hexSchema(20),
  /** The account that has signed the file, and the terminal's batches. */
  gasAccount: hexSchema(20),
  payments: z.array(acceptedPaymentSchema).min(1),
  /** Transactions that may still land, for whoever looks into the file: settling needs none of them. */
  batches: z.array(batchSchema.pick({ hash: true, account: true, accountNonce: true, payments: true })),
})
export type RescueContent = z.output<typeof contentSchema>

/** The content as one text: its signature, a line feed, and itself as JSON with bigints as strings. */
export function writeContent(content: Omit<RescueContent, 'gasAccount'>, account: GasAccount): string {
  const signed: RescueContent = { ...content, gasAccount: account.address }
  const json = JSON.stringify(signed, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))
  return `${signStatement(statementOf(json), account)}\n${json}`
}

/**
 * The content, when it is whole, is signed by the account that it names, and pays one merchant only.
 * The signature shows change, and not who the terminal is: anybody can name an account of his own.
 */
export function readContent(text: string): Result<RescueContent, 'RESCUE_FILE_INVALID'> {
  const end = text.indexOf('\n')
  const signature = text.slice(0, end)
  const json = text.slice(end + 1)
  const parsed = contentSchema.safeParse(parseJson(json))
  if (!parsed.success) return fail('RESCUE_FILE_INVALID', parsed.error.issues[0]?.message)
  const content = parsed.data
  if (signerOf(json, signature) !== content.gasAccount)
    return fail('RESCUE_FILE_INVALID', 'not signed by the account that it names')
  return content.payments.every((payment) => isFor(payment, content))
    ? ok(content)
    : fail('RESCUE_FILE_INVALID', 'holds payments for another payee or token than it says')
}

const signerOf = (json: string, signature: string): Hex | undefined =>
  isHex(signature, 65) ? signerOfStatement(statementOf(json), signature) : undefined

const statementOf = (json: string): string =>
  `Tapsyr rescue file, version 1, SHA-256 ${createHash('sha256').update(json).digest('hex')}`
