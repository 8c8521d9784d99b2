import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Device } from 'node-hid'
import { expect, test } from 'vitest'
import { listHid, openHid, readDevice } from '#drivers/link/hid.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { asStranger } from '../../fakes/stranger.ts'
import { must } from '../../fakes/wires.ts'

// Here the real library meets paths that are no HID devices; real ones are the hardware lab's.

test('lists what is plugged in: on a machine without HID devices, nothing', async () => {
  const devices = must(await listHid())
  expect(Array.isArray(devices)).toBe(true)
  expect(devices.every(({ path }) => path.length > 0)).toBe(true)
})

test('a device that is not there is absent', async () => {
  const opened = await openHid('/dev/hidraw-no-such-device')()
  expect(opened).toMatchObject({ ok: false, error: { code: 'LINK_ABSENT' } })
})

test('a file that is no HID device is absent too', async () => {
  expect(await openHid('/dev/null')()).toMatchObject({ ok: false, error: { code: 'LINK_ABSENT' } })
})

test('a path that this user may not open is forbidden', async () => {
  const path = join(emptyFolder(), 'hidraw0')
  writeFileSync(path, '')
  chmodSync(path, 0o000)
  const opened = await asStranger(openHid(path))
  expect(opened).toMatchObject({ ok: false, error: { code: 'LINK_FORBIDDEN' } })
})

const READER: Device = {
  path: '/dev/hidraw3',
  vendorId: 0x0acd,
  productId: 0x3530,
  serialNumber: '630Z000001',
  manufacturer: '',
  release: 0x0100,
  interface: 0,
  usagePage: 0xff00,
  usage: 1,
}

test('keeps what identifies a device, and no empty names', () => {
  expect(readDevice(READER)).toEqual([
    {
      path: '/dev/hidraw3',
      vendorId: 0x0acd,
      productId: 0x3530,
      serialNumber: '630Z000001',
      usagePage: 0xff00,
      usage: 1,
      product: undefined,
      manufacturer: undefined,
    },
  ])
})

test('passes over a device that nobody can open', () => {
  expect(readDevice({ ...READER, path: undefined })).toEqual([])
})
