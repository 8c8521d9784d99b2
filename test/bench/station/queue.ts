import { hexToBytes } from '@noble/hashes/utils.js'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import type { Address } from '#src/payment/address.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'

export interface Passenger {
  readonly card: EmulatedCard
  readonly address: Address
}

/** Passengers one after the other; each of so many comes again when all have been there. */
export function passengers(count: number): (n: number) => Passenger {
  const all = Array.from({ length: count }, (_, n) => {
    const key = testKey(n + 1)
    const card = emulateKeycardCash({ privateKey: hexToBytes(key.slice(2)) })
    return { card, address: addressOfKey(key) }
  })
  return (n) => {
    const passenger = all[n % count]
    if (!passenger) throw new Error('nobody stands there')
    return passenger
  }
}
