import type { MaintenanceChannels } from '#src/ipc/maintenance.ts'
import { ok, type Result } from '#src/result.ts'
import type { Signing } from '../config/signing.ts'
import type { FleetLayers } from '../fleet/layers.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Logger } from '../modules/logger.ts'
import type { Updater } from '../update/updater.ts'
import { exportDiagnostics } from './bundle.ts'
import type { ConfigDesk } from './config-desk.ts'
import type { ServiceDialogs } from './dialogs.ts'
import type { Faults } from './faults.ts'
import { type Gate, type Note, personOf } from './gate.ts'
import type { Power } from './power.ts'
import { measureStorage } from './storage.ts'

/** What works without a working configuration, too. */
export interface BasicParts {
  readonly gate: Gate
  readonly note: Note
  readonly logger: Logger
  readonly faults: Faults
  readonly metrics: Pick<Metrics, 'text'>
  readonly config: ConfigDesk
  readonly configPath: string
  readonly signing: Signing
  readonly layers: FleetLayers
  readonly userData: string
  readonly dialogs: ServiceDialogs
  readonly power: Power
  readonly version: string
  /** Null where there are none. */
  readonly updates: Pick<Updater, 'state' | 'check' | 'takeNow'> | null
  readonly now: () => number
  /** Ends a wait for a service card, and a self-test. */
  readonly stopWaiting: () => void
  /** What a working terminal adds to the diagnostics. */
  readonly more: () => Promise<Readonly<Record<string, unknown>>>
}

export type ServiceHandlers = Pick<Handlers, keyof MaintenanceChannels>
export type BasicChannel =
  | 'service/state'
  | 'service/unlock'
  | 'service/unlock-by-card'
  | 'service/stop-waiting'
  | 'service/leave'
  | 'service/storage'
  | 'service/faults'
  | 'service/log'
  | 'service/log-level'
  | 'service/config'
  | 'service/load-config'
  | 'service/apply-config'
  | 'service/roll-back-config'
  | 'service/export-diagnostics'
  | 'service/update'
  | 'service/check-update'
  | 'service/update-now'
  | 'service/restart'
  | 'service/shut-down'

export function basicHandlers(parts: BasicParts): Pick<ServiceHandlers, BasicChannel> {
  const { gate, logger, faults, config, power, updates, stopWaiting } = parts
  const inside = within(gate)
  const confirmed = confirming(parts)
  return {
    'service/state': () => ok(gate.state()),
    'service/unlock': ({ pin }) => gate.unlock(pin),
    'service/unlock-by-card': () => gate.unlockByCard(),
    'service/stop-waiting'() {
      stopWaiting()
      return ok()
    },
    'service/leave'() {
      stopWaiting()
      gate.leave()
      return ok()
    },
    'service/storage': inside(async () => ok(await measureStorage(parts.userData))),
    'service/faults': inside(() => ok(faults.all())),
    'service/log': inside(({ after }) => ok(logger.records(after)), 'look'),
    'service/log-level': inside(({ level }) => {
      logger.setLevel(level)
      return ok()
    }),
    'service/config': inside(async () => ok(await config.view())),
    'service/load-config': inside(() => config.load()),
    'service/apply-config': confirmed('config-applied', async ({ id }) => {
      const applied = await config.apply(id)
      if (!applied.ok) return applied
      power.restart()
      return ok(applied.value)
    }),
    'service/roll-back-config': confirmed('config-rolled-back', async () => {
      const back = await config.rollBack()
      if (back.ok) power.restart()
      return back
    }),
    async 'service/export-diagnostics'() {
      const who = gate.pass()
      if (!who.ok) return who
      const written = await exportDiagnostics(parts)
      if (written.ok && written.value !== null)
        await parts.note('diagnostics-exported', personOf(who.value), written.value)
      return written
    },
    'service/update': inside(() => ok(updates?.state() ?? null), 'look'),
    'service/check-update': inside(() => {
      updates?.check()
      return ok()
    }),
    'service/update-now': confirmed('update-asked', async () => {
      updates?.takeNow()
      return ok(updates?.state().available ?? undefined)
    }),
    'service/restart': confirmed('restarted', async () => {
      power.restart()
      return ok()
    }),
    'service/shut-down': confirmed('shut-down', async () => {
      power.shutDown()
      return ok()
    }),
  }
}

/** Answers only while somebody is in. `look`: screens ask it again and again by themselves. */
export const within =
  ({ pass }: Pick<Gate, 'pass'>) =>
  <Q, A>(task: (request: Q) => Promise<Result<A>> | Result<A>, how: 'ask' | 'look' = 'ask') =>
  async (request: Q): Promise<Result<A>> => {
    const who = pass(how === 'look')
    return who.ok ? task(request) : who
  }

/** Does it only for whoever gives their PIN once more, and writes down who that was and what came of it. */
export const confirming =
  ({ gate, note }: Pick<BasicParts, 'gate' | 'note'>) =>
  <Q extends { readonly pin: string }>(
    what: string,
    task: (request: Q) => Promise<Result<string | undefined>>,
  ) =>
  async (request: Q): Promise<Result<undefined>> => {
    const who = await gate.confirm(request.pin)
    if (!who.ok) return who
    const done = await task(request)
    await note(what, personOf(who.value), done.ok ? done.value : done.error.code)
    return done.ok ? ok() : done
  }
