import { expect, test } from 'vitest'
import { type Attached, supervise } from '#main/devices/supervisor.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

/** A socket that a device may sit in, and the one who looks after it. Attaching takes until `held`. */
function socket(held?: Promise<void>) {
  const clock = fakeClock()
  const states: DeviceState[] = []
  const tries: number[] = []
  const said: string[] = []
  let closed = 0
  let unplug = (): void => undefined
  let answer: Result<'device'> = fail('LINK_ABSENT')

  async function attach(): Promise<Result<Attached<'device'>>> {
    tries.push(clock.now())
    await held
    if (!answer.ok) return answer
    const gone = new Promise<void>((resolve) => {
      unplug = resolve
    })
    const close = async () => {
      closed += 1
      unplug()
    }
    return ok({ device: answer.value, label: 'device in socket 1', gone, close })
  }

  const start = clock.now()
  const supervised = supervise({
    attach,
    absent: ABSENT,
    clock,
    onState: (s) => states.push(s),
    log: (message) => said.push(message),
  })
  return {
    supervised,
    clock,
    states,
    said,
    triedAt: () => tries.map((at) => at - start),
    closedCount: () => closed,
    plug: () => {
      answer = ok('device')
    },
    answerWith: (next: Result<'device'>) => {
      answer = next
    },
    unplug: () => {
      answer = fail('LINK_ABSENT')
      unplug()
    },
  }
}

const ABSENT: DeviceState = { kind: 'fault', code: 'READER_ABSENT' }
const READY: DeviceState = { kind: 'ready' }

test('a device that is not there is looked for twice a second, so that one plugged in is soon found', async () => {
  const { supervised, clock, states, triedAt } = socket()
  expect(supervised.state()).toEqual({ kind: 'connecting' })
  await clock.advance(2000)
  expect(triedAt()).toEqual([0, 500, 1000, 1500, 2000])
  // Said once, not at every look.
  expect(states).toEqual([ABSENT])
  expect(supervised.current()).toBeUndefined()
})

test('plugged in late, pulled out, plugged in again', async () => {
  const { supervised, clock, states, said, plug, unplug, triedAt } = socket()
  await clock.advance(5000)
  plug()
  await clock.advance(4000)
  expect(supervised.state()).toEqual(READY)
  expect(supervised.current()).toBe('device')
  unplug()
  await clock.advance(0)
  expect(supervised.current()).toBeUndefined()
  plug()
  await clock.advance(500)
  expect(states).toEqual([ABSENT, READY, ABSENT, READY])
  expect(triedAt().slice(-2)).toEqual([9000, 9500])
  expect(said).toEqual([
    'device in socket 1: attached',
    'device in socket 1: gone',
    'device in socket 1: attached',
  ])
})

test('one that is there and does not start is left alone longer each time, up to two seconds', async () => {
  const { clock, answerWith, triedAt } = socket()
  answerWith(fail('READER_SILENT'))
  await clock.advance(8000)
  expect(triedAt()).toEqual([0, 250, 750, 1750, 3750, 5750, 7750])
  answerWith(fail('LINK_ABSENT'))
  await clock.advance(2750)
  // Pulled out meanwhile: from the next look on, another may come at any moment.
  expect(triedAt().slice(-3)).toEqual([9750, 10_250, 10_750])
})

test('a port that opens with nothing behind it is told apart from no port', async () => {
  const { supervised, clock, answerWith } = socket()
  answerWith(fail('READER_SILENT'))
  await clock.advance(250)
  expect(supervised.state()).toEqual({ kind: 'fault', code: 'READER_SILENT' })
})

test('stopped, it closes the device and looks no more', async () => {
  const { supervised, clock, plug, closedCount, triedAt } = socket()
  plug()
  await clock.advance(250)
  await supervised.stop()
  await clock.advance(60_000)
  expect(closedCount()).toBe(1)
  expect(triedAt()).toHaveLength(1)
})

test('stopped in the middle of attaching, it does not leave the device open', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const { supervised, clock, plug, closedCount } = socket(held)
  plug()
  await clock.advance(250)
  await supervised.stop()
  release()
  await clock.advance(0)
  expect(closedCount()).toBe(1)
  expect(supervised.current()).toBeUndefined()
})
