import { hexToBytes } from '@noble/hashes/utils.js'
import { concat, keccak256, id as keccakOf } from 'ethers'
import { describe, expect, it } from 'vitest'
import { challengeDigest } from '#main/crypto/challenge.ts'
import { PURPOSE } from '#main/staff/card.ts'
import type { PaymentCard } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import { fail, ok } from '#src/result.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { cardOfKey, desk } from './desk.ts'
import { member } from './people.ts'

const CARD = addressOfKey(testKey(1))

describe('what a staff card signs', () => {
  it('is the hash that the comment says, by another library', () => {
    const random = new Uint8Array(32).fill(7)
    const expected = keccak256(
      concat([keccakOf('Tapsyr: sign in as staff, version 1'), keccakOf('apple-1'), random]),
    )
    expect(challengeDigest(PURPOSE, 'apple-1', random)).toEqual(hexToBytes(expected.slice(2)))
  })

  it('never begins as an EIP-712 digest does', () => {
    // EIP-712: keccak(0x19 0x01 ‖ …).
    expect(keccakOf('Tapsyr: sign in as staff, version 1').slice(0, 6)).not.toBe('0x1901')
  })
})

describe('a card held to the reader', () => {
  it('signs in whose card it is, with another challenge each time', async () => {
    const seen: string[] = []
    const { staff, lay, facts } = await desk([await member('aigul', '4711', { card: CARD })])
    const own = cardOfKey(1)
    const card: PaymentCard = {
      ...own,
      sign(digest) {
        seen.push(Buffer.from(digest).toString('hex'))
        return own.sign(digest)
      },
    }
    lay(ok(card))
    expect(await staff.signInByCard()).toEqual(ok({ id: 'aigul', name: 'aigul', role: 'cashier' }))
    await staff.signOut()
    lay(ok(card))
    await staff.signInByCard()
    expect(new Set(seen).size).toBe(2)
    expect(await facts()).toEqual(['signed-in aigul card', 'signed-out aigul', 'signed-in aigul card'])
  })

  it('of nobody is refused and written down', async () => {
    const { staff, lay, facts } = await desk([await member('aigul', '4711', { card: CARD })])
    lay(ok(cardOfKey(2)))
    expect(await staff.signInByCard()).toEqual(fail('STAFF_CARD_UNKNOWN'))
    expect(staff.state().signedIn).toBeNull()
    expect(await facts()).toEqual([`card-refused ${addressOfKey(testKey(2))}`])
  })

  it('that claims a key and signs with another is refused', async () => {
    const { staff, lay } = await desk([await member('aigul', '4711', { card: CARD })])
    lay(ok({ ...cardOfKey(2), publicKey: cardOfKey(1).publicKey }))
    expect(await staff.signInByCard()).toMatchObject({ error: { code: 'CARD_SIGNATURE_INVALID' } })
  })

  it('of somebody who sells nothing signs nobody in', async () => {
    const { staff, lay } = await desk([await member('tech', '4711', { card: CARD, role: 'technician' })])
    lay(ok(cardOfKey(1)))
    expect(await staff.signInByCard()).toEqual(fail('STAFF_FORBIDDEN'))
    lay(ok(cardOfKey(1)))
    expect(await staff.checkCard('service')).toMatchObject({ ok: true })
  })

  it('must leave before it counts as anything else, unless it left by itself', async () => {
    const { staff, lay, removals } = await desk([await member('aigul', '4711', { card: CARD })])
    lay(fail('CARD_LEFT_EARLY'))
    await staff.signInByCard()
    expect(removals()).toBe(0)
    lay(fail('CARD_BANK'))
    await staff.signInByCard()
    lay(ok(cardOfKey(1)))
    await staff.signInByCard()
    expect(removals()).toBe(2)
  })
})

describe('the wait for a card', () => {
  it('goes on without a reader until there is one', async () => {
    const { staff, lay, clock } = await desk([await member('aigul', '4711', { card: CARD })])
    lay('no reader')
    const entered = staff.signInByCard()
    await clock.advance(100)
    lay(ok(cardOfKey(1)))
    await clock.advance(500)
    expect(await entered).toMatchObject({ ok: true })
  })

  it('ends when somebody signs in by PIN, when it is stopped, and when another begins', async () => {
    const { staff } = await desk([await member('aigul', '4711')])
    const first = staff.signInByCard()
    const second = staff.signInByCard()
    expect(await first).toEqual(fail('SALE_CANCELLED'))
    staff.stopWaiting()
    expect(await second).toEqual(fail('SALE_CANCELLED'))
    const third = staff.signInByCard()
    await staff.signIn('4711')
    expect(await third).toEqual(fail('SALE_CANCELLED'))
  })

  it('lets go of a card that came too late', async () => {
    let released = 0
    const field: CardInField = {
      uid: undefined,
      transmit: async () => fail('CARD_TIMEOUT'),
      release: async () => {
        released += 1
      },
    }
    const { staff, give } = await desk([await member('aigul', '4711')])
    const waiting = staff.signInByCard()
    staff.stopWaiting()
    give(field)
    expect(await waiting).toEqual(fail('SALE_CANCELLED'))
    expect(released).toBe(1)
  })
})
