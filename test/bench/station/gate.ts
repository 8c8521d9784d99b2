import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock as clock } from '#drivers/system-clock.ts'
import { chooseRecovery } from '#main/crypto/recovery.ts'
import { attachTo } from '#main/devices/attach.ts'
import { createReaderService, type ReaderService } from '#main/devices/reader.ts'
import { openLedger } from '#main/ledger/ledger.ts'
import { createSaleDesk, type SaleTerms } from '#main/sale/sale.ts'
import { createGate, type Gate } from '#main/station/ride.ts'
import { ok } from '#src/result.ts'
import { MERCHANT, TOKEN } from '../../fakes/accepted.ts'
import { owedNothing, trusting } from '../../fakes/trust.ts'
import { must } from '../../fakes/wires.ts'
import { type BenchReader, plugInBenchReader } from './reader.ts'

const TERMS: SaleTerms = {
  ...{ terminalId: 'bench-station', till: 1, asset: { symbol: 'USDC', decimals: 6 } },
  domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: TOKEN },
  ...{ payee: MERCHANT, maxUnits: 1_000_000_000n, validitySeconds: 2_592_000 },
}

export interface BenchGate extends BenchReader {
  readonly gate: Gate
  stop(): Promise<void>
}

/** A gate as main has it: journal on disk, native signatures, the reader on a serial port. */
export async function openBenchGate(dir: string): Promise<BenchGate> {
  const ledger = must(await openLedger(join(dir, 'journal'), { clock, randomBytes, log: () => undefined }))
  const cable = must(await openPtyPair())
  const far = must(await openSerial(cable.device, { baudRate: 115_200 })())
  const reader = await readyReader(cable.host)
  const recover = chooseRecovery(() => undefined)
  const around = { ledger, reader, recover, clock, selectCard: selectPaymentCard }
  const desk = createSaleDesk({
    ...around,
    wallets: { shop: '', canScan: () => false, scans: { onScan: () => () => undefined } },
    ...{ terms: TERMS, transfers: null, takenBy: () => ok(undefined) },
    trust: trusting,
    debts: owedNothing,
    ...{ onProgress: NOTHING, onNotice: NOTHING, onOffer: NOTHING, onStray: NOTHING, onIdleScan: NOTHING },
  })
  const gate = createGate({
    ...{ ...around, desk, randomBytes, terminalId: TERMS.terminalId, token: TERMS.asset },
    ...{ rates: null, paper: 'en', isBusy: () => false, denied: { has: () => false } },
    terms: {
      currency: TERMS.asset,
      rules: {
        ...{ fare: 240_000n, cap: 700_000n, transferMinutes: 10 },
        day: { startMinutes: 240, utcOffset: () => 300 },
      },
      sameRideMs: 5000,
      products: [],
    },
  })
  return {
    ...{ ...plugInBenchReader(far), gate },
    async stop() {
      await reader.stop()
      await ledger.close()
      await cable.close()
    },
  }
}

const NOTHING = () => undefined

const readyReader = (path: string): Promise<ReaderService> =>
  new Promise((resolve) => {
    const service = createReaderService({
      attach: async () =>
        attachTo(
          await openSerial(path, { baudRate: 115_200 })(),
          (link) => openPn532(link, { clock }),
          'PN532',
        ),
      ...{ clock, log: NOTHING },
      onState: ({ kind }) => kind === 'ready' && resolve(service),
    })
  })
