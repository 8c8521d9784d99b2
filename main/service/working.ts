import type { SettlementChain } from '#src/chain/port.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ChainStatus, DeviceStates } from '#src/ipc/contract.ts'
import type { KeyDetail, Overview, SelfTest, TestStep } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { driftOf, type Surveyed } from '../chain/survey.ts'
import type { WireLog } from '../devices/wire-log.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Devices } from '../modules/devices.ts'
import type { ClosureState } from '../sale/closure.ts'
import { type BasicChannel, type BasicParts, confirming, type ServiceHandlers, within } from './basics.ts'
import { personOf } from './gate.ts'
import { backUpKeys, keyDetails, type OwnKey } from './keys.ts'
import { noteDevices, overviewRows } from './overview.ts'
import type { Recoveries } from './recoveries.ts'
import type { SalesLock } from './sales-lock.ts'
import { createSelfTests, type TestRuns } from './self-test.ts'
import { createSince } from './since.ts'
import { measureStorage } from './storage.ts'
import type { TapTimes } from './tap-times.ts'
import { type TrustParts, trustHandlers } from './trust.ts'

export interface WorkingParts
  extends Omit<BasicParts, 'more' | 'stopWaiting' | 'config' | 'now'>,
    Omit<TrustParts, 'gate' | 'note'> {
  readonly terminalId: string
  readonly startedAt: number
  readonly recoveries: Pick<Recoveries, 'all' | 'totals'>
  readonly clock: Clock
  readonly devices: Devices
  readonly wires: WireLog
  readonly ledger: Pick<Ledger, 'journal' | 'summary' | 'payment'>
  readonly chain: Pick<SettlementChain, 'endpoints'>
  readonly survey: () => Promise<readonly Surveyed[]>
  readonly gasKey: GasKey
  readonly keys: readonly OwnKey[]
  readonly tests: TestRuns
  readonly lock: Pick<SalesLock, 'hold' | 'letGo'>
  readonly settle: () => Promise<void>
  readonly closure: Pick<ClosureState, 'state' | 'set'>
  readonly tapTimes: TapTimes
  /** What a scanner that types has read. */
  readonly onTyped: (text: string) => void
  readonly onStep: (test: SelfTest, step: TestStep) => void
}

export type WorkingHandlers = Omit<ServiceHandlers, BasicChannel>

/** What of maintenance needs a working terminal, and what it has to be told for that. */
export interface Working {
  readonly handlers: WorkingHandlers
  /** What the page's probe of the chain found. */
  sawChain(status: Result<ChainStatus>): void
  /** How a payment's way to the journal went. */
  sawJournal(written: Result<unknown>): void
  sawDevices(states: DeviceStates): void
  stopTests(): void
  more(): Promise<Readonly<Record<string, unknown>>>
}

const NOT_STORED: ReadonlySet<ErrorCode> = new Set(['JOURNAL_WRITE_FAILED', 'TRANSFER_NOT_STORED'])
const DEVICES = ['reader', 'printer', 'scanner', 'display'] as const

