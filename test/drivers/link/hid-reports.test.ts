import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { type HidHandle, reportLinkOf } from '#drivers/link/hid-reports.ts'
import { fail, ok } from '#src/result.ts'

const REPORT = Uint8Array.of(1, 2, 3)

/** A device as node-hid shows it: events from a thread of its own, promises for the rest. */
class FakeHandle extends EventEmitter implements HidHandle {
  readonly written: Buffer[] = []
  closes = 0
  /** Begun to read when it was closed already: node-hid throws then. */
  readsTooLate = 0
  writeResult: () => Promise<number> = async () => REPORT.length

  constructor() {
    super()
    this.on('newListener', (event) => {
      if (event === 'data') process.nextTick(() => this.beginToRead())
    })
  }
  private beginToRead(): void {
    if (this.closes > 0) this.readsTooLate += 1
  }
  write(report: Buffer): Promise<number> {
    this.written.push(report)
    return this.writeResult()
  }
  async close(): Promise<void> {
    this.closes += 1
    if (this.closes > 1) throw new TypeError('device has been closed')
  }
}

function open() {
  const device = new FakeHandle()
  const link = reportLinkOf(device)
  let gone = 0
  link.onClose(() => {
    gone += 1
  })
  return { device, link, gone: () => gone }
}

test('hands reports on, in both directions, as plain bytes', async () => {
  const { device, link } = open()
  const heard: Uint8Array[] = []
  link.onReport((report) => heard.push(report))
  device.emit('data', Buffer.from(REPORT))
  expect(heard).toEqual([REPORT])
  expect(heard[0]?.constructor).toBe(Uint8Array)
  expect(await link.write(REPORT)).toEqual(ok())
  expect(device.written).toEqual([Buffer.from(REPORT)])
})

test('a read that fails is a device pulled out', async () => {
  const { device, link, gone } = open()
  const heard: Uint8Array[] = []
  link.onReport((report) => heard.push(report))
  device.emit('error', new Error('could not read from HID device'))
  expect(gone()).toBe(1)
  device.emit('data', Buffer.from(REPORT))
  expect(heard).toEqual([])
  expect(await link.write(REPORT)).toEqual(fail('LINK_CLOSED'))
  await link.close()
  expect(device.closes).toBe(1)
})

test('a write that fails is one too, and keeps the system’s words', async () => {
  const { device, link, gone } = open()
  device.writeResult = () => Promise.reject(new TypeError('Cannot write to hid device'))
  expect(await link.write(REPORT)).toEqual(fail('LINK_CLOSED', 'TypeError: Cannot write to hid device'))
  expect(gone()).toBe(1)
  await link.close()
  expect(device.closes).toBe(1)
})

test('a write that the system holds ends when the device is pulled out', async () => {
  const { device, link } = open()
  device.writeResult = () => new Promise(() => {})
  const writing = link.write(REPORT)
  device.emit('error', new Error('device disconnected'))
  expect(await writing).toEqual(fail('LINK_CLOSED'))
})

test('is closed once, however often and by whomever', async () => {
  const { device, link, gone } = open()
  await Promise.all([link.close(), link.close()])
  device.emit('error', new Error('late'))
  await link.close()
  expect([device.closes, gone()]).toEqual([1, 1])
})

test('a device that cannot even be closed is gone all the same', async () => {
  const { device, link, gone } = open()
  device.closes = 1
  await link.close()
  expect(gone()).toBe(1)
})

test('closed at once, it is not closed before node-hid has begun to read', async () => {
  const { device, link, gone } = open()
  const closing = link.close()
  expect(gone()).toBe(1)
  await closing
  await new Promise((resolve) => setImmediate(resolve))
  expect([device.closes, device.readsTooLate]).toEqual([1, 0])
})
