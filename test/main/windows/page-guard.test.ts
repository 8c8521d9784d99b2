import { expect, test } from 'vitest'
import { guardPage } from '#main/windows/page-guard.ts'
import { fakeClock } from '../../fakes/clock.ts'

/** A window whose page draws, is white, hangs, or dies as soon as it is loaded. */
function watch() {
  const wall = fakeClock(0)
  /** Main is woken so much later than it asked for. */
  const machine = { lateMs: 0, coreWaitMs: 0, bytes: 150e6 }
  const clock = {
    ...wall,
    after: (ms: number, task: () => void) => wall.after(ms + machine.lateMs, task),
  }
  const seen: string[] = []
  const note = (what: string) => seen.push(`${clock.now() / 1000} s: ${what}`)
  const is = { page: 'drawn' as 'drawn' | 'white' | 'hung' | 'dying', plain: 'drawn', paying: false }
  let showsPlain = false
  const unheard: ((isDrawn: boolean) => void)[] = []
  /** It was only slow. */
  function catchUp(): void {
    is.page = 'drawn'
    for (const answer of unheard.splice(0)) answer(true)
  }
  const guard = guardPage({
    clock,
    page: {
      load() {
        note('load')
        showsPlain = false
        if (is.page === 'dying') guard.gone('page')
      },
      showOutOfService() {
        note('plain page')
        showsPlain = true
      },
      kill: () => note('kill'),
      answers() {
        const now = showsPlain ? is.plain : is.page
        return now === 'hung'
          ? new Promise((resolve) => unheard.push(resolve))
          : Promise.resolve(now === 'drawn')
      },
      coreWaitMs: () => machine.coreWaitMs,
      residentBytes: () => machine.bytes,
    },
    isPaying: () => is.paying,
    onShown: () => note('shown'),
    onLost: (how) => note(`lost: ${how}`),
    onRecovered: (from) => note(`recovered: ${from}`),
    onFailing: () => note('failing'),
    onHopeless: () => note('hopeless'),
  })
  return { clock, guard, is, machine, catchUp, seen: () => seen.splice(0) }
}

const minutes = (n: number) => n * 60_000

test('a page that answers is left alone', async () => {
  const { clock, guard, seen } = watch()
  expect(guard.isAnswering()).toBe(false)
  await clock.advance(minutes(10))
  expect(seen()).toEqual(['2 s: shown'])
  expect(guard.isAnswering()).toBe(true)
})

test('a page that died is loaded at once, and counted when it is there again', async () => {
  const { clock, guard, seen } = watch()
  await clock.advance(3000)
  seen()
  guard.gone('memory')
  await clock.advance(3000)
  expect(seen()).toEqual(['3 s: lost: memory', '3 s: load', '4 s: shown', '4 s: recovered: memory'])
})

test.each(['hung', 'white'] as const)('a page that is %s is ended after eight seconds', async (how) => {
  const { clock, guard, is, seen } = watch()
  await clock.advance(2000)
  seen()
  is.page = how
  await clock.advance(7000)
  expect(guard.isAnswering()).toBe(false)
  expect(seen()).toEqual([])
  await clock.advance(1000)
  expect(seen()).toEqual(['10 s: lost: hung', '10 s: kill'])
  is.page = 'drawn'
  // Its end is no further loss. What was loaded before it would go down with the process.
  await clock.advance(100)
  guard.gone('page')
  await clock.advance(2000)
  expect(seen()).toEqual(['10.1 s: load', '12 s: shown', '12 s: recovered: hung'])
})

test('a page that is being loaded has half a minute', async () => {
  const { clock, is, seen } = watch()
  is.page = 'hung'
  await clock.advance(30_000)
  expect(seen()).toEqual([])
  await clock.advance(2000)
  expect(seen()).toEqual(['32 s: lost: hung', '32 s: kill'])
  // There was no process to end, and so nobody tells of its end.
  await clock.advance(2000)
  expect(seen()).toEqual(['34 s: load'])
})

test('a page that had no core to answer on is given the time that it had none, and not for ever', async () => {
  const { clock, is, machine, seen } = watch()
  await clock.advance(2000)
  seen()
  is.page = 'hung'
  // Half of each two seconds it waits for a core: four of eight seconds are its own.
  for (let s = 0; s < 12; s += 2) {
    await clock.advance(1000)
    machine.coreWaitMs += 1000
    await clock.advance(1000)
  }
  expect(seen()).toEqual([])
  await clock.advance(2000)
  expect(seen()).toEqual(['16 s: lost: hung', '16 s: kill'])
})

test('a page that waits for a core all the time is ended after half a minute', async () => {
  const { clock, is, machine, seen } = watch()
  await clock.advance(2000)
  seen()
  is.page = 'hung'
  for (let s = 0; s < 32; s += 2) {
    await clock.advance(1000)
    machine.coreWaitMs += 2000
    await clock.advance(1000)
  }
  expect(seen()).toEqual(['34 s: lost: hung', '34 s: kill'])
})

