import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { concatBytes } from '@noble/hashes/utils.js'
import { describe, expect, it, vi } from 'vitest'
import { type DenyListsParts, openDenyLists } from '#main/risk/deny-lists.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { account } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { testKey } from '../../fakes/payment.ts'

const ISSUED = 1_795_737_600
const FULL = denyListByEthers({ version: 5, added: [account(1), account(2)] })
const SIX = denyListByEthers({ version: 6, base: 5, added: [account(3)], removed: [account(1)] })
const SEVEN = denyListByEthers({ version: 7, base: 6, added: [account(7)] })

async function open(change: Partial<DenyListsParts> = {}, source = join(emptyFolder(), 'deny.bin')) {
  const said: string[] = []
  const clock = fakeClock(ISSUED * 1000)
  const userData = change.userData ?? emptyFolder()
  const lists = await openDenyLists({
    ...{ signed: { source, operators: [OPERATOR], everyMinutes: 15 }, site: undefined, userData },
    ...{ recover: recoverInJavaScript, clock, log: (line: string) => said.push(line) },
    onJudged: () => undefined,
    ...change,
  })
  return { lists, said, clock, userData, source }
}

/** A file at the source, and its terminal. */
async function withFile(...content: readonly Uint8Array[]) {
  const source = join(emptyFolder(), 'deny.bin')
  const put = (...lists: readonly Uint8Array[]) => writeFileSync(source, concatBytes(...lists))
  put(...content)
  return { ...(await open({}, source)), put, source }
}

describe('from a file', () => {
  it('counts from the start, by its changes within seconds, and tells its age', async () => {
    const { lists, clock, put, source } = await withFile(FULL)
    expect([lists.has(account(1)), lists.has(account(3))]).toEqual([true, false])
    expect(lists.state()).toEqual({
      signed: { version: 5, count: 2, source, fault: null },
      site: null,
    })
    expect([lists.ageAt(ISSUED * 1000 + 3_600_000), lists.ageAt(0)]).toEqual([3_600_000, 0])
    put(SIX)
    await vi.waitFor(() => {
      clock.advance(5000)
      expect([lists.has(account(1)), lists.has(account(3))]).toEqual([false, true])
    })
  })

  it.each([
    ['signed by another hand', denyListByEthers({ version: 9 }, testKey(78)), 'DENY_LIST_SIGNER_UNKNOWN'],
    ['older', denyListByEthers({ version: 4 }), 'DENY_LIST_OLD'],
    ['with a gap', SEVEN, 'DENY_LIST_GAP'],
    ['damaged', FULL.slice(0, 50), 'DENY_LIST_INVALID'],
  ])('one that is %s is told and changes nothing', async (_what, bad, code) => {
    const { lists, clock, put, said } = await withFile(FULL)
    put(bad)
    await vi.waitFor(() => {
      clock.advance(5000)
      expect(lists.state()).toMatchObject({ signed: { version: 5, count: 2, fault: { code } } })
    })
    expect(lists.has(account(1))).toBe(true)
    expect(said.at(-1)).toContain(`version 5 as before: ${code}`)
    put(FULL, SIX)
    await vi.waitFor(() => {
      clock.advance(5000)
      expect(lists.state()).toMatchObject({ signed: { version: 6, fault: null } })
    })
  })

  it('is there after a start without its source, with all its changes, and proven anew', async () => {
    const { clock, put, userData, lists } = await withFile(FULL)
    put(SIX)
    const path = join(userData, 'deny-list.bin')
    await vi.waitFor(() => {
      clock.advance(5000)
      expect(readFileSync(path)).toEqual(Buffer.concat([FULL, SIX]))
    })
    lists.stop()
    const again = await open({ userData })
    expect(again.lists.state()).toMatchObject({ signed: { version: 6, fault: { code: 'FILE_READ_FAILED' } } })
    expect(again.lists.has(account(3))).toBe(true)
    again.lists.stop()

    writeFileSync(path, FULL.with(30, 9))
    const forged = await open({ userData })
    expect(forged.lists.state().signed).toMatchObject({ version: 0, count: 0 })
    expect(forged.lists.ageAt(0)).toBeNull()
    expect(forged.said[0]).toContain('does not count')
  })
})

describe('from an address', () => {
  const ADDRESS = 'https://shop.kz/deny/{version}'

  it('is asked for what changed since the version that is here', async () => {
    const asked: string[] = []
    const answers = [FULL, SIX]
    const get = async (url: string) => {
      asked.push(url)
      const next = answers.shift()
      return next ? ok(next) : fail('RPC_UNREACHABLE')
    }
    const { lists, clock } = await open({ get }, ADDRESS)
    await vi.waitFor(() => expect(lists.has(account(1))).toBe(true))
    await vi.waitFor(() => {
      clock.advance(15 * 60_000)
      expect(lists.state().signed).toMatchObject({ version: 6 })
    })
    await vi.waitFor(() => {
      clock.advance(15 * 60_000)
      expect(lists.state().signed?.fault).toMatchObject({ code: 'RPC_UNREACHABLE' })
    })
    expect(asked.slice(0, 3)).toEqual(['0', '5', '6'].map((since) => `https://shop.kz/deny/${since}`))
    expect(lists.has(account(3))).toBe(true)
    lists.stop()
  })

  it('is asked for in full when the changes since then are no longer there', async () => {
    const all = concatBytes(FULL, SIX, SEVEN)
    const served = new Map([
      ['https://shop.kz/deny/0', [FULL, all]],
      ['https://shop.kz/deny/5', [SEVEN]],
    ])
    const get = async (url: string) => {
      const next = served.get(url)?.shift()
      return next ? ok(next) : fail('RPC_REFUSED', 'status 404')
    }
    const { lists, clock } = await open({ get }, ADDRESS)
    await vi.waitFor(() => expect(lists.state().signed).toMatchObject({ version: 5 }))
    await vi.waitFor(() => {
      clock.advance(15 * 60_000)
      expect(lists.state().signed).toMatchObject({ version: 7 })
    })
    lists.stop()
  })
})
