import type { ErrorCode } from '#src/errors/codes.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'

/** A device whose session is up, and the moment it is gone. */
export interface Attached<T> {
  readonly device: T
  readonly gone: Promise<void>
  close(): Promise<void>
}

export interface Supervised<T> {
  /** The device while its session is up. */
  current(): T | undefined
  state(): DeviceState
  /** Shows what a request to the device taught us about it. */
  report(state: DeviceState): void
  stop(): Promise<void>
}

interface SupervisorParts<T> {
  readonly attach: () => Promise<Result<Attached<T>>>
  /** The code people see when the port itself cannot be opened. */
  readonly absent: ErrorCode
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
}

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 4000

/** Keeps a device attached for as long as the terminal runs: pulled out, plugged back, and on it goes. */
export function supervise<T>({ attach, absent, clock, onState }: SupervisorParts<T>): Supervised<T> {
  let state: DeviceState = { kind: 'connecting' }
  let attached: Attached<T> | undefined
  let stopped = false

  function report(next: DeviceState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    onState(state)
  }

  async function run(): Promise<void> {
    let wait = FIRST_RETRY_MS
    while (!stopped) {
      const tried = await attach()
      if (tried.ok && stopped) await tried.value.close()
      else if (tried.ok) {
        attached = tried.value
        wait = FIRST_RETRY_MS
        report({ kind: 'ready' })
        await attached.gone
        attached = undefined
        report({ kind: 'fault', code: absent })
      } else {
        report({ kind: 'fault', code: tried.error.code === 'LINK_ABSENT' ? absent : tried.error.code })
        await pause(clock, wait)
        wait = Math.min(wait * 2, LAST_RETRY_MS)
      }
    }
  }

  void run()
  return {
    current: () => attached?.device,
    state: () => state,
    report,
    async stop() {
      stopped = true
      await attached?.close()
    },
  }
}
