import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { app } from 'electron'
import type { UpdateConfig } from '#src/config/update.ts'
import { ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { raiseFormat } from '../files/format.ts'
import { httpGet } from '../rates/http-get.ts'
import type { Faults } from '../service/faults.ts'
import type { Power } from '../service/power.ts'
import { download } from '../update/download.ts'
import { fetchOffer } from '../update/feed.ts'
import { createHealth, type Health } from '../update/health.ts'
import { readMemory, writeMemory } from '../update/memory.ts'
import { roomFor } from '../update/room.ts'
import { type Activity, NOTHING_GOES_ON } from '../update/safe-moment.ts'
import { createTrial } from '../update/trial.ts'
import type { PlainFiles } from '../update/unpack.ts'
import { createUpdater, type Updater } from '../update/updater.ts'
import { openVersions, type Versions } from '../update/versions.ts'

export interface UpdatesParts {
  readonly config: UpdateConfig | undefined
  readonly userData: string
  readonly faults: Faults
  readonly power: Pick<Power, 'restart'>
  readonly clock: Clock
  readonly log: (message: string) => void
}

export interface Updates {
  /** Null where the configuration names no server, or where no launcher would start another version. */
  readonly updater: Updater | null
  readonly health: Health
  /** The terminal is there; null: it is out of service. */
  start(activity: Activity | null): void
  stop(): void
}

/** Electron's own; bundlers do not know it. */
const { promises: plainFiles }: { readonly promises: PlainFiles } = createRequire(import.meta.url)(
  'original-fs',
)

const INFO_LIMITS = { accept: '*/*', timeoutMs: 30_000, maxBytes: 64 * 1024 }

/** Versions beside each other exist where deploy/linux/tapsyr-launch has started the program. */
export async function openUpdates(parts: UpdatesParts): Promise<Updates> {
  const { TAPSYR_HOME: home, TAPSYR_VERSION: started = '' } = process.env
  const { config, userData, log } = parts
  const versions =
    home === undefined
      ? null
      : openVersions({
          dir: join(home, 'versions'),
          ...{ running: app.getVersion(), started, files: plainFiles, log },
        })
  const updater = config && versions ? await updaterOf(parts, config, versions) : null
  const isOnTrial = (await versions?.isOnTrial()) ?? false
  const trial = isOnTrial ? createTrial({ ...parts, restart: parts.power.restart }) : null
  app.on('web-contents-created', (_event, contents) => {
    contents.on('input-event', () => {
      updater?.touched()
      trial?.touched()
    })
  })

  /** In this order: from the moment on that no launcher goes back, the data may be this version's. */
  async function proven(): Promise<void> {
    await versions?.proveHealthy()
    // One that stays on trial leaves the data to the version before it.
    if (await versions?.isOnTrial()) return
    trial?.stop()
    await raiseFormat(userData)
  }
  const onHealthy = (): void =>
    void proven().catch((error: unknown) => log(`that this version works is not written down: ${error}`))
  return {
    updater,
    health: createHealth({ isOnTrial, onHealthy, log }),
    start(activity) {
      updater?.start(activity ?? NOTHING_GOES_ON)
      trial?.start(activity)
    },
    stop() {
      updater?.stop()
      trial?.stop()
    },
  }
}

async function updaterOf(parts: UpdatesParts, config: UpdateConfig, versions: Versions): Promise<Updater> {
  const { userData, faults, clock, log } = parts
  const installed = app.getVersion()
  const memoryPath = join(userData, 'update.json')
  const archivePath = join(userData, 'update.tar.gz')
  const rolledBack = await versions.failed()
  if (rolledBack) {
    log(`update: ${rolledBack.version} was left: ${rolledBack.why}`)
    faults.note('update', 'UPDATE_ROLLED_BACK', `${rolledBack.version}: ${rolledBack.why}`)
  }
  return createUpdater({
    ...{ installed, versions, rolledBack, clock, log },
    checkEveryMs: config.checkEveryHours * 3_600_000,
    quietMs: config.quietMinutes * 60_000,
    fetchOffer: () => fetchOffer(config, (url) => httpGet(url, INFO_LIMITS)),
    async download(archive, onPercent, cancel) {
      const room = await roomFor(archive, userData)
      const fetched = room.ok ? await download(archive, archivePath, { onPercent, cancel }) : room
      return fetched.ok ? ok(archivePath) : fetched
    },
    discard: () => rm(archivePath, { force: true }),
    memory: await readMemory(memoryPath, installed),
    remember: (memory) => writeMemory(memoryPath, memory),
    restart: parts.power.restart,
    onFault: ({ code, detail }) => faults.note('update', code, detail),
    onGood: () => faults.clear('update'),
  })
}