export function createWorking(parts: WorkingParts): Working {
  const { gate, note, clock, devices, wires, ledger, keys, gasKey } = parts
  const since = createSince(clock.now)
  const selfTests = createSelfTests(parts)
  const inside = within(gate)
  let chain: ChainStatus | null = null
  let journalFault: ErrorCode | null = null

  async function overview(): Promise<Overview> {
    const storage = await measureStorage(parts.userData)
    const facts = {
      devices: devices.states(),
      deviceDetail: (device: (typeof DEVICES)[number]) => wires.of(device).detail(),
      endpoints: parts.chain.endpoints(),
      summary: ledger.summary(),
      entries: ledger.journal.seq(),
      key: gasKey.state(),
      ...{ chain, journalFault, storage },
      clock: parts.risk.clock.state(),
      mended: parts.recoveries,
      updates: parts.updates?.state() ?? null,
      now: clock.now(),
    }
    return {
      terminalId: parts.terminalId,
      version: parts.version,
      startedAt: parts.startedAt,
      services: overviewRows(facts, since),
      tapMs: parts.tapTimes.p95(),
    }
  }

  async function deviceDetail(device: (typeof DEVICES)[number]) {
    const detail = wires.of(device).detail()
    const profile = device === 'printer' ? await devices.printer.profile() : undefined
    if (!profile) return detail
    const known = [
      ['columns', profile.columns.toString()],
      ['page', profile.page],
    ] as const
    return { ...detail, identity: [...detail.identity, ...known] }
  }

  async function network() {
    const nodes = await parts.survey()
    return { endpoints: nodes.map(({ time: _, ...node }) => node), drift: driftOf(nodes, clock) }
  }

  async function runTest(test: SelfTest): Promise<Result<readonly TestStep[]>> {
    const steps = await selfTests.run(test)
    const last = steps.ok ? steps.value.at(-1) : undefined
    if (test === 'journal' && last && last.code !== 'SALE_CANCELLED') journalFault = last.code
    return steps
  }

  async function reopen(): Promise<Result<string | undefined>> {
    const before = parts.closure.state()
    try {
      await parts.closure.set(null)
    } catch (error) {
      return fail('FILE_WRITE_FAILED', String(error))
    }
    return ok(before ? `closed by ${before.by}: ${before.reason}` : undefined)
  }

  async function rotate({
    pin,
    passphrase,
  }: {
    readonly pin: string
    readonly passphrase?: string | undefined
  }): Promise<Result<KeyDetail>> {
    const who = await gate.confirm(pin)
    if (!who.ok) return who
    const rotated = await gasKey.rotate(passphrase)
    await note(
      'gas-key-changed',
      personOf(who.value),
      rotated.ok ? rotated.value.address : rotated.error.code,
    )
    if (!rotated.ok) return rotated
    const [detail] = await keyDetails(keys.filter(({ kind }) => kind === 'gas'))
    return detail ? ok(detail) : fail('INTERNAL', 'the new key is not there')
  }

  return {
    handlers: {
      'service/overview': inside(async () => ok(await overview()), 'look'),
      'service/device': inside(async ({ device }) => ok(await deviceDetail(device))),
      'service/wire': inside(({ after }) => ok(wires.records(after)), 'look'),
      'service/test': inside(async ({ test }) => {
        const who = gate.pass()
        if (who.ok) await note('self-test', personOf(who.value), test)
        return runTest(test)
      }),
      'service/scanned': inside(({ text }) => {
        parts.onTyped(text)
        return ok()
      }),
      'service/network': inside(async () => ok(await network()), 'look'),
      ...trustHandlers(parts),
      'service/back-in-service': confirming(parts)('back-in-service', reopen),
      'service/keys': inside(async () => ok(await keyDetails(keys))),
      'service/rotate-gas-key': rotate,
      async 'service/back-up-keys'({ pin, passphrase }) {
        let name: string | null = null
        const done = await confirming(parts)('keys-backed-up', async () => {
          const written = await backUpKeys({ ...parts, now: clock.now }, passphrase)
          if (!written.ok) return written
          name = written.value
          return ok(name ?? 'no file')
        })({ pin })
        return done.ok ? ok(name) : done
      },
    },
    sawChain(status) {
      chain = status.ok ? status.value : null
    },
    sawJournal(written) {
      if (written.ok) journalFault = null
      else if (NOT_STORED.has(written.error.code)) journalFault = written.error.code
    },
    sawDevices(states) {
      noteDevices(states, since)
    },
    stopTests: selfTests.stop,
    async more() {
      return {
        overview: await overview(),
        devices: await Promise.all(DEVICES.map(deviceDetail)),
        network: await network(),
        keys: (await keyDetails(keys)).map(({ kind, address, protectedBy }) => ({
          kind,
          address,
          protectedBy,
        })),
      }
    },
  }
}
