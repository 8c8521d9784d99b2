import { expect, test } from 'vitest'
import { createSelfTests, type TestRuns } from '#main/service/self-test.ts'
import type { Steps } from '#main/service/steps.ts'
import type { SelfTest, TestStep } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

function bench(run: (steps: Steps) => Promise<unknown>, mayHold = true) {
  const clock = fakeClock()
  const seen: TestStep[] = []
  const holds: string[] = []
  const names: readonly SelfTest[] = [
    ...(['card', 'payment-path', 'print', 'drawer', 'display', 'scanner', 'network', 'journal'] as const),
  ]
  const tests = Object.fromEntries(names.map((name) => [name, run])) as Record<
    SelfTest,
    typeof run
  > satisfies TestRuns
  const lock = {
    hold() {
      if (mayHold) holds.push('hold')
      return mayHold
    },
    letGo: () => holds.push('let go'),
  }
  const parts = { tests, lock, clock, settle: async () => undefined }
  const selfTests = createSelfTests({ ...parts, onStep: (_, step) => seen.push(step) })
  return { clock, seen, holds, selfTests }
}

test('tells of each step as it ends, with its time', async () => {
  const { clock, seen, selfTests } = bench(async (steps) => {
    await steps.run(
      'sign',
      () => new Promise<Result<number>>((resolve) => clock.after(70, () => resolve(ok(1)))),
    )
    expect(seen).toEqual([{ step: 'sign', ms: 70, code: null, detail: null }])
    await steps.run('print', async () => fail('PRINTER_PAPER_OUT', 'no paper'))
  })
  const done = selfTests.run('card')
  await clock.advance(70)
  expect(await done).toEqual(
    ok([
      { step: 'sign', ms: 70, code: null, detail: null },
      { step: 'print', ms: 0, code: 'PRINTER_PAPER_OUT', detail: 'no paper' },
    ]),
  )
})

test('a step that never ends has failed when its time is up', async () => {
  const { clock, holds, selfTests } = bench((steps) =>
    steps.run('print', () => new Promise(() => undefined), { limitMs: 5000, late: 'PRINTER_SILENT' }),
  )
  const done = selfTests.run('print')
  await clock.advance(5000)
  expect(await done).toMatchObject({ value: [{ ms: 5000, code: 'PRINTER_SILENT' }] })
  expect(holds).toEqual(['hold', 'let go'])
})

test('one at a time; whoever stops it ends the step that waits', async () => {
  const { clock, selfTests } = bench((steps) => steps.run('scan', () => new Promise(() => undefined)))
  const first = selfTests.run('scanner')
  await clock.advance(10)
  expect(await selfTests.run('journal')).toEqual(fail('TERMINAL_BUSY'))
  selfTests.stop()
  expect(await first).toMatchObject({ value: [{ step: 'scan', code: 'SALE_CANCELLED' }] })
})

test('none runs beside a sale that cannot be ended', async () => {
  const { holds, selfTests } = bench(async () => expect.unreachable(), false)
  expect(await selfTests.run('card')).toEqual(fail('TERMINAL_BUSY'))
  expect(holds).toEqual([])
})

test('a bug in a test lets go of the sales', async () => {
  const { holds, selfTests } = bench(() => Promise.reject(new Error('bug')))
  await expect(selfTests.run('card')).rejects.toThrow('bug')
  expect(holds).toEqual(['hold', 'let go'])
})
