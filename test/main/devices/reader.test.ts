import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, onTestFinished, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { type EmulatedPn532, emulatePn532 } from '#drivers/emulator/pn532.ts'
import { memoryLinks } from '#drivers/link/memory.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { attachTo } from '#main/devices/attach.ts'
import { createReaderService } from '#main/devices/reader.ts'
import type { Link } from '#src/device/link.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { testKey } from '../../fakes/payment.ts'

const never = new AbortController().signal
const READY: DeviceState = { kind: 'ready' }
const ABSENT: DeviceState = { kind: 'fault', code: 'READER_ABSENT' }
const card = () => emulateKeycardCash({ privateKey: hexToBytes(testKey(1).slice(2)) })

/** A reader at the end of a cable that may be pulled out and plugged back; its chip has power only then. */
function counter() {
  const clock = fakeClock()
  const states: DeviceState[] = []
  let plugged = true
  let cable: Link | undefined
  let chip: EmulatedPn532 | undefined
  const reader = createReaderService({
    async attach() {
      if (!plugged) return fail('LINK_ABSENT')
      const [near, far] = memoryLinks()
      cable = near
      chip = emulatePn532(far, { clock })
      return attachTo(ok(near), (link) => openPn532(link, { clock }), 'PN532')
    },
    clock,
    onState: (state) => states.push(state),
    log: () => undefined,
  })
  onTestFinished(async () => {
    const stopped = reader.stop()
    await clock.advance(10_000)
    await stopped
  })
  return {
    reader,
    clock,
    states,
    chip: () => {
      if (!chip) throw new Error('no chip')
      return chip
    },
    async unplug() {
      plugged = false
      await cable?.close()
    },
    plug() {
      plugged = true
    },
  }
}

test('comes up, is pulled out in the middle of a sale, and comes up again', async () => {
  const { reader, clock, states, chip, unplug, plug } = counter()
  await clock.advance(100)
  expect(states).toEqual([READY])
  const waiting = reader.waitForCard(never)
  await clock.advance(100)
  await unplug()
  expect(await waiting).toMatchObject(fail('LINK_CLOSED'))
  await clock.advance(1000)
  expect(states).toEqual([READY, ABSENT])
  expect(await reader.waitForCard(never)).toEqual(fail('READER_ABSENT'))
  plug()
  await clock.advance(4000)
  expect(states).toEqual([READY, ABSENT, READY])
  chip().place(card())
  const found = reader.waitForCard(never)
  await clock.advance(1000)
  expect((await found).ok).toBe(true)
})

test('a chip that went to sleep behind its port is set up anew', async () => {
  const { reader, clock, states, chip } = counter()
  await clock.advance(100)
  chip().faults.setSilent(true)
  const waiting = reader.waitForCard(never)
  await clock.advance(5000)
  expect(await waiting).toMatchObject(fail('READER_SILENT'))
  await clock.advance(5000)
  expect(states.at(-1)).toEqual(READY)
  chip().place(card())
  const found = reader.waitForCard(never)
  await clock.advance(1000)
  expect((await found).ok).toBe(true)
})

/** Two cards with numbers of their own. */
const FIRST = () => ({ ...card(), uid: Uint8Array.of(0x04, 1, 1, 1, 1, 1, 1) })
const SECOND = () => ({ ...card(), uid: Uint8Array.of(0x04, 2, 2, 2, 2, 2, 2) })

async function paid() {
  const bench = counter()
  await bench.clock.advance(100)
  bench.chip().place(FIRST())
  const found = bench.reader.waitForCard(never)
  await bench.clock.advance(100)
  expect((await found).ok).toBe(true)
  bench.reader.markPaid()
  const next = { found: bench.reader.waitForCard(never), isThere: false }
  void next.found.then(() => {
    next.isThere = true
  })
  return { ...bench, next }
}

test('a card that has paid and still lies there is not the next one', async () => {
  const { clock, chip, next } = await paid()
  await clock.advance(5000)
  expect(next.isThere).toBe(false)
  chip().remove()
  await clock.advance(1000)
  chip().place(FIRST())
  await clock.advance(1000)
  expect(await next.found).toMatchObject(ok({ uid: FIRST().uid }))
})

test('a card laid down in place of one that has paid is the next one', async () => {
  const { clock, chip, next } = await paid()
  chip().place(SECOND())
  await clock.advance(1000)
  expect(await next.found).toMatchObject(ok({ uid: SECOND().uid }))
})
