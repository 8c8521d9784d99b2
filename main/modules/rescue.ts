import { basename } from 'node:path'
import type { Config } from '#src/config/schema.ts'
import type { RescueTaken, RescueWritten } from '#src/ipc/contract.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Handlers } from '../ipc/door.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { RescueContent } from '../rescue/content.ts'
import { readRescueFile, rescueFileName, writeRescueFile } from '../rescue/file.ts'
import { takeRescued } from '../rescue/take.ts'
import { waitingPayments } from '../rescue/waiting.ts'
import { isFor } from '../sale/adopt.ts'
import type { SaleTerms } from '../sale/sale.ts'
import type { RescueDialogs } from './rescue-dialogs.ts'

export interface RescueParts {
  readonly config: {
    readonly shop: Pick<Config['shop'], 'name'>
    readonly chain: Pick<Config['chain'], 'multicall'>
  }
  readonly terms: SaleTerms
  readonly ledger: Ledger
  readonly gasKey: Pick<GasKey, 'account'>
  readonly recover: RecoverPublicKey
  readonly dialogs: RescueDialogs
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** What the page can ask of rescue files. It never learns where on a drive they lie. */
export function rescueHandlers(parts: RescueParts): Pick<Handlers, 'rescue/export' | 'rescue/import'> {
  let busy = false
  /** One dialog at a time; a second would lie under the first. */
  async function alone<T>(task: () => Promise<Result<T | null>>): Promise<Result<T | null>> {
    if (busy) return ok(null)
    busy = true
    try {
      return await task()
    } finally {
      busy = false
    }
  }
  return {
    'rescue/export': ({ passphrase }) => alone(() => exportRescue(parts, passphrase)),
    'rescue/import': ({ passphrase }) => alone(() => importRescue(parts, passphrase)),
  }
}

async function exportRescue(parts: RescueParts, passphrase: string): Promise<Result<RescueWritten | null>> {
  const { ledger, gasKey, dialogs, clock, terms, log } = parts
  const account = gasKey.account()
  if (!account.ok) return account
  if ((await paymentsFor(terms, ledger)).length === 0) return fail('RESCUE_NOTHING_WAITING')
  const path = await dialogs.save(rescueFileName(terms.terminalId, new Date(clock.now())))
  if (path === undefined) return ok(null)

  // Anew: while the person chose, sales and settling went on.
  const payments = await paymentsFor(terms, ledger)
  if (payments.length === 0) return fail('RESCUE_NOTHING_WAITING')
  const keys = { account: account.value, passphrase }
  const written = await writeRescueFile(path, contentOf(parts, payments), keys)
  if (!written.ok) {
    log(`no rescue file at ${path}: ${written.error.detail}`)
    return written
  }
  log(`wrote a rescue file of ${payments.length} payments to ${path}`)
  const units = payments.reduce((sum, { authorization }) => sum + authorization.value, 0n)
  return ok({ fileName: basename(path), payments: payments.length, units })
}

/** Payments from before a change of payee or token are of another merchant, and never of this file. */
const paymentsFor = async (terms: SaleTerms, ledger: Ledger): Promise<AcceptedPayment[]> =>
  (await waitingPayments(ledger)).filter((payment) => isFor(payment, terms))

const contentOf = (
  { config, terms, ledger, clock }: RescueParts,
  payments: AcceptedPayment[],
): Omit<RescueContent, 'gasAccount'> => ({
  terminalId: terms.terminalId,
  shop: config.shop.name,
  exportedAt: clock.now(),
  payee: terms.payee,
  domain: terms.domain,
  multicall: config.chain.multicall,
  payments,
  batches: ledger
    .batches()
    .map(({ hash, account, accountNonce, payments }) => ({ hash, account, accountNonce, payments })),
})

async function importRescue(parts: RescueParts, passphrase: string): Promise<Result<RescueTaken | null>> {
  const { ledger, terms, recover, dialogs, log } = parts
  const path = await dialogs.open()
  if (path === undefined) return ok(null)
  const content = await readRescueFile(path, passphrase)
  if (!content.ok) {
    log(`no payments from the rescue file ${path}: ${content.error.code} ${content.error.detail ?? ''}`)
    return content
  }
  const taken = await takeRescued({ ledger, merchant: terms, recover }, content.value)
  if (!taken.ok) return taken
  const { unproven, ...reply } = taken.value
  log(
    `rescued ${reply.taken} payments of ${reply.terminalId}: ${reply.known} were here, ${unproven} only the chain can judge`,
  )
  return ok(reply)
}
