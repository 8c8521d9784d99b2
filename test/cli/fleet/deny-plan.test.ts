import { concatBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { fail } from '#src/result.ts'
import { readDenyLists } from '#src/risk/deny-list-format.ts'
import { planDenyList } from '../../../cli/fleet/deny-plan.ts'
import { account } from '../../fakes/accepted.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { must } from '../../fakes/wires.ts'

const full = (version: number) => denyListByEthers({ version, added: [account(version)] })
const change = (version: number, base = version - 1) =>
  denyListByEthers({ version, base, added: [account(version)] })
const plan = (...lists: Uint8Array[]) => planDenyList(must(readDenyLists(concatBytes(...lists))))
const bytes = (...lists: Uint8Array[]) => Buffer.from(concatBytes(...lists))

test('changes lead from each version to the newest', () => {
  const [five, six, seven] = [full(5), change(6), change(7)]
  const { head, parts, since, list, signer } = must(plan(five, six, seven))
  expect(head).toEqual({ version: 7, full: { version: 5, parts: 1 } })
  expect(parts.map((each) => Buffer.from(each))).toEqual([bytes(five)])
  expect(new Map([...since].map(([base, each]) => [base, bytes(each)]))).toEqual(
    new Map([
      [6, bytes(seven)],
      [5, bytes(six, seven)],
    ]),
  )
  expect([list.version, list.count, signer]).toEqual([7, 3, OPERATOR])
})

test('the order in which they are named does not matter, and a shorter way is the better one', () => {
  const [five, six, seven, leap] = [full(5), change(6), change(7), change(7, 5)]
  const { since } = must(plan(leap, seven, five, six, six))
  expect(bytes(since.get(5) ?? new Uint8Array())).toEqual(bytes(leap))
  expect(bytes(since.get(6) ?? new Uint8Array())).toEqual(bytes(seven))
})

test('the newest full list takes the place of an older one, whose changes still lead to it', () => {
  const seven = change(7, 5)
  const { head, since } = must(plan(full(5), seven, full(7)))
  expect(head).toEqual({ version: 7, full: { version: 7, parts: 1 } })
  expect([...since.keys()]).toEqual([5])
})

test('after 64 changes there has to be a full list', () => {
  const changes = Array.from({ length: 65 }, (_, n) => change(n + 2))
  expect(must(plan(full(1), ...changes.slice(0, 64))).since.size).toBe(64)
  expect(plan(full(1), ...changes)).toMatchObject(fail('CONFIG_INVALID'))
  expect(must(plan(full(66), ...changes)).since.size).toBe(64)
})

test.each([
  ['no full list', [change(6)]],
  ['changes that do not begin at it', [full(5), change(7)]],
])('%s is nothing to give out', (_what, lists) => {
  expect(plan(...lists)).toMatchObject(fail('CONFIG_INVALID'))
})

test('a list that nobody has signed is none either', () => {
  const signed = full(5)
  const unsigned = concatBytes(signed.slice(0, -65), new Uint8Array(65))
  expect(plan(unsigned)).toMatchObject(fail('DENY_LIST_SIGNER_UNKNOWN'))
})
