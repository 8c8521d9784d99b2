import type { DeviceState } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'

/** A device whose session is up, and the moment it is gone. */
export interface Attached<T> {
  readonly device: T
  /** Which one it is, for a technician: "PN532 /dev/ttyUSB0 1-1.2:1.0". */
  readonly label: string
  readonly gone: Promise<void>
  close(): Promise<void>
}

export type Attach<T> = () => Promise<Result<Attached<T>>>

export interface Supervised<T> {
  /** The device while its session is up. */
  current(): T | undefined
  state(): DeviceState
  /** Shows what a request to the device taught us about it. */
  report(state: DeviceState): void
  stop(): Promise<void>
}

interface SupervisorParts<T> {
  readonly attach: Attach<T>
  /** What is shown while there is no such device. */
  readonly absent: DeviceState
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
  readonly log: (message: string) => void
}

/** A device plugged in is to be usable within two seconds: so often is looked for one. */
const LOOK_MS = 500
/** One that is there and does not start is left alone longer each time. */
const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 2000

/** Keeps a device attached for as long as the terminal runs: pulled out, plugged back, and on it goes. */
export function supervise<T>({ attach, absent, clock, onState, log }: SupervisorParts<T>): Supervised<T> {
  let state: DeviceState = { kind: 'connecting' }
  let attached: Attached<T> | undefined
  let stopped = false

  function report(next: DeviceState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    onState(state)
  }

  async function hold(device: Attached<T>): Promise<void> {
    attached = device
    log(`${device.label}: attached`)
    report({ kind: 'ready' })
    await device.gone
    attached = undefined
    log(`${device.label}: gone`)
    report(absent)
  }

  async function run(): Promise<void> {
    let wait = FIRST_RETRY_MS
    while (!stopped) {
      const tried = await attach()
      if (tried.ok && stopped) await tried.value.close()
      else if (tried.ok) {
        wait = FIRST_RETRY_MS
        await hold(tried.value)
      } else if (tried.error.code === 'LINK_ABSENT') {
        wait = FIRST_RETRY_MS
        report(absent)
        await pause(clock, LOOK_MS)
      } else {
        report({ kind: 'fault', code: tried.error.code })
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
