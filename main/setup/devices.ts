import type { ConfigProblem } from '#src/ipc/maintenance.ts'
import { DEVICE_KINDS, type DeviceChoices, type DeviceOption } from '#src/ipc/setup.ts'
import { type Named, type Possible, SECOND_SCREEN, STANDING } from './options.ts'
import type { TryDevice } from './try-device.ts'

export interface SetupDevices {
  /** What there is now. Asked again while it looks, it is the same look. */
  look(): Promise<readonly DeviceOption[]>
  /** What the configuration says of the chosen ones; only what was shown can be chosen. */
  configOf(choices: DeviceChoices): {
    readonly devices: Readonly<Record<string, Named['config']>>
    readonly problems: readonly ConfigProblem[]
  }
}

interface SetupDevicesParts {
  readonly possible: () => Promise<readonly Possible[]>
  readonly tryDevice: TryDevice
  readonly hasSecondScreen: () => boolean
}

const keyOf = ({ device, id }: Pick<Possible, 'device' | 'id'>): string => `${device} ${id}`

export function createSetupDevices({
  possible,
  tryDevice,
  hasSecondScreen,
}: SetupDevicesParts): SetupDevices {
  const shown = new Map(STANDING.map((one) => [keyOf(one), one]))
  /** Those that have answered are left alone while they are plugged in. */
  let answered = new Map<string, DeviceOption>()
  let looking: Promise<readonly DeviceOption[]> | undefined

  async function optionOf(one: Possible): Promise<DeviceOption> {
    const known = answered.get(keyOf(one))
    if (known) return known
    const { device, id, what } = one
    const tried = await tryDevice(one)
    if (!tried.ok) return { device, id, what, state: 'failed', code: tried.error.code }
    const state = tried.value === null ? 'untold' : 'answers'
    return { device, id, what: tried.value ?? what, state, code: null }
  }

  async function lookNow(): Promise<readonly DeviceOption[]> {
    const there = [...(await possible()), ...STANDING, ...(hasSecondScreen() ? [SECOND_SCREEN] : [])]
    for (const one of there) shown.set(keyOf(one), one)
    const options = await Promise.all(there.map(optionOf))
    answered = new Map(
      options.filter(({ state }) => state === 'answers').map((option) => [keyOf(option), option]),
    )
    // A port that a reader has answered at is no display's.
    const taken = there.flatMap((one) =>
      one.device !== 'display' && answered.has(keyOf(one)) ? (one.usbPath ?? []) : [],
    )
    return options.filter((_, i) => there[i]?.device !== 'display' || !taken.includes(there[i].usbPath ?? ''))
  }

  return {
    look() {
      looking ??= lookNow().finally(() => {
        looking = undefined
      })
      return looking
    },
    configOf(choices) {
      const chosen = DEVICE_KINDS.flatMap((device) => {
        const id = choices[device]
        return id === undefined ? [] : [{ device, found: shown.get(keyOf({ device, id })) }]
      })
      return {
        devices: Object.fromEntries(
          chosen.flatMap(({ device, found }) => (found ? [[device, found.config]] : [])),
        ),
        problems: chosen.flatMap(({ device, found }): ConfigProblem[] =>
          found ? [] : [{ path: `devices.${device}`, kind: 'choice', text: 'no such device was found' }],
        ),
      }
    },
  }
}
