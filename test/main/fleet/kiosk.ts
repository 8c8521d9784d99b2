import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { createUser } from '@nats-io/nkeys'
import { expect, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import type { Fed } from '#main/fleet/fed.ts'
import { type Fleet, openFleet } from '#main/fleet/fleet.ts'
import { type FleetLayers, noLayers } from '#main/fleet/layers.ts'
import { openCommands } from '#main/fleet/open-commands.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { openClosure } from '#main/sale/closure.ts'
import { NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import { fleetSchema } from '#src/config/fleet.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Closure } from '#src/fleet/closure.ts'
import { readUplinked, type Uplinked, uplinkedText } from '#src/fleet/entry.ts'
import { STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import type { Broker } from '../../support/nats.ts'

export const KIOSK = { site: 'almaty-1', terminal: 'gate-07' }

/** The terminal's real journal and its side of the fleet, without the rest of the program. */
export interface Kiosk {
  readonly ledger: Ledger
  readonly fleet: Fleet
  readonly said: readonly string[]
  readonly faults: readonly ErrorCode[]
  /** How often it wanted to be restarted. */
  restarts(): number
  /** How often it was told to update now. */
  updates(): number
  /** Null: it is in service. */
  closed(): Closure | null
  /** What its journal has of commands, in their order. */
  notes(): Promise<string[]>
  /** Takes payments with these receipts. */
  sell(...receipts: number[]): Promise<void>
  /** Resolves when the fleet has all that the journal has. */
  level(): Promise<void>
  stop(): Promise<void>
}

export interface KioskParts {
  readonly folder: string
  readonly url: string
  readonly isSelling?: () => boolean
  /** What the configuration says beside the server and the site. */
  readonly more?: { readonly credentials: string; readonly ca: string; readonly servers?: readonly string[] }
  readonly feds?: readonly Fed[]
  /** Whose commands it takes; left out, nobody's. */
  readonly operatorKeys?: readonly string[]
  /** What it sends when the operator asks for its logs. */
  readonly diagnostics?: () => Promise<string>
  readonly layers?: FleetLayers
}

export const FIGURES = '# TYPE tapsyr_taps_total counter\ntapsyr_taps_total 3\n'

const PATIENCE = { timeout: 60_000, interval: 20 }
let opened = 0

export async function openKiosk({
  folder,
  url,
  isSelling = () => false,
  more,
  feds = [],
  layers = noLayers(null, null),
  operatorKeys,
  diagnostics = async () => 'logs',
}: KioskParts): Promise<Kiosk> {
  opened += 1
  const run = opened
  let drawn = 0
  const said: string[] = []
  const faults: ErrorCode[] = []
  const restart = vi.fn()
  const randomBytes = (n: number) => {
    drawn += 1
    return new Uint8Array(n).fill(run % 250).fill(drawn, 0, 1)
  }
  const base = { clock: systemClock, randomBytes, log: (text: string) => said.push(text) }
  const ledger = await openLedger(join(folder, 'journal'), base)
  if (!ledger.ok) throw new Error(ledger.error.detail)
  const credentials = join(folder, 'fleet.nk')
  if (!existsSync(credentials)) writeFileSync(credentials, createUser().getSeed(), { mode: 0o600 })
  const config = {
    fleet: fleetSchema.parse({ servers: [url], site: KIOSK.site, credentials, operatorKeys, ...more }),
    terminal: { id: KIOSK.terminal },
    chain: { alarmHours: 24 },
  }
  const common = { ...base, config, userData: folder, ledger: ledger.value, onWritten: () => undefined }
  const fleet = await openFleet({
    ...common,
    ...{ figures: async () => FIGURES, layers },
    faults: { note: (_where, code) => void faults.push(code), clear: () => undefined },
  })
  const activity = { ...NOTHING_GOES_ON, isSelling }
  const takeNow = vi.fn()
  const closure = await openClosure({
    path: join(folder, 'closure.json'),
    onState: () => undefined,
    log: base.log,
  })
  const commands = await openCommands({
    ...{ ...common, activity, restart, closure, diagnostics, updates: { takeNow } },
    clockFloor: () => 0,
  })
  fleet.start({ activity, restart, feds, commands })
  return {
    ledger: ledger.value,
    fleet,
    said,
    faults,
    restarts: () => restart.mock.calls.length,
    updates: () => takeNow.mock.calls.length,
    closed: closure.state,
    async notes() {
      const facts = (await journalOf(ledger.value)).map(({ fact }) => fact)
      return facts.flatMap((fact) =>
        fact.type === 'noted' && fact.what === 'fleet-command' ? (fact.detail ?? '') : [],
      )
    },
    async sell(...receipts) {
      for (const receipt of receipts) {
        const written = await ledger.value.record({ type: 'accepted', payment: acceptedPayment(receipt) })
        expect(written.ok).toBe(true)
      }
    },
    level: () =>
      vi.waitFor(() => expect(fleet.state()).toMatchObject({ connected: true, behind: 0 }), PATIENCE),
    async stop() {
      commands?.stop()
      await fleet.stop()
      await ledger.value.close()
    },
  }
}

/** What the stream has of the kiosk, in its order. */
export async function streamed(broker: Pick<Broker, 'connect'>): Promise<Uplinked[]> {
  const connection = await broker.connect()
  const manager = await jetstreamManager(connection)
  const { state } = await manager.streams.info(STREAMS.journal)
  const found: Uplinked[] = []
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await manager.streams.getMessage(STREAMS.journal, { seq })
    expect(message?.subject).toBe(storedSubject(KIOSK))
    const read = readUplinked(message?.string() ?? '')
    if (!read) throw new Error(`message ${seq} is none`)
    found.push(read)
  }
  await connection.close()
  return found
}

export const journalOf = ({ journal }: Ledger): Promise<JournalEntry[]> => journal.since(0, journal.seq())

/** Every entry once, in its order. */
export async function expectAllOnce(broker: Pick<Broker, 'connect'>, ledger: Ledger): Promise<void> {
  const texts = (await streamed(broker)).map(({ epoch, entry }) => uplinkedText(epoch, entry))
  const own = (await journalOf(ledger)).map((entry) => uplinkedText(ledger.journal.epoch, entry))
  expect(texts).toEqual(own)
}
