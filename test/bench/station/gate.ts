import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { type EmulatedPn532, emulatePn532 } from '#drivers/emulator/pn532.ts'
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
import { must } from '../../fakes/wires.ts'

const TERMS: SaleTerms = {
  ...{ terminalId: 'bench-station', till: 1, asset: { symbol: 'USDC', decimals: 6 } },
  domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: TOKEN },
  ...{ payee: MERCHANT, maxUnits: 1_000_000_000n, validitySeconds: 2_592_000 },
}

/** What a Keycard is said to need for a signature, and for anything else. */
const CARD_MS = { sign: 350, other: 30 }
const INS_SIGN = 0xc0

export interface BenchGate {
  readonly gate: Gate
  readonly chip: EmulatedPn532
  /** Milliseconds that the card itself has worked since the last call. */
  takeCardMs(): number
  stop(): Promise<void>
}

/** A gate as main has it: journal on disk, native signatures, the reader on a serial port. */
export async function openBenchGate(dir: string): Promise<BenchGate> {
  const ledger = must(await openLedger(join(dir, 'journal'), { clock, randomBytes, log: () => undefined }))
  const cable = must(await openPtyPair())
  const far = must(await openSerial(cable.device, { baudRate: 115_200 })())
  let cardMs = 0
  const chip = emulatePn532(far, {
    clock,
    cardMs([, instruction]) {
      const ms = instruction === INS_SIGN ? CARD_MS.sign : CARD_MS.other
      cardMs += ms
      return ms
    },
  })
  const reader = await readyReader(cable.host)
  const recover = chooseRecovery(() => undefined)
  const around = { ledger, reader, recover, clock, selectCard: selectPaymentCard }
  const desk = createSaleDesk({
    ...around,
    wallets: { shop: '', canScan: () => false, scans: { onScan: () => () => undefined } },
    ...{ terms: TERMS, transfers: null, takenBy: () => ok(undefined) },
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
      products: [],
    },
  })
  return {
    ...{ gate, chip },
    takeCardMs() {
      const taken = cardMs
      cardMs = 0
      return taken
    },
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
