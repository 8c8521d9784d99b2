import { expect, test } from 'vitest'
import { readFleetTask } from '../../../cli/fleet/options.ts'

const CLUMSY = 'Name a site and a terminal, or one of --settler NAME, --operator NAME, --station NAME alone.'
const read = (line: string) => readFleetTask(line.split(' '), '/srv')

test('a terminal is enrolled and dismissed by its site and its name', () => {
  const member = { role: 'terminal', site: 'almaty-1', name: 'gate-07' }
  expect(read('enrol almaty-1 gate-07 --in fleet')).toEqual({ kind: 'enrol', member, folder: '/srv/fleet' })
  expect(read('dismiss almaty-1 gate-07 --in /etc/fleet')).toEqual({
    kind: 'dismiss',
    member,
    folder: '/etc/fleet',
  })
})

test.each(['settler', 'operator', 'station'])('a %s has a name alone', (role) => {
  expect(read(`enrol --${role} north --in fleet`)).toEqual({
    kind: 'enrol',
    member: { role, name: 'north' },
    folder: '/srv/fleet',
  })
})

test.each([
  ['enrol --settler north --station almaty-1 --in fleet', CLUMSY],
  ['enrol almaty-1 gate-07', 'Name the folder of the fleet with --in.'],
  ['enrol almaty-1 --in fleet', CLUMSY],
  ['enrol almaty-1 gate-07 --settler north --in fleet', CLUMSY],
  ['enrol --settler north --operator south --in fleet', CLUMSY],
  ['enrol almaty.1 gate-07 --in fleet', '"almaty.1" is no name: letters, digits and "-", at most 31.'],
  ['enrol --settler a_b --in fleet', '"a_b" is no name: letters, digits and "-", at most 31.'],
  ['open almaty-1 gate-07 --in fleet', 'Say enrol, dismiss or list.'],
  ['list almaty-1 --in fleet', 'Say enrol, dismiss or list.'],
])('%s is not clear', (line, why) => {
  expect(read(line)).toEqual({ kind: 'wrong', why })
})
