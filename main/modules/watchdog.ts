import { execFile } from 'node:child_process'
import type { Clock } from '#src/time/clock.ts'

export interface WatchdogParts {
  /** Of systemd: sd_notify(3), sd_watchdog_enabled(3). Elsewhere there is nobody to tell. */
  readonly env: { readonly NOTIFY_SOCKET?: string | undefined; readonly WATCHDOG_USEC?: string | undefined }
  readonly clock: Clock
  readonly isAnswering: () => boolean
  readonly notify?: (state: string) => void
  readonly log: (message: string) => void
}

export interface Watchdog {
  stop(): void
}

const LOOK_MS = 1000
/** Three words may get lost before systemd's patience ends. */
const WORDS = 4

/**
 * Tells systemd that the terminal is ready once its page is on the screen, and then again and again
 * for as long as the page answers. A terminal that hangs is killed by systemd and started anew.
 */
export function startWatchdog(parts: WatchdogParts): Watchdog {
  const { env, clock, isAnswering, log, notify = notifySystemd(log) } = parts
  if (!env.NOTIFY_SOCKET) return { stop: () => undefined }
  const everyMs = Number(env.WATCHDOG_USEC ?? 0) / 1000 / WORDS
  let stopped = false
  let isReady = false
  let cancel: () => void = () => undefined

  function look(): void {
    if (!isAnswering()) {
      cancel = clock.after(LOOK_MS, look)
      return
    }
    notify(isReady ? 'WATCHDOG=1' : 'READY=1')
    isReady = true
    if (everyMs > 0) cancel = clock.after(everyMs, look)
  }
  look()
  return {
    stop() {
      if (stopped) return
      stopped = true
      cancel()
      notify('STOPPING=1')
    },
  }
}

/** Node has no datagram sockets of the Unix kind; the command that comes with systemd has (5 ms each). */
const notifySystemd =
  (log: WatchdogParts['log']) =>
  (state: string): void => {
    execFile('systemd-notify', [state], (error) => {
      if (error) log(`systemd was not told ${state}: ${error.message}`)
    })
  }
