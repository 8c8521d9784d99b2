import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createCommandDesk } from '#main/fleet/command-desk.ts'
import { openCommandMemory } from '#main/fleet/command-memory.ts'
import { createDuties, type DutiesParts } from '#main/fleet/duties.ts'
import { createLogOrders } from '#main/fleet/log-orders.ts'
import { NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import type { Command, Order } from '#src/fleet/command.ts'
import { fail, ok } from '#src/result.ts'
import { aCommand } from '../../fakes/command.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { orderKey, sealedBy } from '../../fakes/sealed.ts'
import { KIOSK } from './kiosk.ts'

const [operator, stranger] = [orderKey(), orderKey()]
const text = (content: object, { secret } = operator) => Buffer.from(sealedBy(secret, content)).toString()
const EXPIRED = { issuedAt: 1_000_000, expiresAt: 2_000_000 }

async function stand(folder = emptyFolder()) {
  const is = { clock: Date.now(), disk: 'good' }
  const clock = { now: () => is.clock, after: () => () => undefined }
  const notes: [string | undefined, string][] = []
  const note = vi.fn(async (by: { readonly name: string } | null, detail: string) => {
    if (is.disk !== 'good') throw new Error('ENOSPC')
    notes.push([by?.name, detail])
  })
  const [set, takeNow] = [vi.fn(async () => undefined), vi.fn()]
  const logs = createLogOrders()
  const log = () => undefined
  const memory = await openCommandMemory({
    path: join(folder, 'fleet-commands.json'),
    noted: async () => [],
    log,
  })
  const duties = (updates: DutiesParts['updates']) =>
    createDuties({
      ...{ closure: { set }, updates, logs, note, now: clock.now, clock, log },
      ...{ activity: NOTHING_GOES_ON, restart: () => undefined },
    })
  const desk = (updates: DutiesParts['updates'] = { takeNow }) =>
    createCommandDesk({
      ...{ memory, note, log, now: clock.now, duties: duties(updates) },
      ...{ whose: KIOSK, operatorKeys: [operator.key] },
    })
  return { is, folder, notes, set, takeNow, logs, desk }
}

async function taken(order: Order) {
  const parts = await stand()
  const command = aCommand(order)
  const { begin } = await parts.desk().take(text(command))
  begin?.()
  return { ...parts, command }
}

test('a command is noted with who, which and by what key', async () => {
  const { command, notes } = await taken({ type: 'restart' })
  const key = operator.key.slice(0, 8)
  expect(notes).toEqual([['Aigul', `restart ${command.id}, signed by ${key}`]])
})

test('an update is the technician’s "update now", and what became of it is noted', async () => {
  const { takeNow, command, notes } = await taken({ type: 'update' })
  expect(takeNow).toHaveBeenCalledOnce()
  const [[onEnd] = []] = takeNow.mock.calls
  onEnd(fail('UPDATE_SIGNATURE_INVALID', 'altered'))
  onEnd(fail('UPDATE_UNSIGNED'))
  onEnd(ok(null))
  onEnd(ok('0.3.0'))
  expect(notes.slice(1)).toEqual(
    [
      'not done: UPDATE_SIGNATURE_INVALID: altered',
      'not done: UPDATE_UNSIGNED',
      'done: what runs is the newest',
      'fetched: 0.3.0 starts when no payment is on its way',
    ].map((end) => ['Aigul', `update ${command.id} ${end}`]),
  )
})

test('a terminal without updates notes that', async () => {
  const { desk, notes } = await stand()
  const command = aCommand({ type: 'update' })
  const { begin } = await desk(null).take(text(command))
  begin?.()
  expect(notes[1]).toEqual(['Aigul', `update ${command.id} not done: this terminal takes no updates`])
})

test('a closure is on disk before the command counts as had, and so is its end', async () => {
  const parts = await stand()
  await parts.desk().take(text(aCommand({ type: 'out-of-service', reason: 'New reader' })))
  expect(parts.set).toHaveBeenLastCalledWith({ reason: 'New reader', by: 'Aigul', at: parts.is.clock })
  expect(parts.notes[0]?.[1]).toContain('out-of-service "New reader" 0x')
  await parts.desk().take(text(aCommand({ type: 'in-service' })))
  expect(parts.set).toHaveBeenLastCalledWith(null)
})

test('logs are wanted until they are sent', async () => {
  const { logs, command } = await taken({ type: 'send-logs' })
  expect(logs.wanted()).toEqual(command)
  logs.done(command)
  expect(logs.wanted()).toBeUndefined()
})

test('what comes again is neither noted nor done again, also after a restart', async () => {
  const { folder, desk, notes, command } = await taken({ type: 'restart' })
  expect(await desk().take(text(command))).toEqual({})
  const later = await stand(folder)
  expect(await later.desk().take(text(command))).toEqual({})
  expect([...notes, ...later.notes]).toHaveLength(1)
})

const OTHERS = { ...KIOSK, terminal: 'gate-08' }
test.each<[string, string, string]>([
  ['another key', text(aCommand({ type: 'restart' }), stranger), 'FLEET_SIGNATURE_INVALID'],
  ['what is no envelope', 'restart', 'FLEET_ORDER_INVALID'],
  ['another kind', text({ ...aCommand({ type: 'restart' }), kind: 'tapsyr-layer' }), 'kind: '],
  ['a field too many', text({ ...aCommand({ type: 'restart' }), as: 'root' }), 'FLEET_ORDER_INVALID'],
  ['a command of another terminal', text(aCommand({ type: 'restart' }, OTHERS)), 'for-another-terminal'],
  ['an expired one', text(aCommand({ type: 'restart' }, EXPIRED)), 'expired'],
])('%s is refused, and that is noted once', async (_, message, why) => {
  const { folder, desk, notes } = await stand()
  const one = desk()
  expect(await one.take(message)).toEqual({})
  expect(await one.take(message)).toEqual({})
  expect(one.isRefusing()).toBe(true)
  const later = await stand(folder)
  await later.desk().take(message)
  expect(notes).toHaveLength(1)
  expect(notes[0]?.[1]).toMatch(/^refused: /)
  expect(notes[0]?.[1]).toContain(why)
  expect(later.notes).toEqual([])
  await one.take(text(aCommand({ type: 'restart' })))
  expect(one.isRefusing()).toBe(false)
})

test('a clock that is behind executes nothing from its future, and one that is right nothing from the past', async () => {
  const { is, desk, notes } = await stand()
  const command: Command = aCommand({ type: 'restart' })
  is.clock = command.issuedAt - 86_400_000
  expect(await desk().take(text(command))).toEqual({})
  is.clock = command.expiresAt
  const late = aCommand({ type: 'restart' }, { issuedAt: command.issuedAt, expiresAt: command.expiresAt })
  expect(await desk().take(text(late))).toEqual({})
  expect(notes.map(([, detail]) => detail.split(', ')[1])).toEqual(['from-the-future', 'expired'])
})

test('a disk that refuses the note leaves the command for later', async () => {
  const { is, desk, set } = await stand()
  is.disk = 'full'
  const message = text(aCommand({ type: 'out-of-service', reason: 'New reader' }))
  await expect(desk().take(message)).rejects.toThrow('ENOSPC')
  expect(set).not.toHaveBeenCalled()
  is.disk = 'good'
  await desk().take(message)
  expect(set).toHaveBeenCalledOnce()
})

test('a broker in wrong hands fills no journal', async () => {
  const { desk, notes } = await stand()
  const one = desk()
  for (let n = 0; n < 220; n += 1) await one.take(`rubbish ${n}`)
  expect(notes).toHaveLength(200)
})
