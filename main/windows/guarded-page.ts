import { app, type BrowserWindow } from 'electron'
import type { RecoveryKind } from '#src/ipc/maintenance.ts'
import type { Clock } from '#src/time/clock.ts'
import { guardPage, type PageGuard, type PageLoss } from './page-guard.ts'
import { coreWaitMs, residentBytes } from './process-figures.ts'

/** Whoever keeps count of what died and came back. */
export interface Mourner {
  lost(kind: RecoveryKind, detail?: string): void
  recovered(kind: RecoveryKind): void
  /** The page is left alone for a while. */
  failing(): void
}

export interface GuardAround {
  readonly clock: Clock
  readonly isPaying: () => boolean
  readonly mourner: Mourner
  readonly log: (message: string) => void
}

export interface GuardedWindow extends GuardAround {
  readonly window: BrowserWindow
  /** For the log. */
  readonly name: string
  /** Loads the page. */
  readonly load: () => Promise<void>
  /** Loads what is shown while the page is left alone. */
  readonly loadPlain: () => Promise<void>
  readonly onShown?: () => void
  /** Nothing can be shown in this window. */
  readonly onHopeless: () => void
}

/**
 * The kiosk's page has something below its root once it is drawn, or maintenance, a dialog, in its place; a white one
 * answers, and is none.
 */
const IS_DRAWN =
  "document.querySelector('#root > *, [role=dialog], body[data-plain]') !== null || location.host !== 'kiosk'"

/** Loads a window's page and keeps it alive. */
export function guardWindow(parts: GuardedWindow): PageGuard {
  const { window, name, mourner, log } = parts
  const { webContents } = window
  const pid = (): number => (window.isDestroyed() ? 0 : webContents.getOSProcessId())
  const load = (page: () => Promise<void>): void => {
    if (!window.isDestroyed()) page().catch((error) => log(`${name}: ${error}`))
  }
  const guard = guardPage({
    clock: parts.clock,
    isPaying: parts.isPaying,
    page: {
      load: () => load(parts.load),
      showOutOfService: () => load(parts.loadPlain),
      kill: () => webContents.forcefullyCrashRenderer(),
      // A window that is gone has nobody to ask about.
      answers: async () => window.isDestroyed() || (await webContents.executeJavaScript(IS_DRAWN)) === true,
      coreWaitMs: () => coreWaitMs(pid()),
      residentBytes: () => residentBytes(pid()),
    },
    onLost(how) {
      if (how === 'hung') log(`${name} does not answer; loading it again`)
      if (how === 'memory') log(`${name} has used up its memory; loading it again`)
      mourner.lost(how, name)
    },
    onRecovered(from) {
      log(`${name} is back`)
      mourner.recovered(from)
    },
    onFailing() {
      log(`${name} dies again and again; it is left alone for a while`)
      mourner.failing()
    },
    onShown: () => parts.onShown?.(),
    onHopeless: parts.onHopeless,
  })
  // The journal is safe in main: a page that died starts again and catches up with it.
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log(`${name} is gone (${reason} ${exitCode})`)
    setImmediate(() => guard.gone(lossOf(reason)))
  })
  load(parts.load)
  return guard
}

const lossOf = (reason: string): PageLoss =>
  reason === 'oom' || reason === 'memory-eviction' ? 'memory' : 'page'

/** Chromium starts its other processes anew by itself; here they are counted. */
export function watchProcesses({ mourner, log }: Pick<GuardAround, 'mourner' | 'log'>): void {
  app.on('child-process-gone', (_event, { type, reason, name, serviceName }) => {
    if (reason === 'clean-exit') return
    const kind = type === 'GPU' ? 'gpu' : 'helper'
    const which = name ?? serviceName ?? type
    log(`${which} is gone (${reason})`)
    mourner.lost(kind, which)
    mourner.recovered(kind)
  })
}
