import { expect, test } from 'vitest'
import { readDenyTask } from '../../../cli/fleet/deny.ts'
import { readRateTask } from '../../../cli/fleet/rate.ts'

const denyOf = (line: string) => readDenyTask(line.split(' '), '/srv')
const rateOf = (line: string) => readRateTask(line.split(' '), '/srv')

test('a list is given out of one file or several', () => {
  expect(denyOf('city --file 1.bin --file /tmp/2.bin --in fleet')).toEqual({
    ...{ kind: 'deny', list: 'city', files: ['/srv/1.bin', '/tmp/2.bin'], folder: '/srv/fleet' },
  })
})

test('a rate is given out under its name', () => {
  expect(rateOf('usd-kzt 536.20 --key op.pem --in fleet')).toEqual({
    ...{ kind: 'rate', name: 'usd-kzt', value: '536.20', key: '/srv/op.pem', folder: '/srv/fleet' },
  })
})

test.each([
  ['--file 1.bin --in fleet', 'Name one list.'],
  ['a b --file 1.bin --in fleet', 'Name one list.'],
  ['a.b --file 1.bin --in fleet', '"a.b" is no name: letters, digits and "-", at most 31.'],
  ['city --in fleet', 'Name what npm run deny-list has signed with --file.'],
  ['city --file 1.bin', 'Name the folder of the fleet with --in.'],
])('deny %s is not clear', (line, why) => {
  expect(denyOf(line)).toEqual({ kind: 'wrong', why })
})

test.each([
  ['usd-kzt --key k --in fleet', 'Name a rate and its value.'],
  ['usd/kzt 5 --key k --in fleet', '"usd/kzt" is no name: letters, digits and "-", at most 31.'],
  ['usd-kzt 0 --key k --in fleet', '"0" is no rate: a number above zero, with a point.'],
  ['usd-kzt 5,36 --key k --in fleet', '"5,36" is no rate: a number above zero, with a point.'],
  ['usd-kzt 5.36 --in fleet', "Name the operator's key with --key."],
  ['usd-kzt 5.36 --key k', 'Name the folder of the fleet with --in.'],
])('rate %s is not clear', (line, why) => {
  expect(rateOf(line)).toEqual({ kind: 'wrong', why })
})