test('a page that is as late as main itself is not ended for that', async () => {
  const { clock, is, machine, catchUp, seen } = watch()
  await clock.advance(2000)
  seen()
  is.page = 'hung'
  machine.lateMs = 4000
  await clock.advance(20_000)
  catchUp()
  machine.lateMs = 0
  await clock.advance(minutes(1))
  expect(seen()).toEqual([])
})

test('a page that eats memory is ended, answering or not, but never while a payment is made', async () => {
  const { clock, guard, is, machine, seen } = watch()
  await clock.advance(2000)
  seen()
  machine.bytes = 1.6e9
  is.paying = true
  await clock.advance(4000)
  expect(seen()).toEqual([])
  is.paying = false
  await clock.advance(2000)
  expect(seen()).toEqual(['8 s: lost: memory', '8 s: kill'])
  machine.bytes = 150e6
  guard.gone('page')
  await clock.advance(2000)
  expect(seen()).toEqual(['8 s: load', '10 s: shown', '10 s: recovered: memory'])
})

test('a page that hangs while it holds much memory hangs for that', async () => {
  const { clock, is, machine, seen } = watch()
  await clock.advance(2000)
  seen()
  is.page = 'hung'
  machine.bytes = 500e6
  await clock.advance(8000)
  expect(seen()).toEqual(['10 s: lost: memory', '10 s: kill'])
})

test('while a payment is made a page that hangs is not ended', async () => {
  const { clock, is, seen } = watch()
  await clock.advance(2000)
  seen()
  is.page = 'hung'
  is.paying = true
  await clock.advance(10_500)
  expect(seen()).toEqual([])
  is.paying = false
  await clock.advance(1500)
  expect(seen()).toEqual(['14 s: lost: hung', '14 s: kill'])
})

test('a page that died while a payment is made is loaded when that is on the disk', async () => {
  const { clock, guard, is, seen } = watch()
  await clock.advance(2000)
  seen()
  is.paying = true
  guard.gone('page')
  await clock.advance(1000)
  expect(seen()).toEqual(['2 s: lost: page'])
  is.paying = false
  await clock.advance(200)
  expect(seen()).toEqual(['3.2 s: load'])
})

test('a payment that takes for ever does not keep the screen dead', async () => {
  const { clock, guard, is, seen } = watch()
  await clock.advance(2000)
  seen()
  is.paying = true
  guard.gone('page')
  await clock.advance(8000)
  expect(seen()).toEqual(['2 s: lost: page', '10 s: load'])
})

test('a page that dies again and again gives way to the plain one, longer each time', async () => {
  const { clock, guard, is, seen } = watch()
  await clock.advance(2000)
  seen()
  is.page = 'dying'
  guard.gone('page')
  const failing = ['failing', 'plain page']
  const died = ['lost: page', 'load', 'lost: page', 'load', 'lost: page', 'load', 'lost: page', 'load']
  expect(words(seen())).toEqual([...died, 'lost: page', ...failing])
  await clock.advance(59_000)
  expect(seen()).toEqual([])
  expect(guard.isAnswering()).toBe(true)
  await clock.advance(1000)
  expect(words(seen())).toEqual(['load', ...died, 'lost: page', ...failing])
  await clock.advance(299_000)
  expect(seen()).toEqual([])
  await clock.advance(1000)
  expect(words(seen())).toEqual(['load', ...died, 'lost: page', 'hopeless'])
})

test('a page that lives on after a rest is as good as new', async () => {
  const { clock, guard, is, seen } = watch()
  await clock.advance(2000)
  is.page = 'dying'
  guard.gone('page')
  is.page = 'drawn'
  await clock.advance(minutes(1))
  expect(words(seen()).slice(-3)).toEqual(['load', 'shown', 'recovered: page'])
  await clock.advance(minutes(3))
  is.page = 'dying'
  guard.gone('page')
  await clock.advance(59_000)
  expect(words(seen()).at(-1)).toBe('plain page')
  is.page = 'drawn'
  await clock.advance(minutes(1))
  expect(words(seen()).at(-1)).toBe('recovered: page')
})

test('when not even the plain page lives there is nothing left to show', async () => {
  const { clock, guard, is, seen } = watch()
  await clock.advance(2000)
  is.page = 'dying'
  guard.gone('page')
  seen()
  guard.gone('page')
  expect(words(seen())).toEqual(['hopeless'])
})

test('losses with hours between them are accidents', async () => {
  const { clock, guard, seen } = watch()
  for (let i = 0; i < 20; i += 1) {
    await clock.advance(minutes(1))
    guard.gone('page')
  }
  await clock.advance(minutes(1))
  expect(words(seen())).not.toContain('failing')
})

const words = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^.*? s: /, ''))
