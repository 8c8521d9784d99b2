import type { ChannelName, EventName, Events } from '#src/ipc/contract.ts'
import { CHANNEL_NAMES } from '#src/ipc/requests.ts'
import { type Failure, fail } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { ConfigFile } from '../config/load.ts'
import type { Handlers } from '../ipc/door.ts'
import { emergencyHandlers } from '../service/emergency.ts'
import { gently } from '../service/power.ts'
import { createSetupDevices } from '../setup/devices.ts'
import { possibleDevices } from '../setup/options.ts'
import { isFirstStart, noSetup, setupHandlers } from '../setup/setup.ts'
import { tryDevice } from '../setup/try-device.ts'
import type { ServiceBase } from './service.ts'

/** A terminal that could not start answers every question with the reason, so that the screen can say it. */
export function outOfService(error: Failure): Handlers {
  const answer = () => ({ ok: false as const, error })
  return Object.fromEntries(CHANNEL_NAMES.map((channel) => [channel, answer])) as Record<
    ChannelName,
    typeof answer
  >
}

export interface BrokenParts extends ServiceBase {
  readonly file: ConfigFile
  readonly error: Failure
  readonly clock: Clock
  /** Whether there is a display for the customer. */
  readonly hasSecondScreen: () => boolean
  readonly send: <E extends EventName>(event: E, payload: Events[E]) => void
}

/**
 * A new terminal asks to be set up; any other that could not start can be mended by a technician. Nor is one
 * set up whose operator signs its configuration, as nobody here could.
 */
export async function brokenHandlers(parts: BrokenParts): Promise<Handlers> {
  const { file, signing, userData, error, clock, logger, send } = parts
  const power = gently(parts.power, { clock, idle: async () => undefined })
  if (isFirstStart(file, userData) && !signing.isDemanded)
    return {
      ...outOfService(fail('SETUP_NEEDED', file.path).error),
      ...setupHandlers({
        ...{ path: file.path, power, clock, log: logger.log },
        devices: createSetupDevices({
          possible: possibleDevices,
          tryDevice: tryDevice(clock),
          hasSecondScreen: parts.hasSecondScreen,
        }),
      }),
    }
  const service = await emergencyHandlers({
    ...{ ...parts, power, error },
    onChange: (state) => send('service/changed', state),
  })
  return { ...outOfService(error), ...service, ...noSetup }
}
