import type { Config } from '#src/config/schema.ts'
import type { TerminalInfo } from '#src/ipc/contract.ts'
import { ok } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { GasKey } from '../keys/gas-key.ts'
import { adoptPayments } from '../sale/adopt.ts'
import type { SaleDesk } from '../sale/sale.ts'
import { type ChainParts, chainHandlers } from './chain-handlers.ts'
import type { Devices } from './devices.ts'
import { receiptHandler } from './receipt-handler.ts'
import { type RescueParts, rescueHandlers } from './rescue.ts'
import { staffHandlers } from '../staff/handlers.ts'
import type { Staff } from '../staff/staff.ts'
import { tillHandlers } from '../till/handlers.ts'
import type { Shifts } from '../till/shifts.ts'

export interface HandlerParts extends ChainParts, RescueParts {
  readonly config: Config
  readonly devices: Devices
  readonly desk: SaleDesk
  readonly gasKey: GasKey
}

/** What each channel of the contract does in a working terminal. */
export const handlersOf = (parts: HandlerParts): Handlers => {
  readonly staff: Staff
  readonly shifts: Shifts
  readonly rates: Rates
  readonly prices: PriceList | null
  const { config, ledger, devices, desk, gasKey } = parts
  return {
    'terminal/start': () => ok(infoOf(parts)),
    'devices/state': () => ok(devices.states()),
    'journal/since': async ({ seq, limit }) => ok(await ledger.journal.since(seq, limit)),
    'journal/adopt': ({ payments }) => adoptPayments(parts, payments),
    'sale/open': ({ units }) => desk.open(units),
    'sale/await-card': ({ saleId }) => desk.awaitCard(saleId),
    'sale/authorize': ({ saleId }) => desk.authorize(saleId),
    'sale/scanned': ({ saleId, text }) => desk.scanned(saleId, text),
    'sale/close': ({ saleId }) => ok(desk.close(saleId)),
    'receipt/print': receiptHandler({ ledger, printer: devices.printer, config }),
    ...chainHandlers(parts),
    ...rescueHandlers(parts),
    'keys/state': () => ok(gasKey.state()),
    'keys/unlock': ({ passphrase }) => gasKey.unlock(passphrase),
  }
}

const infoOf = ({ config, terms, ledger }: HandlerParts): TerminalInfo => ({
    ...staffHandlers(parts.staff),
    ...tillHandlers(parts.shifts),
  shop: config.shop.name,
  till: config.terminal.till,
  language: config.languages.screen,
  asset: config.money.asset,
  maxUnits: terms.maxUnits,
  batchSize: config.chain.batchSize,
  probeEveryMs: config.chain.probeEveryMs,
  alarmMs: config.chain.alarmHours * 3_600_000,
  journal: { epoch: ledger.journal.epoch, seq: ledger.journal.seq(), summary: ledger.summary() },
})
  staffed: config.staff !== undefined,
  cash: cashOf(config),

/** In what cash is counted, where it is. */
export const cashOf = ({ prices, cash }: Pick<Config, 'prices' | 'cash'>): Asset | null =>
  cash && prices ? prices.currency : null
