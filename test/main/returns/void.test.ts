import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { NO_RECALLS } from '#main/fleet/recalls.ts'
import type { Ledger } from '#main/ledger/ledger.ts'
import { createHolds } from '#main/returns/holds.ts'
import { createVoidDesk, type VoidDeps } from '#main/returns/void.ts'
import { cancellationDigest } from '#src/payment/cancellation.ts'
import type { Hex } from '#src/payment/hex.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { account, id, receivedFact } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { signDigest, signedPayment, testKey } from '../../fakes/payment.ts'
import { open } from '../ledger/open.ts'
import { TERMS } from '../sale/till.ts'

const PAYER = testKey(1)
const BY = { id: 'dana', name: 'Дана' }
const paid = signedPayment({ key: PAYER, to: TERMS.payee, domain: TERMS.domain, receiptNumber: 1 })

let ledger: Ledger

beforeEach(async () => {
  ledger = (await open(join(emptyFolder(), 'journal'))).ledger
  onTestFinished(() => ledger.close())
  await ledger.record({ type: 'accepted', payment: paid })
})

const stateOf = (n: number) => ledger.payment(id(n))?.state

function deskWith(key: Hex, change: Partial<VoidDeps> = {}) {
  const markPaid = vi.fn()
  const release = vi.fn(async () => undefined)
  const holds = createHolds()
  const onAwaitingCard = vi.fn()
  const desk = createVoidDesk({
    ...{ ledger, holds, recalls: NO_RECALLS, onAwaitingCard, recover: recoverInJavaScript },
    authorise: async () => ok({ by: BY }),
    reader: {
      waitForCard: async () => ok({ uid: undefined, transmit: async () => ok(new Uint8Array()), release }),
      markPaid,
    },
    selectCard: async () =>
      ok({
        application: 'keycard-cash',
        publicKey: secp256k1.getPublicKey(hexToBytes(key.slice(2)), false),
        async sign(digest) {
          const bytes = hexToBytes(signDigest(digest, key).slice(2))
          return ok({ r: bytes.slice(0, 32), s: bytes.slice(32, 64) })
        },
      }),
    ...change,
  })
  return { desk, holds, markPaid, release, onAwaitingCard }
}

test('a void is on disk, by whom it was made', async () => {
  const voided = await deskWith(PAYER).desk.void({ id: id(1) })
  expect(voided).toMatchObject({ value: { entry: { fact: { type: 'voided', by: BY, cancellation: null } } } })
  expect(stateOf(1)).toBe('voided')
  expect(await deskWith(PAYER).desk.void({ id: id(1) })).toMatchObject(fail('VOID_TOO_LATE'))
})

test('the card that paid signs the cancellation', async () => {
  const { desk, markPaid, release } = deskWith(PAYER)
  const voided = await desk.voidWithCard({ id: id(1) })
  const digest = cancellationDigest(TERMS.domain, { authorizer: paid.authorization.from, nonce: id(1) })
  expect(voided).toMatchObject({ value: { entry: { fact: { cancellation: signDigest(digest, PAYER) } } } })
  expect(bytesToHex(digest)).toHaveLength(64)
  expect(markPaid).toHaveBeenCalledOnce()
  expect(release).toHaveBeenCalledOnce()
})

test('another card signs nothing, and the payment stays as it was', async () => {
  const { desk, holds, release } = deskWith(testKey(2))
  expect(await desk.voidWithCard({ id: id(1) })).toMatchObject(fail('CARD_OTHER'))
  expect(stateOf(1)).toBe('accepted')
  expect(release).toHaveBeenCalledOnce()
  expect(holds.isHeld(id(1))).toBe(false)
})

test('the payment is held while the card is waited for, until somebody stops that', async () => {
  const { desk, holds } = deskWith(PAYER, {
    reader: {
      waitForCard: (cancel) =>
        new Promise((resolve) => cancel.addEventListener('abort', () => resolve(fail('SALE_CANCELLED')))),
      markPaid: () => undefined,
    },
  })
  const waiting = desk.voidWithCard({ id: id(1) })
  await vi.waitFor(() => expect(holds.isHeld(id(1))).toBe(true))
  desk.stopWaiting()
  expect(await waiting).toMatchObject(fail('SALE_CANCELLED'))
  expect(holds.isHeld(id(1))).toBe(false)
  expect(stateOf(1)).toBe('accepted')
})

test('what was sent, is unknown, or was paid by the payer’s own hand, is not taken back', async () => {
  const { desk } = deskWith(PAYER)
  await ledger.record(receivedFact(2, { from: account(5), nonce: id(2) }))
  const batch = { hash: id(9), raw: '0x02', account: account(1), accountNonce: 0, signedAtBlock: 0 } as const
  await ledger.record({ type: 'submitted', batch: { ...batch, payments: [id(1)] } })
  expect(await desk.void({ id: id(1) })).toMatchObject(fail('VOID_TOO_LATE'))
  expect(await desk.void({ id: id(2) })).toMatchObject(fail('VOID_TOO_LATE'))
  expect(await desk.void({ id: id(3) })).toMatchObject(fail('PAYMENT_UNKNOWN'))
})

test('says that it is allowed before it waits for the card, and of which payment', async () => {
  const heard: string[] = []
  const { desk } = deskWith(PAYER, {
    onAwaitingCard: (of) => heard.push(`allowed ${of}`),
    reader: {
      async waitForCard() {
        heard.push('waits')
        return fail('SALE_CANCELLED')
      },
      markPaid: () => undefined,
    },
  })
  await desk.voidWithCard({ id: id(1) })
  expect(heard).toEqual([`allowed ${id(1)}`, 'waits'])
})

test('whoever has not the right takes nothing back', async () => {
  const { desk, onAwaitingCard } = deskWith(PAYER, { authorise: async () => fail('STAFF_FORBIDDEN') })
  expect(await desk.void({ id: id(1) })).toMatchObject(fail('STAFF_FORBIDDEN'))
  expect(await desk.voidWithCard({ id: id(1) })).toMatchObject(fail('STAFF_FORBIDDEN'))
  expect(onAwaitingCard).not.toHaveBeenCalled()
  expect(stateOf(1)).toBe('accepted')
})

test('what the fleet does not let go of is not taken back, and its card is not asked for', async () => {
  const during = vi.fn(async () => fail('VOID_TOO_LATE', 'the fleet has sent it'))
  const { desk, holds, onAwaitingCard } = deskWith(PAYER, { recalls: { during } })
  expect(await desk.void({ id: id(1) })).toEqual(fail('VOID_TOO_LATE', 'the fleet has sent it'))
  expect(await desk.voidWithCard({ id: id(1) })).toEqual(fail('VOID_TOO_LATE', 'the fleet has sent it'))
  expect(during.mock.calls).toHaveLength(2)
  expect(onAwaitingCard).not.toHaveBeenCalled()
  expect(stateOf(1)).toBe('accepted')
  expect(holds.isHeld(id(1))).toBe(false)
})

test('a recall comes after the right to it, and before the void', async () => {
  const steps: string[] = []
  const { desk } = deskWith(PAYER, {
    authorise: async () => {
      steps.push('allowed')
      return ok({ by: BY })
    },
    recalls: {
      async during(_id, task) {
        steps.push(`recalled ${stateOf(1)}`)
        const done = await task()
        steps.push(`done ${stateOf(1)}`)
        return done
      },
    },
  })
  await desk.void({ id: id(1) })
  expect(steps).toEqual(['allowed', 'recalled accepted', 'done voided'])
})
