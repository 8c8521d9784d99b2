import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Handlers } from '#main/ipc/door.ts'
import { outOfService } from '#main/modules/out-of-service.ts'
import { openClosure } from '#main/sale/closure.ts'
import { fail, ok } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const CLOSED = { reason: 'New reader until noon', by: 'Aigul', at: 1_764_234_000_000 }
const HANDLERS: Handlers = {
  ...outOfService(fail('INTERNAL').error),
  'sale/open': () => ok({ saleId: 's', receipt: '001-000001', request: null }),
  'sale/close': () => ok(true),
}

async function stand(folder = emptyFolder()) {
  const path = join(folder, 'closure.json')
  const onState = vi.fn()
  const said: string[] = []
  const closure = await openClosure({ path, onState, log: (text) => said.push(text) })
  return { folder, path, onState, said, closure, handlers: closure.guarded(HANDLERS) }
}

test('no sale, no ride and no return begins while it is closed, and what goes on comes to its end', async () => {
  const { closure, handlers, onState, said } = await stand()
  expect(closure.state()).toBeNull()
  expect(await handlers['sale/open']({ units: 1n })).toMatchObject({ ok: true })
  await closure.set(CLOSED)
  expect(onState.mock.calls).toEqual([[CLOSED]])
  expect(await handlers['sale/open']({ units: 1n })).toEqual(fail('TERMINAL_CLOSED', CLOSED.reason))
  expect(await handlers['station/ride'](undefined)).toEqual(fail('TERMINAL_CLOSED', CLOSED.reason))
  const refund = { id: `0x${'11'.repeat(32)}`, units: 1n, reason: '' } as const
  expect(await handlers['refund/make'](refund)).toEqual(fail('TERMINAL_CLOSED', CLOSED.reason))
  const decision = { ask: 1, approve: true }
  expect(await handlers['refund/decide'](decision)).toEqual(fail('TERMINAL_CLOSED', CLOSED.reason))
  expect(await handlers['sale/close']({ saleId: 's' })).toEqual(ok(true))
  expect(await handlers['sale/authorize']({ saleId: 's' })).toEqual(fail('INTERNAL'))
  await closure.set(null)
  expect(onState.mock.lastCall).toEqual([null])
  expect(await handlers['sale/open']({ units: 1n })).toMatchObject({ ok: true })
  expect(said).toEqual([])
})

test('it outlives a restart', async () => {
  const { folder, closure } = await stand()
  await closure.set(CLOSED)
  expect((await stand(folder)).closure.state()).toEqual(CLOSED)
  await closure.set(null)
  expect((await stand(folder)).closure.state()).toBeNull()
})

test.each(['', '{', '{"closure":{"reason":"a\\nb","by":"x","at":1}}'])('%j closes nothing', async (text) => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'closure.json'), text)
  const { closure, said } = await stand(folder)
  expect(closure.state()).toBeNull()
  expect(said).toHaveLength(1)
})

test('a disk that refuses changes nothing', async () => {
  const { closure, path, onState } = await stand()
  await closure.set(CLOSED)
  const before = readFileSync(path, 'utf8')
  const { closure: elsewhere } = await stand(join(path, 'no-folder'))
  await expect(elsewhere.set(CLOSED)).rejects.toThrow()
  expect(elsewhere.state()).toBeNull()
  expect(readFileSync(path, 'utf8')).toBe(before)
  expect(onState).toHaveBeenCalledTimes(1)
})
