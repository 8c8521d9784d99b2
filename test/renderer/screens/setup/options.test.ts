import { expect, it } from 'vitest'
import { foundCount, optionsOf, titleOf } from '#renderer/screens/setup/options.ts'
import type { DeviceOption } from '#src/ipc/setup.ts'

const reader: DeviceOption = {
  ...{ device: 'reader', id: 'pn532 1-1:1.0', what: 'PN532 reader at /dev/ttyUSB0' },
  ...{ state: 'answers', code: null },
}
const keyboard: DeviceOption = { device: 'scanner', id: 'keyboard', what: '', state: 'untold', code: null }

it('shows a device its own options, and counts those that answer', () => {
  expect(optionsOf('reader', [reader, keyboard], undefined)).toEqual([reader])
  expect(optionsOf('scanner', [reader, keyboard], keyboard)).toEqual([keyboard])
  expect(foundCount([reader, keyboard])).toBe(1)
})

it('keeps a chosen device that was pulled out in sight', () => {
  expect(optionsOf('reader', [keyboard], reader)).toEqual([
    { ...reader, state: 'failed', code: 'LINK_ABSENT' },
  ])
})

it('has words for what has no name', () => {
  const t = (key: string) => key
  expect(titleOf(reader, t)).toBe('PN532 reader at /dev/ttyUSB0')
  expect(titleOf(keyboard, t)).toBe('setup.device.keyboard')
  expect(titleOf({ id: 'screen', what: '' }, t)).toBe('setup.device.screen')
  expect(titleOf({ id: 'none', what: '' }, t)).toBe('setup.device.none')
})
