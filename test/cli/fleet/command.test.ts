import { expect, test } from 'vitest'
import { commandSchema } from '#src/fleet/command.ts'
import { commandsFor, readCommandTask } from '../../../cli/fleet/command.ts'
import { readLogsTask } from '../../../cli/fleet/logs.ts'

const REST = ['--key', 'op.pem', '--by', 'Aigul', '--in', 'fleet']
const commandOf = (...args: string[]) => readCommandTask([...args, ...REST], '/srv')
const logsOf = (line: string) => readLogsTask(line.split(' '), '/srv')
const READ = { kind: 'command', by: 'Aigul', key: '/srv/op.pem', folder: '/srv/fleet' }

test('a command is for one terminal, for a day', () => {
  expect(commandOf('almaty-1', 'gate-07', 'restart')).toEqual({
    ...{ ...READ, site: 'almaty-1', terminal: 'gate-07', order: { type: 'restart' }, hours: 24 },
  })
})

test('or for all of a site, for as long as is said', () => {
  expect(
    commandOf('--site', 'almaty-1', 'out-of-service', 'New reader until noon', '--hours', '0.5'),
  ).toEqual({
    ...{ ...READ, site: 'almaty-1', terminal: undefined, hours: 0.5 },
    order: { type: 'out-of-service', reason: 'New reader until noon' },
  })
})

const ORDERS = 'Say restart, update, send-logs, out-of-service "REASON" or in-service.'
test.each<[string[], string]>([
  [[], 'Name a site and a terminal, or --site SITE.'],
  [['almaty-1'], 'Name a site and a terminal, or --site SITE.'],
  [['almaty.1', 'gate-07', 'restart'], '"almaty.1" is no name: letters, digits and "-", at most 31.'],
  [['almaty-1', 'gate-07'], ORDERS],
  [['almaty-1', 'gate-07', 'shut-down'], ORDERS],
  [['almaty-1', 'gate-07', 'restart', 'now'], ORDERS],
  [
    ['almaty-1', 'gate-07', 'out-of-service'],
    'Give a reason that people at the terminal read: one line of at most 120 letters.',
  ],
  [['almaty-1', 'gate-07', 'out-of-service', 'New', 'reader'], 'Put the reason in quotes.'],
  [['almaty-1', 'gate-07', 'restart', '--hours', '169'], '--hours is a number up to 168.'],
  [['almaty-1', 'gate-07', 'restart', '--hours', 'x'], '--hours is a number up to 168.'],
])('command %j is not clear', (args, why) => {
  expect(commandOf(...args)).toEqual({ kind: 'wrong', why })
})

test.each([
  [['--by', 'Aigul', '--in', 'f'], "Name the operator's key with --key."],
  [['--key', 'k', '--in', 'f'], 'Say with --by who you are, in at most 40 letters.'],
  [['--key', 'k', '--by', 'Aigul'], 'Name the folder of the fleet with --in.'],
])('nor with %j alone', (options, why) => {
  expect(readCommandTask(['almaty-1', 'gate-07', 'restart', ...options], '/srv')).toEqual({
    ...{ kind: 'wrong', why },
  })
})

test('each terminal gets a command of its own, that it would take', () => {
  const terminals = ['gate-07', 'gate-08'].map((terminal) => ({ site: 'almaty-1', terminal }))
  const given = commandsFor({ order: { type: 'update' }, by: 'Aigul', hours: 168 }, terminals, 1000)
  expect(given.map((each) => commandSchema.parse(each))).toEqual(given)
  expect(given.map(({ terminal }) => terminal)).toEqual(['gate-07', 'gate-08'])
  expect(new Set(given.map(({ id }) => id)).size).toBe(2)
  expect(given[0]).toMatchObject({ issuedAt: 1000, expiresAt: 604_801_000 })
})

test('logs are written into a file', () => {
  expect(logsOf('almaty-1 gate-07 --out logs.json --in fleet')).toEqual({
    ...{ kind: 'logs', whose: { site: 'almaty-1', terminal: 'gate-07' } },
    ...{ out: '/srv/logs.json', folder: '/srv/fleet' },
  })
})

test.each([
  ['almaty-1 --out f --in d', 'Name a site and a terminal.'],
  ['almaty-1 gate_07 --out f --in d', '"gate_07" is no name: letters, digits and "-", at most 31.'],
  ['almaty-1 gate-07 --in d', 'Name the file to write with --out.'],
  ['almaty-1 gate-07 --out f', 'Name the folder of the fleet with --in.'],
])('logs %s is not clear', (line, why) => {
  expect(logsOf(line)).toEqual({ kind: 'wrong', why })
})
