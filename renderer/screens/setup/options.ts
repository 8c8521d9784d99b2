import type { DeviceKind, DeviceOption } from '#src/ipc/setup.ts'
import type { Text } from '../../i18n/use-text.ts'
import type { Chosen } from './draft.ts'

/** Nothing was chosen: it finds itself. */
export const AUTOMATIC = 'automatic'

/** A device's options; one that was chosen and is pulled out stays to be seen. */
export function optionsOf(
  device: DeviceKind,
  there: readonly DeviceOption[],
  chosen: Chosen | undefined,
): readonly DeviceOption[] {
  const options = there.filter((option) => option.device === device)
  if (!chosen || options.some(({ id }) => id === chosen.id)) return options
  return [...options, { ...chosen, device, state: 'failed', code: 'LINK_ABSENT' }]
}

/** How many devices answer. */
export const foundCount = (there: readonly DeviceOption[]): number =>
  there.filter(({ state }) => state === 'answers').length

/** Its name, or our words for what has none. */
export function titleOf({ id, what }: Chosen, t: Text['t']): string {
  if (what !== '') return what
  return t(
    id === 'screen'
      ? 'setup.device.screen'
      : id === 'keyboard'
        ? 'setup.device.keyboard'
        : 'setup.device.none',
  )
}
