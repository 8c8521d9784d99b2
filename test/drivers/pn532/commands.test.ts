import { expect, test } from 'vitest'
import {
  activationRetries,
  baudRateOf,
  echo,
  getFirmwareVersion,
  isEcho,
  readFirmwareVersion,
  releaseAll,
  rfField,
  rfRetries,
  rfTimings,
  samConfiguration,
  setParameters,
  setSerialBaudRate,
} from '#drivers/pn532/commands.ts'
import { encodeFrame, TO_CHIP } from '#drivers/pn532/frame.ts'
import { FRAMES } from '../../vectors/pn532.ts'

const framed = (command: Uint8Array) => encodeFrame(Uint8Array.of(TO_CHIP, ...command))

test.each([
  ['GetFirmwareVersion', getFirmwareVersion(), FRAMES.getFirmwareVersion],
  ['SAMConfiguration', samConfiguration(), FRAMES.samConfiguration],
  ['SetParameters', setParameters(), FRAMES.setParameters],
  ['RFConfiguration 05', activationRetries(2), FRAMES.activationRetries],
  ['RFConfiguration 02', rfTimings(), FRAMES.rfTimings],
  ['RFConfiguration 04', rfRetries(2), FRAMES.rfRetries],
  ['field off', rfField(false), FRAMES.rfOff],
  ['field on', rfField(true), FRAMES.rfOn],
  ['InRelease', releaseAll(), FRAMES.releaseAll],
  ['SetSerialBaudRate 230400', setSerialBaudRate(230400), FRAMES.baud230400],
  ['SetSerialBaudRate 921600', setSerialBaudRate(921600), FRAMES.baud921600],
  ['SetSerialBaudRate 115200', setSerialBaudRate(115200), FRAMES.baud115200],
])('%s', (_, command, frame) => {
  expect(framed(command)).toEqual(frame)
})

test('reads the firmware version', () => {
  const parameters = FRAMES.firmwareVersion.slice(7, 11)
  expect(readFirmwareVersion(parameters)).toEqual({ chip: 0x32, version: 1, revision: 6, support: 7 })
  expect(readFirmwareVersion(parameters.slice(0, 3))).toBeUndefined()
})

test('knows the baud rates by their codes', () => {
  expect(baudRateOf(4)).toBe(115200)
  expect(baudRateOf(9)).toBeUndefined()
})

test('has a number echoed', () => {
  expect(echo(7)).toEqual(Uint8Array.of(0x00, 0x00, 7))
  expect(isEcho(Uint8Array.of(0x00, 7), 7)).toBe(true)
  expect(isEcho(Uint8Array.of(0x00, 6), 7)).toBe(false)
})
