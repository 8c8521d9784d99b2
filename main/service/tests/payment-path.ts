import { open, rm } from 'node:fs/promises'
import { bytesToHex } from '@noble/hashes/utils.js'
import { addressOf } from '#src/payment/address.ts'
import { type Authorization, authorizationDigest } from '#src/payment/authorization.ts'
import { proveSigner, type RecoverableSignature, type RecoverPublicKey } from '#src/payment/signature.ts'
import type { Columns, ReceiptLine } from '#src/receipt/line.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { RandomBytes } from '#src/time/random.ts'
import type { PrinterService } from '../../devices/printer.ts'
import type { SaleTerms } from '../../sale/sale.ts'
import type { Steps } from '../steps.ts'
import { type CardParts, findCard, letGo } from './card.ts'

export interface PaymentPathParts extends CardParts {
  readonly terms: Pick<SaleTerms, 'payee' | 'domain'>
  readonly recover: RecoverPublicKey
  readonly randomBytes: RandomBytes
  readonly printer: Pick<PrinterService, 'printLines'>
  /** Beside the journal, on its disk; never the journal itself. */
  readonly path: string
}

/**
 * The way of a payment from the card to the paper, with one that is worth nothing: no units, and an end
 * one second after 1970 began. The token pays only before that end (EIP-3009), so no chain will ever
 * take it, whoever gets hold of it; and it is not written to the journal.
 */
export async function testPaymentPath(parts: PaymentPathParts, steps: Steps): Promise<void> {
  const found = await findCard(parts, steps)
  if (!found.ok) return
  const { card, field } = found.value
  const payer = addressOf(card.publicKey)
  const authorization: Authorization = {
    ...{ from: payer, to: parts.terms.payee, value: 0n, validAfter: 0, validBefore: 1 },
    nonce: `0x${bytesToHex(parts.randomBytes(32))}`,
  }
  const digest = authorizationDigest(parts.terms.domain, authorization)
  const signed = await steps.run('sign', () => card.sign(digest), { late: 'CARD_TIMEOUT' })
  await letGo(parts, field)
  if (!signed.ok) return
  const proven = await steps.run('recover', async () =>
    proveSigner(digest, signed.value, payer, parts.recover),
  )
  if (!proven.ok) return
  const stored = await steps.run('write', () => write(parts.path, textOf(authorization, proven.value)))
  if (!stored.ok) return
  const same = await steps.run('read-back', () => compare(parts.path, stored.value))
  await rm(parts.path, { force: true })
  if (!same.ok) return
  await steps.run('print', () => parts.printer.printLines((columns) => paperOf(authorization, columns)), {
    late: 'PRINTER_SILENT',
    tell: (outcome) => outcome,
  })
}

const textOf = ({ value, ...rest }: Authorization, signature: RecoverableSignature): string =>
  `${JSON.stringify({ selfTest: { ...rest, value: value.toString(), signature } })}\n`

/** As strictly as the journal writes: on the disk when it resolves. */
async function write(path: string, text: string): Promise<Result<string>> {
  try {
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.datasync()
    } finally {
      await file.close()
    }
    return ok(text)
  } catch (error) {
    return fail('JOURNAL_WRITE_FAILED', String(error))
  }
}

async function compare(path: string, text: string): Promise<Result<undefined>> {
  try {
    const file = await open(path, 'r')
    try {
      return (await file.readFile('utf8')) === text ? ok() : fail('SELF_TEST_MISMATCH')
    } finally {
      await file.close()
    }
  } catch (error) {
    return fail('FILE_READ_FAILED', String(error))
  }
}

const paperOf = ({ from, to, value }: Authorization, columns: Columns): ReceiptLine[] => [
  line('SELF-TEST', 'center', true),
  ...[`value ${value}`, 'valid until 1970: pays nobody', 'from', from, 'to', to].flatMap((text) =>
    cut(text, columns).map((each) => line(each)),
  ),
  { kind: 'cut' },
]

export const line = (text: string, align: 'left' | 'center' = 'left', bold = false): ReceiptLine => ({
  ...{ kind: 'text', text, align, size: 'normal', bold },
})

const cut = (text: string, columns: number): string[] => text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []
