import { expect, it } from 'vitest'
import { readTicketTask } from '../../cli/ticket-options.ts'

const read = (...args: string[]) => readTicketTask(args, '/home/inspector')

it('reads a code, the keys and a time', () => {
  expect(read('TPT:A B', '--keys', 'keys.json')).toEqual({
    ...{ kind: 'verify', code: 'TPT:A B', keys: '/home/inspector/keys.json', at: undefined },
  })
  expect(read('TPT:A', '--keys', '/k.json', '--at', '2026-11-27T08:00:00+05:00')).toMatchObject({
    ...{ keys: '/k.json', at: 1_795_748_400 },
  })
  expect(read('--export-key', 'profile')).toEqual({ kind: 'export', profile: '/home/inspector/profile' })
  expect(read('--help')).toEqual({ kind: 'help' })
})

it.each([
  ['nothing'],
  ['two codes', 'TPT:A', 'B', '--keys', 'k'],
  ['no keys', 'TPT:A'],
  ['a time without its zone', 'TPT:A', '--keys', 'k', '--at', '2026-11-27T08:00:00'],
  ['a time in words', 'TPT:A', '--keys', 'k', '--at', 'tomorrow'],
  ['a key and a code', 'TPT:A', '--export-key', 'p'],
  ['what it does not know', '--key', 'k'],
])('says what is wrong with %s', (_what, ...args) => {
  expect(read(...args).kind).toBe('wrong')
})
