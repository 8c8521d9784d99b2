import { expect, test } from 'vitest'
import type { Handlers } from '#main/ipc/door.ts'
import { outOfService } from '#main/modules/out-of-service.ts'
import { guardDisk, LEAST_BYTES } from '#main/sale/disk-guard.ts'
import { type Failure, fail, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

const SALE = { units: 1n }
const OPENED = { ok: true as const, value: { saleId: 's', receipt: '001-000001', request: null } }

/** A disk that is full or refuses, and a terminal that notes what it was asked. */
function stand() {
  const is = { free: LEAST_BYTES, writable: true, stored: true }
  const clock = fakeClock()
  const asked: string[] = []
  const told: (Failure['code'] | null)[] = []
  const noted: string[] = []
  const guard = guardDisk({
    clock,
    disk: {
      free: async () => is.free,
      tryOut: async () => {
        if (!is.writable) throw new Error('EIO')
      },
    },
    faults: { note: (where, code) => noted.push(`${where} ${code}`), clear: () => undefined },
    onState: (failure) => told.push(failure?.code ?? null),
  })
  const handlers: Handlers = {
    ...outOfService(fail('INTERNAL').error),
    'sale/open': () => {
      asked.push('open')
      return OPENED
    },
    'sale/authorize': () => fail(is.stored ? 'CARD_REFUSED' : 'JOURNAL_WRITE_FAILED'),
    'station/ride': () => {
      asked.push('ride')
      return fail(is.stored ? 'CARD_REFUSED' : 'JOURNAL_WRITE_FAILED')
    },
  }
  const guarded = guard.guarded(handlers)
  const codeOf = async (answer: Promise<Result<unknown>> | Result<unknown>) => {
    const result = await answer
    return result.ok ? 'ok' : result.error.code
  }
  return {
    ...{ is, clock, guard, noted },
    asked: () => asked.splice(0),
    told: () => told.splice(0),
    open: () => codeOf(guarded['sale/open'](SALE)),
    authorize: () => codeOf(guarded['sale/authorize']({ saleId: 's' })),
    ride: () => codeOf(guarded['station/ride'](undefined)),
  }
}

test('with room on the disk nothing is said', async () => {
  const { open, ride, asked, told, clock } = stand()
  await clock.advance(60_000)
  expect([await open(), await ride()]).toEqual(['ok', 'CARD_REFUSED'])
  expect(asked()).toEqual(['open', 'ride'])
  expect(told()).toEqual([])
})

test('without room no sale and no ride is begun, until there is room again', async () => {
  const { is, open, ride, asked, told, noted, clock } = stand()
  is.free = LEAST_BYTES - 1
  expect([await open(), await ride()]).toEqual(['DISK_LOW', 'DISK_LOW'])
  expect(asked()).toEqual([])
  expect(told()).toEqual(['DISK_LOW', 'DISK_LOW'])
  expect(noted).toContain('disk DISK_LOW')
  is.free = LEAST_BYTES
  expect(await open()).toBe('ok')
  expect(told()).toEqual([null])
  await clock.advance(60_000)
  expect(told()).toEqual([])
})

test('the page hears of it within seconds, and again for as long as it lasts: it may have been loaded anew', async () => {
  const { is, told, clock } = stand()
  await clock.advance(1000)
  is.free = 0
  await clock.advance(4000)
  expect(told()).toEqual(['DISK_LOW'])
  await clock.advance(10_000)
  expect(told()).toEqual(['DISK_LOW', 'DISK_LOW'])
  is.free = LEAST_BYTES
  await clock.advance(10_000)
  expect(told()).toEqual([null])
})

test('after a payment that was not stored nobody is asked to sign before something was written', async () => {
  const { is, open, authorize, ride, asked, told, clock } = stand()
  is.stored = false
  is.writable = false
  expect(await authorize()).toBe('JOURNAL_WRITE_FAILED')
  expect([await open(), await ride()]).toEqual(['JOURNAL_WRITE_FAILED', 'JOURNAL_WRITE_FAILED'])
  expect(asked()).toEqual([])
  is.writable = true
  await clock.advance(5000)
  expect(told().at(-1)).toBeNull()
  expect(await open()).toBe('ok')
})

test('a ride that was not stored counts as well; a card that was refused does not', async () => {
  const { is, open, ride, authorize } = stand()
  is.writable = false
  expect([await authorize(), await ride()]).toEqual(['CARD_REFUSED', 'CARD_REFUSED'])
  expect(await open()).toBe('ok')
  is.stored = false
  expect(await ride()).toBe('JOURNAL_WRITE_FAILED')
  expect(await open()).toBe('JOURNAL_WRITE_FAILED')
})

test('once it is stopped it tells nobody', async () => {
  const { is, told, clock, guard } = stand()
  is.free = 0
  guard.stop()
  await clock.advance(60_000)
  expect(told()).toEqual([])
})
