import { type EmulatedPn532, emulatePn532 } from '#drivers/emulator/pn532.ts'
import { systemClock as clock } from '#drivers/system-clock.ts'
import type { Link } from '#src/device/link.ts'

/** What a Keycard is said to need for a signature, and for anything else. */
const CARD_MS = { sign: 350, other: 30 }
const INS_SIGN = 0xc0

export interface BenchReader {
  readonly chip: EmulatedPn532
  /** Milliseconds that the card itself has worked since the last call. */
  takeCardMs(): number
}

/** A reader at the far end of a serial port, whose cards work as long as real ones. */
export function plugInBenchReader(link: Link): BenchReader {
  let cardMs = 0
  const chip = emulatePn532(link, {
    clock,
    cardMs([, instruction]) {
      const ms = instruction === INS_SIGN ? CARD_MS.sign : CARD_MS.other
      cardMs += ms
      return ms
    },
  })
  return {
    chip,
    takeCardMs() {
      const taken = cardMs
      cardMs = 0
      return taken
    },
  }
}
