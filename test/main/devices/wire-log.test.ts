import { expect, test } from 'vitest'
import { memoryLinks } from '#drivers/link/memory.ts'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { createWireLog } from '#main/devices/wire-log.ts'
import type { CardReader } from '#src/device/reader.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'

const never = new AbortController().signal
const SELECT = Uint8Array.of(0x00, 0xa4, 0x04, 0x00)
const SIGN = Uint8Array.of(0x80, 0xc0, 0x00, 0x00)

function start() {
  let now = 1000
  const log = createWireLog(() => now)
  const wait = (ms: number): void => {
    now += ms
  }
  return { log, wait }
}

test('chunks of both directions are kept while somebody watches, and only then', async () => {
  const { log } = start()
  const wire = log.of('reader')
  const [near, far] = memoryLinks()
  const tapped = wire.tapLink(near)
  await tapped.write(Uint8Array.of(1))
  expect(log.records(0)).toEqual([])
  log.watch(true)
  await tapped.write(Uint8Array.of(0xab, 0x01))
  await far.write(Uint8Array.of(0xff))
  await new Promise((resolve) => setImmediate(resolve))
  expect(log.records(0)).toEqual([
    { seq: 1, at: 1000, device: 'reader', direction: 'out', hex: 'ab01' },
    { seq: 2, at: 1000, device: 'reader', direction: 'in', hex: 'ff' },
  ])
  expect(log.records(1)).toHaveLength(1)
  log.watch(false)
  expect(log.records(0)).toEqual([])
  expect(Object.fromEntries(wire.detail().counters)).toMatchObject({ 'bytes-in': 1, 'bytes-out': 3 })
})

test('whoever listens behind the tap hears the same, and the other side too', async () => {
  const { log } = start()
  const [near, far] = memoryReportLinks()
  const tapped = log.of('scanner').tapReports(near)
  const heard: number[] = []
  tapped.onReport((report) => heard.push(...report))
  far.onReport((report) => heard.push(...report))
  await far.write(Uint8Array.of(1, 2))
  await tapped.write(Uint8Array.of(3))
  await new Promise((resolve) => setImmediate(resolve))
  expect(heard).toEqual([1, 2, 3])
})

test('memory is bounded: a thousand chunks, each told by its beginning', async () => {
  const { log } = start()
  log.watch(true)
  const [near] = memoryLinks()
  const tapped = log.of('printer').tapLink(near)
  for (let n = 0; n < 1100; n++) await tapped.write(new Uint8Array(10_000))
  const kept = log.records(0)
  expect([kept.length, kept[0]?.seq]).toEqual([1000, 101])
  expect(kept[0]?.hex).toBe(`${'00'.repeat(256)}…`)
})

/** A reader whose card answers everything with the same bytes, which also run over the wire. */
function readerOver(say: (bytes: Uint8Array) => void): CardReader {
  return {
    waitForCard: async () =>
      ok({
        uid: undefined,
        async transmit() {
          say(Uint8Array.of(0x12, 0x34))
          return ok(Uint8Array.of(0x12, 0x34))
        },
        release: async () => undefined,
      }),
    waitForRemoval: async () => ok(),
    close: async () => undefined,
  }
}

test('what a card answers to anything but “who are you” is masked, also where it comes twice', async () => {
  const { log, wait } = start()
  log.watch(true)
  const wire = log.of('reader')
  const [near, far] = memoryLinks()
  wire.tapLink(near)
  const reader = wire.tapCards(readerOver((bytes) => void far.write(bytes)))
  const said = () => log.records(0).map(({ hex }) => hex)
  const card = must(await reader.waitForCard(never))
  await card.transmit(SELECT)
  await new Promise((resolve) => setImmediate(resolve))
  expect(said()).toEqual(['1234'])
  await card.transmit(SIGN)
  await new Promise((resolve) => setImmediate(resolve))
  await far.write(Uint8Array.of(0x12, 0x34))
  await new Promise((resolve) => setImmediate(resolve))
  expect(said()).toEqual(['1234', 'xxxx', 'xxxx'])
  wait(1000)
  await far.write(Uint8Array.of(0x55))
  await new Promise((resolve) => setImmediate(resolve))
  expect(said().at(-1)).toBe('55')
})

test('where there is no wire of ours, the exchange with the card is what is told', async () => {
  const { log } = start()
  log.watch(true)
  const card = must(
    await log
      .of('reader')
      .tapCards(
        readerOver(() => undefined),
        true,
      )
      .waitForCard(never),
  )
  await card.transmit(SELECT)
  await card.transmit(SIGN)
  expect(log.records(0).map(({ direction, hex }) => `${direction} ${hex}`)).toEqual([
    ...['out 00a40400', 'in 1234', 'out 80c00000', 'in xxxx'],
  ])
})

test('counts how often a device came and went, and remembers who it was', async () => {
  const wire = start().log.of('reader')
  let end = (): void => undefined
  const gone = new Promise<void>((resolve) => {
    end = resolve
  })
  const device = { firmware: 'PN532 1.6' }
  const attach = wire.observe(
    async () => ok({ device, label: 'PN532 reader at /dev/x', gone, close: async () => undefined }),
    ({ firmware }) => [['firmware', firmware]],
  )
  expect(
    await wire.observe(
      async () => fail('LINK_ABSENT'),
      () => [],
    )(),
  ).toEqual(fail('LINK_ABSENT'))
  await attach()
  expect(wire.detail()).toMatchObject({
    identity: [
      ['place', 'PN532 reader at /dev/x'],
      ['firmware', 'PN532 1.6'],
    ],
    counters: [
      ['opened', 1],
      ['lost', 0],
      ['bytes-in', 0],
      ['bytes-out', 0],
    ],
  })
  end()
  await gone
  expect(Object.fromEntries(wire.detail().counters).lost).toBe(1)
})
