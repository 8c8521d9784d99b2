import { expect, test } from 'vitest'
import { type HidLibrary, loadHidLibrary } from '#drivers/link/hid-library.ts'
import { fail } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'

test('loads the real library with its native part', async () => {
  const library = must(await loadHidLibrary())
  expect(library.getHidapiVersion()).toMatch(/^0\.\d+\.\d+/)
})

test('a system without libudev has no HID devices, and says why', async () => {
  const missing = 'libudev.so.1: cannot open shared object file: No such file or directory'
  const library: HidLibrary = {
    HIDAsync: { open: () => Promise.reject(new Error(missing)) },
    devicesAsync: () => Promise.reject(new Error(missing)),
    getHidapiVersion() {
      throw new Error(missing)
    },
  }
  expect(await loadHidLibrary(async () => library)).toEqual(fail('HID_UNAVAILABLE', `Error: ${missing}`))
})

test('so has a program that was packed without the library', async () => {
  const loaded = await loadHidLibrary(() => Promise.reject(new Error("Cannot find package 'node-hid'")))
  expect(loaded).toMatchObject(fail('HID_UNAVAILABLE'))
})
