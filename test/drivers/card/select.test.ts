import fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { emulateBankCard, emulatePhone } from '#drivers/emulator/bank-card.ts'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateHalo } from '#drivers/emulator/halo.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulateKeycardWallet } from '#drivers/emulator/keycard-wallet.ts'
import { emulateTransitCard } from '#drivers/emulator/storage-card.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import { DIGEST, PRIVATE_KEY, PUBLIC_KEY, R, S } from '../../vectors/keycard.ts'
import { inField, leavingBefore, twisted } from './in-field.ts'

const cash = emulateKeycardCash({ privateKey: PRIVATE_KEY })
const halo = emulateHalo({ keys: [PRIVATE_KEY, PRIVATE_KEY] })
const oldHalo = emulateHalo({ keys: [PRIVATE_KEY, PRIVATE_KEY], core: 'C1' })
const wallet = emulateKeycardWallet({ pinlessKey: PRIVATE_KEY })

test.each([
  ['Keycard Cash', cash, 'keycard-cash', 2],
  ['HaLo', halo, 'halo', 4],
  ['HaLo of the first generation', oldHalo, 'halo', 6],
  ['Keycard with a pinless path', wallet, 'keycard-pinless', 6],
])('pays with a %s', async (_, card, application, commands) => {
  const field = inField(card)
  const paying = must(await selectPaymentCard(field))
  expect(paying).toMatchObject({ application, publicKey: PUBLIC_KEY })
  expect(await paying.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
  expect(field.heard).toHaveLength(commands)
})

test.each([
  ['a bank card', emulateBankCard(), 'CARD_BANK'],
  ['a phone', emulatePhone(), 'CARD_PHONE'],
  ['a transit card', emulateTransitCard(), 'CARD_TRANSIT'],
  ['a passport', emulateForeignCard(), 'CARD_NOT_SUPPORTED'],
] as const)('says what %s is, and for the log what it is not', async (_, card, code) => {
  expect(await selectPaymentCard(inField(card))).toEqual(
    fail(code, 'Keycard Cash: SW 6a82, HaLo: SW 6a82, Keycard wallet: SW 6a82'),
  )
})

test('a Keycard that cannot pay as it is', async () => {
  const version = { major: 4, minor: 0 }
  for (const [card, why] of [
    [emulateKeycardWallet({ pinlessKey: undefined }), 'SW 6a88'],
    [emulateKeycardWallet({ pinlessKey: PRIVATE_KEY, version }), 'version 4.0 has no pinless path'],
    [emulateKeycardWallet({ pinlessKey: undefined, state: 'new' }), 'not set up by its owner yet'],
  ] as const)
    expect(await selectPaymentCard(inField(card))).toEqual(
      fail('CARD_NOT_SUPPORTED', `Keycard Cash: SW 6a82, HaLo: SW 6a82, Keycard wallet: ${why}`),
    )
})

test('an answer without sense ends the search: the same card may be tapped again', async () => {
  const cutAt = (nth: number, card: EmulatedCard) => {
    let commands = 0
    return inField(twisted(card, (_, answer) => (++commands === nth ? answer.slice(0, 1) : answer)))
  }
  for (const nth of [1, 2, 3, 4, 5])
    expect(await selectPaymentCard(cutAt(nth, wallet))).toEqual(fail('CARD_ANSWER_INVALID', 'no status word'))
})

test('a card that leaves at any moment', async () => {
  for (const nth of [1, 2, 3, 4, 5, 6])
    expect(await selectPaymentCard(leavingBefore(nth, emulateTransitCard()))).toEqual(fail('CARD_LEFT_EARLY'))
})

test('never throws, whatever a card answers', async () => {
  const status = fc.constantFrom([0x90, 0x00], [0x91, 0x00], [0x6a, 0x82], [])
  const start = fc.constantFrom([], [0xa4, 0x81, 0x20], [0xa0, 0x81, 0x20, 0x80, 0x41], [0x41, 0x04], [0xe1])
  const answer = fc
    .tuple(start, fc.uint8Array({ maxLength: 140 }), status)
    .map(([before, bytes, after]) => Uint8Array.of(...before, ...bytes, ...after))
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 12, maxLength: 12 }), async (answers) => {
      const left = [...answers]
      const card = await selectPaymentCard(
        inField({ answer: () => left.shift() ?? Uint8Array.of(0x6d, 0x00) }),
      )
      if (card.ok) await card.value.sign(DIGEST)
    }),
    { numRuns: 300 },
  )
})
