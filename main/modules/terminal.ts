import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { Config } from '#src/config/schema.ts'
import type { DeviceStates, EventName, Events } from '#src/ipc/contract.ts'
import { parseAmount } from '#src/money/amount.ts'
import { ok, type Result } from '#src/result.ts'
import { createSettlementChain } from '../chain/settlement-chain.ts'
import { createPrinterService } from '../devices/printer.ts'
import { createReaderService } from '../devices/reader.ts'
import type { Handlers } from '../ipc/door.ts'
import { openGasKey } from '../keys/gas-key.ts'
import { openLedger } from '../ledger/ledger.ts'
import { adoptPayments } from '../sale/adopt.ts'
import { createSaleDesk, type SaleTerms } from '../sale/sale.ts'
import { createSettlement } from '../settlement/settlement.ts'
import { chainHandlers } from './chain-handlers.ts'
import { systemKeyring } from './keyring.ts'
import { receiptHandler } from './receipt-handler.ts'
import { warmUp } from './warm-up.ts'

export interface TerminalParts {
  readonly config: Config
  readonly userData: string
  readonly send: <E extends EventName>(event: E, payload: Events[E]) => void
  readonly log: (message: string) => void
}

export interface Terminal {
  readonly handlers: Handlers
  stop(): Promise<void>
}

/** Puts the parts of a working terminal together; nothing outside this file knows all of them. */
export async function startTerminal({
  config,
  userData,
  send,
  log,
}: TerminalParts): Promise<Result<Terminal>> {
  const terms = termsOf(config)
  if (!terms.ok) return terms
  const ledger = await openLedger(join(userData, 'journal'), { clock: systemClock, randomBytes, log })
  if (!ledger.ok) return ledger
  const gasKey = await openGasKey({
    path: join(userData, 'gas-key.json'),
    keyring: systemKeyring(),
    testKey: config.testGasKey,
    randomBytes,
  })
  if (!gasKey.ok) return gasKey

  const { reader: readerPort, printer: printerPort } = config.devices
  const states = (): DeviceStates => ({ reader: reader.state(), printer: printer.state() })
  const onState = () => send('devices/changed', states())
  const reader = createReaderService({
    openLink: openSerial(readerPort.path, readerPort),
    clock: systemClock,
    onState,
  })
  const printer = createPrinterService({
    openLink: openSerial(printerPort.path, printerPort),
    profile: PRINTER_PROFILES[printerPort.model],
    openDrawer: printerPort.openDrawer,
    clock: systemClock,
    onState,
  })

  const chain = createSettlementChain({ ...config.chain, domain: config.money.domain })
  const settlement = createSettlement({
    ledger: ledger.value,
    chain,
    gasAccount: gasKey.value.account,
    confirmations: config.chain.confirmations,
    clock: systemClock,
  })
  const desk = createSaleDesk({
    ledger: ledger.value,
    reader,
    selectCard: selectKeycardCash,
    terms: terms.value,
    clock: systemClock,
    onProgress: (saleId, stage) => send('sale/progress', { saleId, stage }),
  })

  warmUp()
  const handlers: Handlers = {
    'terminal/start': () =>
      ok({
        shop: config.shop.name,
        till: config.terminal.till,
        language: config.languages.screen,
        asset: config.money.asset,
        maxUnits: terms.value.maxUnits,
        batchSize: config.chain.batchSize,
        probeEveryMs: config.chain.probeEveryMs,
        journal: {
          epoch: ledger.value.journal.epoch,
          seq: ledger.value.journal.seq(),
          summary: ledger.value.summary(),
        },
      }),
    'devices/state': () => ok(states()),
    'journal/since': async ({ seq, limit }) => ok(await ledger.value.journal.since(seq, limit)),
    'journal/adopt': ({ payments }) => adoptPayments(ledger.value, terms.value, payments),
    'sale/open': ({ units }) => desk.open(units),
    'sale/await-card': ({ saleId }) => desk.awaitCard(saleId),
    'sale/authorize': ({ saleId }) => desk.authorize(saleId),
    'sale/close': ({ saleId }) => {
      desk.close(saleId)
      return ok()
    },
    'receipt/print': receiptHandler({ ledger: ledger.value, printer, config }),
    ...chainHandlers({ chain, settlement, gasKey: gasKey.value }),
    'keys/state': () => ok(gasKey.value.state()),
    'keys/unlock': ({ passphrase }) => gasKey.value.unlock(passphrase),
  }
  return ok({
    handlers,
    async stop() {
      await Promise.all([reader.stop(), printer.stop()])
      await ledger.value.close()
    },
  })
}

function termsOf({ terminal, money }: Config): Result<SaleTerms> {
  const max = parseAmount(money.maxPayment, money.asset)
  if (!max.ok)
    return { ok: false, error: { code: 'CONFIG_INVALID', detail: `money.maxPayment: ${max.error.detail}` } }
  return ok({
    terminalId: terminal.id,
    till: terminal.till,
    asset: money.asset,
    domain: money.domain,
    payee: money.payee,
    maxUnits: max.value.units,
    validitySeconds: money.validitySeconds,
  })
}
