import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { afterEach, describe, expect, test } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import type { CardInField } from '#src/device/reader.ts'
import { addressOf } from '#src/payment/address.ts'
import { type EcdsaSignature, proveSigner } from '#src/payment/signature.ts'
import { fail } from '#src/result.ts'
import { must } from '../fakes/wires.ts'
import { OTHER_CARDS, PAYMENT_CARDS } from './payment-cards.ts'
import type { ReaderSetup } from './reader.contract.ts'

/** Somewhere to tap cards: in the air, or on any reader behind any wire. */
export interface CardSetup {
  /** Lays a card there, in place of any other. */
  place(card: EmulatedCard): unknown
  remove(): unknown
  /** The card that lies there, as its reader gives it. */
  field(): Promise<CardInField>
  close(): Promise<unknown>
}

const never = new AbortController().signal

/** The cards of this contract on a reader that the readers' contract knows. */
export const onReader = ({
  reader,
  place,
  remove,
  unplug,
}: Pick<ReaderSetup, 'reader' | 'place' | 'remove' | 'unplug'>): CardSetup => ({
  place,
  remove,
  field: async () => must(await reader.waitForCard(never)),
  async close() {
    await reader.close()
    await unplug()
  },
})

const KEY = Uint8Array.of(...new Uint8Array(31), 3)
const OTHER_KEY = Uint8Array.of(...new Uint8Array(31), 4)
const PUBLIC_KEY = secp256k1.getPublicKey(KEY, false)
const DIGEST = Uint8Array.from({ length: 32 }, (_, i) => 0xa0 ^ i)
const DIGESTS = [DIGEST, new Uint8Array(32), new Uint8Array(32).fill(0xff)]

/** Whether a command carries the digest of the payment: it asks for the signature. */
const asksToPay = (apdu: Uint8Array): boolean => Buffer.from(apdu).includes(Buffer.from(DIGEST))

/** The card, but for its answers to the payment. */
const payingOtherwise = (card: EmulatedCard, answer: (apdu: Uint8Array) => Uint8Array): EmulatedCard => ({
  ...card,
  answer: (apdu) => (asksToPay(apdu) ? answer(apdu) : card.answer(apdu)),
})

const verifies = (digest: Uint8Array, { r, s }: EcdsaSignature): boolean =>
  secp256k1.verify(concatBytes(r, s), digest, PUBLIC_KEY, { prehash: false, lowS: true })

/** What every `PaymentCard` does, whichever card it is and whatever reader it lies on. */
export function cardContract(make: () => Promise<CardSetup>): void {
  let setup: CardSetup | undefined
  const start = async () => {
    setup = await make()
    return setup
  }
  /** A card laid down and looked at. */
  async function tapped(card: EmulatedCard) {
    const { place, remove, field } = await start()
    await place(card)
    const inField = await field()
    return { place, remove, field, inField, card: must(await selectPaymentCard(inField)) }
  }
  afterEach(async () => {
    await setup?.close()
    setup = undefined
  })

  describe.each(PAYMENT_CARDS)('$name', ({ application, commands, refusal, make: makeCard }) => {
    test('shows its key and signs with it, s in the lower half', async () => {
      const { card, inField } = await tapped(makeCard(KEY))
      expect(card).toMatchObject({ application, publicKey: PUBLIC_KEY })
      for (const digest of DIGESTS) expect(verifies(digest, must(await card.sign(digest)))).toBe(true)
      await inField.release()
    })

    test(`pays in ${commands} commands`, async () => {
      let heard = 0
      const plain = makeCard(KEY)
      const { card } = await tapped({
        ...plain,
        answer(apdu) {
          heard += 1
          return plain.answer(apdu)
        },
      })
      must(await card.sign(DIGEST))
      expect(heard).toBe(commands)
    })

    test('signs 32 bytes or nothing', async () => {
      const { card } = await tapped(makeCard(KEY))
      for (const length of [0, 31, 33, 64])
        await expect(card.sign(new Uint8Array(length))).rejects.toThrow(RangeError)
    })

    test('refuses to pay', async () => {
      const { card } = await tapped(payingOtherwise(makeCard(KEY), () => refusal))
      expect(await card.sign(DIGEST)).toMatchObject(fail('CARD_REFUSED'))
    })

    test('leaves before it has signed, and pays when it is held again', async () => {
      const { card, inField, place, remove, field } = await tapped(makeCard(KEY))
      await remove()
      expect(await card.sign(DIGEST)).toMatchObject(fail('CARD_LEFT_EARLY'))
      await inField.release()
      await place(makeCard(KEY))
      const again = must(await selectPaymentCard(await field()))
      expect(verifies(DIGEST, must(await again.sign(DIGEST)))).toBe(true)
    })

    test('leaves before anything is known of it', async () => {
      const { place, remove, field } = await start()
      await place(makeCard(KEY))
      const inField = await field()
      await remove()
      expect(await selectPaymentCard(inField)).toMatchObject(fail('CARD_LEFT_EARLY'))
      await inField.release()
    })

    test('answers with a signature that is cut off', async () => {
      const plain = makeCard(KEY)
      const cut = payingOtherwise(plain, (apdu) => {
        const answer = plain.answer(apdu)
        // Whole and well formed but for its end, as the status word tells the reader.
        return answer.length > 40 ? Uint8Array.of(...answer.subarray(0, 40), 0x90, 0x00) : answer
      })
      const { card } = await tapped(cut)
      expect(await card.sign(DIGEST)).toMatchObject(fail('CARD_ANSWER_INVALID'))
    })

    test('answers with another key’s signature', async () => {
      const other = makeCard(OTHER_KEY)
      const plain = makeCard(KEY)
      const { card } = await tapped({
        ...plain,
        answer(apdu) {
          const [own, others] = [plain.answer(apdu), other.answer(apdu)]
          return asksToPay(apdu) ? others : own
        },
      })
      const signed = await card.sign(DIGEST)
      // Only a tag of the first generation does not say whose signature it is; then its proof does.
      const proven = signed.ok ? proveSigner(DIGEST, signed.value, addressOf(PUBLIC_KEY)) : signed
      expect(proven).toMatchObject(fail(signed.ok ? 'CARD_SIGNATURE_INVALID' : 'CARD_ANSWER_INVALID'))
    })
  })

  test.each(OTHER_CARDS)('says of $name: $code', async ({ code, make: makeCard }) => {
    const { place, field } = await start()
    await place(makeCard())
    const inField = await field()
    // Nothing but the identifier tells a phone; some readers keep it to themselves.
    const told = code === 'CARD_PHONE' && inField.uid === undefined ? 'CARD_BANK' : code
    expect(await selectPaymentCard(inField)).toMatchObject(fail(told))
    await inField.release()
  })

  test('one card after another', async () => {
    const { place, remove, field } = await start()
    for (const kind of PAYMENT_CARDS) {
      await place(kind.make(KEY))
      const inField = await field()
      const card = must(await selectPaymentCard(inField))
      expect(card.application).toBe(kind.application)
      expect(verifies(DIGEST, must(await card.sign(DIGEST)))).toBe(true)
      await inField.release()
      await remove()
    }
  })
}
