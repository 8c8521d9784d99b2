import { emulateBankCard, emulatePhone } from '#drivers/emulator/bank-card.ts'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateHalo } from '#drivers/emulator/halo.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulateKeycardWallet } from '#drivers/emulator/keycard-wallet.ts'
import { emulateTransitCard } from '#drivers/emulator/storage-card.ts'
import type { NotOurs, PaymentCard } from '#src/device/card.ts'

export interface KindOfCard {
  readonly name: string
  readonly application: PaymentCard['application']
  /** APDUs of a payment, from the first look at the card to its signature. */
  readonly commands: number
  /** What it answers when it will not sign. */
  readonly refusal: Uint8Array
  make(privateKey: Uint8Array): EmulatedCard
}

const JAVA_CARD_REFUSES = Uint8Array.of(0x6f, 0x05)
const HALO_CRYPTO_ERROR = Uint8Array.of(0xe1, 0x0c, 0x90, 0x00)

/** Every kind of card that can pay. */
export const PAYMENT_CARDS: readonly KindOfCard[] = [
  {
    name: 'Keycard Cash',
    application: 'keycard-cash',
    commands: 2,
    refusal: JAVA_CARD_REFUSES,
    make: (privateKey) => emulateKeycardCash({ privateKey }),
  },
  {
    name: 'Keycard Cash 4.0',
    application: 'keycard-cash',
    commands: 2,
    refusal: JAVA_CARD_REFUSES,
    make: (privateKey) => emulateKeycardCash({ privateKey, version: { major: 4, minor: 0 } }),
  },
  {
    name: 'HaLo tag',
    application: 'halo',
    commands: 4,
    refusal: HALO_CRYPTO_ERROR,
    make: (privateKey) => emulateHalo({ keys: [privateKey, privateKey] }),
  },
  {
    name: 'HaLo tag of the first generation',
    application: 'halo',
    commands: 6,
    refusal: HALO_CRYPTO_ERROR,
    make: (privateKey) => emulateHalo({ keys: [privateKey, privateKey], core: 'C1' }),
  },
  {
    name: 'Keycard with a pinless path',
    application: 'keycard-pinless',
    commands: 6,
    refusal: JAVA_CARD_REFUSES,
    make: (privateKey) => emulateKeycardWallet({ pinlessKey: privateKey }),
  },
]

/** Cards that a till meets every day, and cannot take. */
export const OTHER_CARDS: readonly {
  readonly name: string
  readonly code: NotOurs
  make(): EmulatedCard
}[] = [
  { name: 'a bank card', code: 'CARD_BANK', make: () => emulateBankCard() },
  { name: 'a phone', code: 'CARD_PHONE', make: emulatePhone },
  { name: 'a transit card', code: 'CARD_TRANSIT', make: emulateTransitCard },
  { name: 'a passport', code: 'CARD_NOT_SUPPORTED', make: () => emulateForeignCard() },
  {
    name: 'a Keycard without a pinless path',
    code: 'CARD_NOT_SUPPORTED',
    make: () => emulateKeycardWallet({ pinlessKey: undefined }),
  },
]
