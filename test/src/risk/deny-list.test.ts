import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { cardsOf } from '#src/risk/card-set.ts'
import { type DenyListTerms, NO_SIGNED_LIST, takeDenyLists } from '#src/risk/deny-list.ts'
import { account } from '../../fakes/accepted.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'

const TERMS: DenyListTerms = { operators: [OPERATOR], recover: recoverInJavaScript }
const take = (held: typeof NO_SIGNED_LIST, ...lists: readonly Uint8Array[]) =>
  takeDenyLists(held, concatBytes(...lists), TERMS)
const refused = (code: string) => ({ ok: false, error: { code } })

const FULL = denyListByEthers({ version: 5, added: [account(1), account(2)] })
const SIX = denyListByEthers({ version: 6, base: 5, added: [account(3)], removed: [account(1)] })
const SEVEN = denyListByEthers({ version: 7, base: 6, issuedAt: 1_795_800_000 })
const held = must(take(NO_SIGNED_LIST, FULL)).list

describe('the operator’s list', () => {
  it('counts in full, and then by its changes', () => {
    expect([held.version, held.count, held.issuedAt]).toEqual([5, 2, 1_795_737_600])
    expect([held.has(account(1)), held.has(account(3))]).toEqual([true, false])
    const six = must(take(held, SIX))
    expect(cardsOf(six.list.cards)).toEqual([account(2), account(3)])
    expect([six.isFull, six.taken]).toEqual([false, [SIX]])
  })

  it('is the same in one file: what is known is passed over', () => {
    const all = must(take(NO_SIGNED_LIST, FULL, SIX, SEVEN))
    expect([all.list.version, all.list.issuedAt, all.taken]).toEqual([7, 1_795_800_000, [FULL, SIX, SEVEN]])
    expect(must(take(held, FULL, SIX, SEVEN)).taken).toEqual([SIX, SEVEN])
    expect(must(take(held, FULL)).taken).toEqual([])
  })

  it('is replaced by a newer full one, whatever lay between', () => {
    const nine = denyListByEthers({ version: 9, added: [account(9)] })
    const taken = must(take(held, SIX, nine))
    expect([taken.isFull, taken.taken, cardsOf(taken.list.cards)]).toEqual([true, [nine], [account(9)]])
  })

  it('is refused with a gap, when it is old, and when another hand has signed', () => {
    expect(take(held, SEVEN)).toMatchObject(refused('DENY_LIST_GAP'))
    expect(take(NO_SIGNED_LIST, SIX)).toMatchObject(refused('DENY_LIST_GAP'))
    expect(take(held, denyListByEthers({ version: 4 }))).toMatchObject(refused('DENY_LIST_OLD'))
    expect(take(held, denyListByEthers({ version: 8 }, testKey(78)))).toMatchObject(
      refused('DENY_LIST_SIGNER_UNKNOWN'),
    )
    expect(take(held, new Uint8Array(9))).toMatchObject(refused('DENY_LIST_INVALID'))
  })

  it('counts by the old key and the new one while they are changed', () => {
    const next = testKey(78)
    const operators = [OPERATOR, addressOfKey(next)]
    const six = denyListByEthers({ version: 6, base: 5 }, next)
    expect(must(takeDenyLists(held, six, { ...TERMS, operators })).list.version).toBe(6)
  })

  it('is refused with any bit flipped, and with any of its file the list stays as it is', () => {
    fc.assert(
      fc.property(fc.nat({ max: SIX.length * 8 - 1 }), (bit) => {
        const at = bit >> 3
        const flipped = SIX.with(at, (SIX[at] ?? 0) ^ (1 << (bit & 7)))
        const taken = take(held, flipped)
        // A lower version in a damaged head makes it one that is known already: nothing is taken of it.
        expect(taken.ok && taken.value.taken.length > 0).toBe(false)
      }),
      { numRuns: 300 },
    )
    expect(held.version).toBe(5)
  })
})
