import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { emulateBankCard } from '#drivers/emulator/bank-card.ts'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { type Address, addressOf } from '#src/payment/address.ts'

export const CARD_NAMES = ['Aigerim', 'Daniyar', 'Madina', 'Refusing', 'Poor', 'Bank card'] as const
export type CardName = (typeof CARD_NAMES)[number]

/** A card in the simulator's wallet. */
export interface SimulatedCard {
  readonly name: CardName
  /** What is special about it, for the person who picks it. */
  readonly note: string
  /** Null when it holds no key of ours. */
  readonly address: Address | null
  /** Smallest units of USDC that it starts with. */
  readonly startUnits: bigint
  readonly card: EmulatedCard
  /** Puts these bytes where the card shows them to everybody, as STORE DATA does; undefined: none. */
  store(data: Uint8Array | undefined): void
}

export const isCardName = (text: unknown): text is CardName => CARD_NAMES.some((name) => name === text)

const USDC = 1_000_000n
/** Java Card's CryptoException.ILLEGAL_USE: what the applet answers when it will not sign. */
const ILLEGAL_USE = 5

export function makeCards(): ReadonlyMap<CardName, SimulatedCard> {
  const cards: readonly SimulatedCard[] = [
    keycard('Aigerim', 'Pays', { startUnits: 500n * USDC }),
    keycard('Daniyar', 'Pays', { startUnits: 500n * USDC }),
    keycard('Madina', 'Pays', { startUnits: 500n * USDC }),
    keycard('Refusing', 'Will not sign', { startUnits: 500n * USDC, refuses: ILLEGAL_USE }),
    keycard('Poor', 'Has 0.01 USDC', { startUnits: USDC / 100n }),
    {
      name: 'Bank card',
      note: 'Not a Keycard',
      address: null,
      startUnits: 0n,
      card: emulateBankCard(),
      store: () => undefined,
    },
  ]
  return new Map(cards.map((card) => [card.name, card]))
}

interface KeycardTraits {
  readonly startUnits: bigint
  readonly refuses?: number
}

function keycard(name: CardName, note: string, { startUnits, ...traits }: KeycardTraits): SimulatedCard {
  const privateKey = testKeyOf(name)
  let stored: Uint8Array | undefined
  return {
    name,
    note,
    address: addressOf(secp256k1.getPublicKey(privateKey, false)),
    startUnits,
    card: emulateKeycardCash({
      ...traits,
      privateKey,
      get publicData() {
        return stored ?? NO_DATA
      },
    }),
    store(data) {
      stored = data
    },
  }
}

const NO_DATA = new Uint8Array()

/** The same key at every start, and anybody's who reads this line: for test money only. */
const testKeyOf = (name: CardName): Uint8Array => sha256(utf8ToBytes(`Tapsyr simulator card: ${name}`))
