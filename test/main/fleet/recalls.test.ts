import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createRecalls, type RecallsParts } from '#main/fleet/recalls.ts'
import type { Ledger } from '#main/ledger/ledger.ts'
import { recallSubject } from '#src/fleet/names.ts'
import { recallSchema } from '#src/fleet/outcome.ts'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { type Broker, startBroker } from '../../support/nats.ts'
import { open } from '../ledger/open.ts'
import { KIOSK } from './kiosk.ts'

let broker: Broker
let ledger: Ledger
const ends = vi.fn()
const goOn = vi.fn()
const hasHeard = vi.fn(async () => true)
const task = vi.fn(async () => ok('voided'))

beforeEach(async () => {
  vi.clearAllMocks()
  ledger = (await open(join(emptyFolder(), 'journal'))).ledger
  onTestFinished(() => ledger.close())
})

beforeAll(async () => {
  broker = await startBroker()
})
afterAll(() => broker.close())

const sell = async (count: number) => {
  for (let n = 1; n <= count; n += 1) await ledger.record({ type: 'accepted', payment: acceptedPayment(n) })
}

/** `sent`: how far the journal may have left. */
const recallsWith = (sent: number, connection: RecallsParts['connection'] = () => undefined) =>
  createRecalls({
    ...{ whose: KIOSK, journal: ledger.journal, connection },
    cursor: { now: () => ({ epoch: ledger.journal.epoch, seq: 0, sent, handed: [], heard: 0 }) },
    pace: { hold: () => goOn },
    handOver: { ends },
    hasHeard,
    log: () => undefined,
  })

test.each([
  [1, 2],
  [250, 251],
])('payment %i is in entry %i: before that has left nobody is asked', async (n, seq) => {
  await sell(250)
  expect(await recallsWith(seq - 1).during(id(n), task)).toEqual(ok('voided'))
  expect(await recallsWith(seq).during(id(n), task)).toMatchObject(fail('VOID_TOO_LATE'))
  expect(task).toHaveBeenCalledOnce()
  expect(goOn).toHaveBeenCalledTimes(2)
})

async function asking(answer: string | undefined) {
  const settler = await broker.connect()
  onTestFinished(() => settler.close())
  const asked: unknown[] = []
  settler.subscribe('tapsyr.recalls.*.*.*', {
    callback(error, message) {
      if (error) throw error
      asked.push(recallSchema.parse(JSON.parse(message.string())))
      if (answer !== undefined) message.respond(answer)
    },
  })
  await settler.flush()
  const terminal = await broker.connect()
  return { recalls: recallsWith(1, () => terminal), asked }
}

test.each([
  ['released', true, 1],
  ['unknown', true, 0],
  ['taken', false, 0],
])('the settler says "%s"', async (answer, isVoided, ended) => {
  const { recalls, asked } = await asking(JSON.stringify({ v: 1, answer }))
  expect((await recalls.during(id(7), task)).ok).toBe(isVoided)
  expect(asked).toEqual([{ v: 1, id: id(7) }])
  expect(ends.mock.calls).toEqual(Array(ended).fill([[id(7)]]))
})

test('what the settler does not know, it may have ended and told: without that nothing goes', async () => {
  const { recalls } = await asking('{"v":1,"answer":"unknown"}')
  hasHeard.mockResolvedValueOnce(false)
  expect(await recalls.during(id(7), task)).toMatchObject(fail('VOID_TOO_LATE'))
  expect(task).not.toHaveBeenCalled()
})

test.each([undefined, '', '{"v":1,"answer":"perhaps"}'])('the answer %j lets nothing go', async (answer) => {
  const { recalls } = await asking(answer)
  expect(await recalls.during(id(7), task)).toMatchObject(fail('VOID_TOO_LATE'))
  expect(task).not.toHaveBeenCalled()
})

test('where no settler listens the payment counts as taken', async () => {
  const terminal = await broker.connect()
  expect(await recallsWith(1, () => terminal).during(id(7), task)).toMatchObject(fail('VOID_TOO_LATE'))
  expect(recallSubject(KIOSK)).toBe('tapsyr.recall.almaty-1.gate-07')
})

test('the uplink goes on when the task fails', async () => {
  await sell(1)
  await expect(recallsWith(0).during(id(1), () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(goOn).toHaveBeenCalledOnce()
})
