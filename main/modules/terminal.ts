import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { Config } from '#src/config/schema.ts'
import type { EventName, Events } from '#src/ipc/contract.ts'
import { parseAmount } from '#src/money/amount.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { createSettlementChain } from '../chain/settlement-chain.ts'
import { chooseRecovery } from '../crypto/recovery.ts'
import type { Handlers } from '../ipc/door.ts'
import { openGasKey } from '../keys/gas-key.ts'
import { openLedger } from '../ledger/ledger.ts'
import { createSaleDesk, type SaleTerms } from '../sale/sale.ts'
import { createSettlement } from '../settlement/settlement.ts'
import { startDevices } from './devices.ts'
import { handlersOf } from './handlers.ts'
import { systemKeyring } from './keyring.ts'
import { systemRescueDialogs } from './rescue-dialogs.ts'

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
export async function startTerminal(parts: TerminalParts): Promise<Result<Terminal>> {
  const { config, userData, send, log } = parts
  const clock = systemClock
  const terms = termsOf(config)
  if (!terms.ok) return terms
  const opened = await openLedger(join(userData, 'journal'), { clock, randomBytes, log })
  if (!opened.ok) return opened
  const ledger = opened.value
  const gasKey = await openGasKey({
    path: join(userData, 'gas-key.json'),
    keyring: systemKeyring(),
    testKey: config.testGasKey,
    randomBytes,
  })
  if (!gasKey.ok) return gasKey

  const recover = chooseRecovery(log)
  const devices = startDevices(config.devices, clock, (states) => send('devices/changed', states))
  const chain = createSettlementChain({ ...config.chain, domain: config.money.domain, clock })
  const settlement = createSettlement({
    ledger,
    chain,
    gasAccount: gasKey.value.account,
    policy: { ...config.chain, alarmMs: config.chain.alarmHours * 3_600_000 },
    clock,
  })
  const desk = createSaleDesk({
    ledger,
    reader: devices.reader,
    selectCard: selectPaymentCard,
    terms: terms.value,
    recover,
    clock,
    onProgress: (progress) => send('sale/progress', progress),
  })
  return ok({
    handlers: handlersOf({
      ...{ config, ledger, devices, desk, chain, settlement, clock, recover, log },
      terms: terms.value,
      gasKey: gasKey.value,
      dialogs: systemRescueDialogs,
    }),
    async stop() {
    wallets:
      config.devices.scanner.wire === 'none' ? null : { shop: config.shop.name, scans: devices.scanner },
      await devices.stop()
      await ledger.close()
    },
  })
    onNotice: (notice) => send('sale/notice', notice),
}

function termsOf({ terminal, money }: Config): Result<SaleTerms> {
  const max = parseAmount(money.maxPayment, money.asset)
  if (!max.ok) return fail('CONFIG_INVALID', `money.maxPayment: ${max.error.detail}`)
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
