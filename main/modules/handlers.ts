import type { Config } from '#src/config/schema.ts'
import type { TerminalInfo } from '#src/ipc/contract.ts'
import type { Asset } from '#src/money/asset.ts'
import type { PriceList } from '#src/order/price-list.ts'
import { ok, type Result } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { Rates } from '../rates/rates.ts'
import { returnHandlers } from '../returns/handlers.ts'
import type { Returns } from '../returns/open.ts'
import type { Trust } from '../risk/trust.ts'
import { adoptPayments } from '../sale/adopt.ts'
import type { ClosureState } from '../sale/closure.ts'
import { checkOrder } from '../sale/order-check.ts'
import { overrideDecline } from '../sale/override.ts'
import type { SaleDesk } from '../sale/sale.ts'
import type { ServiceHandlers } from '../service/basics.ts'
import { noSetup } from '../setup/setup.ts'
import { createDiscounts } from '../staff/discounts.ts'
import { staffHandlers } from '../staff/handlers.ts'
import type { Staff } from '../staff/staff.ts'
import { stationHandlers } from '../station/handlers.ts'
import { type Station, sellProduct } from '../station/station.ts'
import { tillHandlers } from '../till/handlers.ts'
import type { Shifts } from '../till/shifts.ts'
import { type ChainParts, chainHandlers } from './chain-handlers.ts'
import type { Devices } from './devices.ts'
import { receiptHandler } from './receipt-handler.ts'
import { type RescueParts, rescueHandlers } from './rescue.ts'

export interface HandlerParts extends ChainParts, RescueParts {
  readonly config: Config
  readonly devices: Devices
  readonly desk: SaleDesk
  readonly gasKey: GasKey
  readonly staff: Staff
  readonly shifts: Shifts
  readonly rates: Rates
  readonly prices: PriceList | null
  /** Null where there is none. */
  readonly station: Station | null
  readonly service: ServiceHandlers
  readonly returns: Returns
  readonly trust: Pick<Trust, 'state'>
  readonly closure: Pick<ClosureState, 'state'>
}

/** What each channel of the contract does in a working terminal. */
export const handlersOf = (parts: HandlerParts): Handlers => {
  const { config, ledger, devices, desk, gasKey, rates, prices, station, returns } = parts
  const discounts = createDiscounts(parts)
  return {
    'terminal/start': () => ok(infoOf(parts)),
    'devices/state': () => ok(devices.states()),
    'journal/since': async ({ seq, limit }) => ok(await ledger.journal.since(seq, limit)),
    'journal/adopt': ({ payments }) => adoptPayments({ ...parts, refundWallets: returns.wallets }, payments),
    async 'sale/open'(asked) {
      const fair = checkOrder(asked, { asset: config.money.asset, prices, rates })
      if (!fair.ok) return fair
      const { units, order, product } = asked
      const discount = await discounts.check(order)
      if (!discount.ok) return discount
      const ticketFor = product === undefined ? ok(undefined) : sellProduct(station, product, order)
      if (!ticketFor.ok) return ticketFor
      // A card that is at the gate at this moment rides first: two payments never share a receipt, nor a payment and a refund.
      await station?.gate.clear()
      await returns.refunds.idle()
      return desk.open(units, order, ticketFor.value)
    },
    'sale/await-card': ({ saleId }) => desk.awaitCard(saleId),
    'sale/authorize': ({ saleId }) => desk.authorize(saleId),
    'sale/override': (asked) => overrideDecline(parts, asked),
    'sale/pay-debt': ({ saleId }) => desk.payDebt(saleId),
    'sale/scanned': ({ saleId, text }) => desk.scanned(saleId, text),
    'sale/close': ({ saleId }) => ok(desk.close(saleId)),
    'rate/state': () => ok(rates.state()),
    'risk/state': () => ok(parts.trust.state()),
    ...parts.service,
    ...noSetup,
    'receipt/print': receiptHandler({ ...parts, printer: devices.printer }),
    ...staffHandlers(parts.staff, discounts),
    ...tillHandlers(parts.shifts),
    ...returnHandlers(returns.voids, returns.refunds),
    ...stationHandlers(station),
    ...chainHandlers(parts),
    ...rescueHandlers(parts),
    'keys/state': () => ok(gasKey.state()),
    'keys/unlock': ({ passphrase }) => unlock(parts, passphrase),
  }
}

/** One passphrase guards both keys. A refund key that it does not open stays locked, and hinders no sale. */
async function unlock({ gasKey, returns }: HandlerParts, passphrase: string): Promise<Result<undefined>> {
  const unlocked = await gasKey.unlock(passphrase)
  if (unlocked.ok) await returns.key?.unlock(passphrase)
  return unlocked
}

const infoOf = ({ config, terms, ledger, prices, closure }: HandlerParts): TerminalInfo => ({
  shop: config.shop.name,
  till: config.terminal.till,
  language: config.languages.screen,
  face: config.face,
  asset: config.money.asset,
  maxUnits: terms.maxUnits,
  prices,
  batchSize: config.chain.batchSize,
  staffed: config.staff !== undefined,
  cash: cashOf(config),
  probeEveryMs: config.chain.probeEveryMs,
  alarmMs: config.chain.alarmHours * 3_600_000,
  closed: closure.state(),
  journal: { epoch: ledger.journal.epoch, seq: ledger.journal.seq(), summary: ledger.summary() },
})

/** In what cash is counted, where it is. */
export const cashOf = ({ prices, cash }: Pick<Config, 'prices' | 'cash'>): Asset | null =>
  cash && prices ? prices.currency : null
