import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { concatBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { openDenyLists } from '#main/risk/deny-lists.ts'
import { denyHeadText } from '#src/fleet/deny-head.ts'
import { listChangeKey, listHeadKey, listPartKey } from '#src/fleet/names.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { account } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { judgedInto } from '../../fakes/judged.ts'
import { testKey } from '../../fakes/payment.ts'

const FULL = denyListByEthers({ version: 5, added: [account(1), account(2)] })
const SIX = denyListByEthers({ version: 6, base: 5, added: [account(3)] })
const SEVEN = denyListByEthers({ version: 7, base: 6, added: [account(7)] })
const NINE = denyListByEthers({ version: 9, added: [account(9)] })

async function open(userData = emptyFolder(), name = 'city') {
  const bucket = new Map<string, Uint8Array>()
  const asked: string[] = []
  const refused: string[] = []
  const lists = await openDenyLists({
    signed: { source: `fleet:${name}`, operators: [OPERATOR], everyMinutes: 15 },
    ...{ site: undefined, userData, recover: recoverInJavaScript, clock: fakeClock() },
    ...{ onJudged: judgedInto(refused), log: () => undefined },
  })
  const { fed } = lists
  if (!fed) throw new Error('it is not fed')
  return {
    ...{ lists, asked, refused, bucket, fed },
    put(entries: Readonly<Record<string, Uint8Array | undefined>>) {
      for (const [key, bytes] of Object.entries(entries))
        if (bytes) bucket.set(key, bytes)
        else bucket.delete(key)
    },
    /** The fleet has another head. */
    async hear(version: number, full = { version: 5, parts: 1 }) {
      const head = Buffer.from(denyHeadText({ version, full }))
      bucket.set(listHeadKey(name), head)
      await fed.take(head, async (key) => {
        asked.push(key)
        return bucket.get(key)
      })
    },
    version: () => lists.state().signed?.version,
    fault: () => lists.state().signed?.fault?.code,
  }
}

const full = (version: number, part = 0) => listPartKey('city', version, part)
const since = (version: number) => listChangeKey('city', version)

test('the full list comes first, and only changes after it', async () => {
  const city = await open()
  expect([city.fed.bucket, city.fed.key]).toEqual(['deny', 'city.head'])
  city.put({ [full(5)]: FULL })
  await city.hear(5)
  city.put({ [since(5)]: SIX })
  await city.hear(6)
  city.put({ [since(5)]: concatBytes(SIX, SEVEN), [since(6)]: SEVEN })
  await city.hear(7)
  await city.hear(7)
  expect(city.asked).toEqual([full(5), since(5), since(6)])
  expect(city.version()).toBe(7)
  expect([1, 3, 7, 9].map((n) => city.lists.has(account(n)))).toEqual([true, true, true, false])
  expect([city.fault(), city.refused]).toEqual([undefined, []])
})

test('a terminal without any takes the full list and the changes since then', async () => {
  const city = await open()
  city.put({ [full(5)]: FULL, [since(5)]: concatBytes(SIX, SEVEN) })
  await city.hear(7)
  expect(city.asked).toEqual([full(5), since(5)])
  expect(city.version()).toBe(7)
})

test.each([
  ['are no changes of its version any more', undefined],
  ['are changes of another version', SEVEN],
])('the full list again, in its parts, where there %s', async (_what, change) => {
  const city = await open()
  city.put({ [full(5)]: FULL })
  await city.hear(5)
  city.put({
    ...{ [since(5)]: change, [full(5)]: undefined },
    ...{ [full(9, 0)]: NINE.slice(0, 40), [full(9, 1)]: NINE.slice(40, 80), [full(9, 2)]: NINE.slice(80) },
  })
  await city.hear(9, { version: 9, parts: 3 })
  expect(city.asked.slice(1)).toEqual([since(5), full(9, 0), full(9, 1), full(9, 2)])
  expect([city.version(), city.fault()]).toEqual([9, undefined])
  expect([1, 9].map((n) => city.lists.has(account(n)))).toEqual([false, true])
})

test.each([
  [
    'signed by another hand',
    { [since(5)]: denyListByEthers({ version: 6, base: 5 }, testKey(78)) },
    'DENY_LIST_SIGNER_UNKNOWN',
  ],
  ['damaged', { [since(5)]: SIX.slice(0, 50) }, 'DENY_LIST_INVALID'],
  ['missing, as is the full list', { [full(5)]: undefined }, 'DENY_LIST_INVALID'],
  ['not what the head says', { [since(5)]: undefined }, 'DENY_LIST_GAP'],
])('one that is %s is refused and told once, and the old one counts on', async (_what, entries, code) => {
  const city = await open()
  city.put({ [full(5)]: FULL })
  await city.hear(5)
  city.put(entries)
  await city.hear(6)
  await city.hear(6)
  expect([city.version(), city.fault()]).toEqual([5, code])
  expect(city.lists.has(account(1))).toBe(true)
  expect(city.refused).toEqual([expect.stringMatching(`^city: ${code}`)])
  city.put({ [since(5)]: SIX })
  await city.hear(6)
  expect([city.version(), city.fault()]).toEqual([6, undefined])
})

test('changes that end before the head are told', async () => {
  const city = await open()
  city.put({ [full(5)]: FULL, [since(5)]: SIX })
  await city.hear(7)
  expect([city.version(), city.fault()]).toEqual([6, 'DENY_LIST_INVALID'])
})

test('an older head is refused, and so is what is none', async () => {
  const city = await open()
  city.put({ [full(5)]: FULL })
  await city.hear(5)
  await city.hear(4)
  expect([city.version(), city.fault()]).toEqual([5, 'DENY_LIST_OLD'])
  await city.fed.take(Buffer.from('{"v":1}'), async () => undefined)
  expect(city.fault()).toBe('DENY_LIST_INVALID')
})

test('parts that went with another head are no fault: that head is heard of as well', async () => {
  const city = await open()
  const overtaken = Buffer.from(denyHeadText({ version: 5, full: { version: 5, parts: 1 } }))
  city.put({
    [listHeadKey('city')]: Buffer.from(denyHeadText({ version: 9, full: { version: 9, parts: 1 } })),
  })
  await city.fed.take(overtaken, async (key) => city.bucket.get(key))
  expect([city.version(), city.fault(), city.refused]).toEqual([0, undefined, []])
})

test('it is there after a start without the fleet, and another list is not taken for it', async () => {
  const userData = emptyFolder()
  const city = await open(userData)
  city.put({ [full(5)]: FULL, [since(5)]: SIX })
  await city.hear(6)
  city.lists.stop()
  expect((await open(userData)).version()).toBe(6)
  expect(existsSync(join(userData, 'deny-list.city.bin'))).toBe(true)
  const other = await open(userData, 'depot')
  expect(other.version()).toBe(0)
})

test('a connection that fails is the session’s to see', async () => {
  const city = await open()
  const head = Buffer.from(denyHeadText({ version: 5, full: { version: 5, parts: 1 } }))
  await expect(city.fed.take(head, () => Promise.reject(new Error('closed')))).rejects.toThrow('closed')
  expect(city.refused).toEqual([])
})
