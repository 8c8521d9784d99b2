import { expect, test } from 'vitest'
import { readConfigTask } from '../../../cli/fleet/config-options.ts'

const of = (line: string) => readConfigTask(line.split(' '), '/srv')
const REST = '--file p.json --key op.pem --in fleet'
const put = { kind: 'put', folder: '/srv/fleet', file: '/srv/p.json', key: '/srv/op.pem', against: null }

test('a layer is for the fleet, a site or a terminal', () => {
  expect(of(`--fleet ${REST}`)).toEqual({ ...put, place: { level: 'fleet' } })
  expect(of(`--site almaty-1 ${REST}`)).toEqual({ ...put, place: { level: 'site', site: 'almaty-1' } })
  expect(of(`almaty-1 gate-07 ${REST} --against /etc/gate.json`)).toEqual({
    ...{ ...put, against: '/etc/gate.json' },
    place: { level: 'terminal', site: 'almaty-1', terminal: 'gate-07' },
  })
  expect(of('--fleet --show --in fleet')).toEqual({
    ...{ kind: 'show', place: { level: 'fleet' }, folder: '/srv/fleet' },
  })
})

const CLUMSY = 'Name a site and a terminal, or --site SITE or --fleet alone.'
test.each([
  [REST, CLUMSY],
  [`almaty-1 ${REST}`, CLUMSY],
  [`almaty-1 gate-07 gate-08 ${REST}`, CLUMSY],
  [`--fleet --site almaty-1 ${REST}`, CLUMSY],
  [`almaty-1 gate-07 --fleet ${REST}`, CLUMSY],
  [`--site almaty.1 ${REST}`, '"almaty.1" is no name: letters, digits and "-", at most 31.'],
  ['--fleet --file p.json --key op.pem', 'Name the folder of the fleet with --in.'],
  ['--fleet --key op.pem --in fleet', 'Name the patch with --file, or say --show.'],
  ['--fleet --file p.json --in fleet', "Name the operator's key with --key."],
  [`--fleet --show ${REST}`, '--show goes alone.'],
])('config %s is not clear', (line, why) => {
  expect(of(line)).toEqual({ kind: 'wrong', why })
})
