import type { BindingCard, Pcsc } from './native.ts'

/** A card that this program is connected to; every promise may reject as pcsc-mini does. */
export interface ServiceCard {
  readonly usesT0: boolean
  /** Keeps every other program away from the card until it is left. */
  begin(): Promise<void>
  atr(): Promise<Uint8Array>
  transmit(apdu: Uint8Array): Promise<Uint8Array>
  /** Ends the transaction and the connection; the card stays powered as it is. */
  leave(): Promise<void>
}

/**
 * What pcsc-mini works on in its other thread. Version 0.1.3 does not hold the bytes it was given:
 * without this, some commands reach the card with their first bytes overwritten.
 */
const inUse = new Set<Uint8Array>()

export function wrapCard(card: BindingCard, pcsc: Pcsc): ServiceCard {
  let tail: Promise<unknown> = Promise.resolve()
  /** It takes one task at a time and throws at a second: an exchange that nobody waits for any more goes on. */
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = tail.then(task)
    tail = turn.catch(() => {})
    return turn
  }
  return {
    usesT0: card.protocol() === pcsc.Protocol.T0,
    begin: () =>
      inTurn(async () => {
        await card.transaction()
      }),
    // Not the ATR of the event that announced the card: version 0.1.3 gives other bytes there.
    atr: () => inTurn(async () => (await card.state()).atr.slice()),
    transmit(apdu) {
      // A copy, so that nobody changes it meanwhile either.
      const bytes = Uint8Array.from(apdu)
      return inTurn(async () => {
        inUse.add(bytes)
        try {
          return (await card.transmit(bytes)).slice()
        } finally {
          inUse.delete(bytes)
        }
      })
    },
    // Ends an open transaction as well (pcsc-lite, `SCardDisconnect`).
    leave: () => inTurn(() => card.disconnect(pcsc.CardDisposition.LEAVE)),
  }
}
