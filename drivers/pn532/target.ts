import { Code } from './commands.ts'

/** The two kinds of ISO 14443 radio that cards with APDUs speak, at 106 kbit/s. */
export type CardType = 'A' | 'B'

/** The chip holds no more than two cards. Asking for two costs no command, and shows that there are several. */
const MOST_TARGETS = 0x02

/**
 * InListPassiveTarget (NXP UM0701-02, section 7.3.5). Type B carries the application family to call;
 * 00 calls all.
 */
export const listTargets = (type: CardType): Uint8Array =>
  type === 'A'
    ? Uint8Array.of(Code.inListPassiveTarget, MOST_TARGETS, 0x00)
    : Uint8Array.of(Code.inListPassiveTarget, MOST_TARGETS, 0x03, 0x00)

export interface Target {
  /** The chip's number for the card, used in every exchange. */
  readonly number: number
  /** Speaks ISO 14443-4, so it takes APDUs. */
  readonly takesApdus: boolean
  /** Type B cards have a number of another kind, which nobody needs here. */
  readonly uid: Uint8Array | undefined
}

/**
 * Reads the parameters of D5 4B (UM0701-02, section 7.3.5): count, then Tg, SENS_RES (2), SEL_RES,
 * UID and ATS for type A; Tg, ATQB (12), ATTRIB_RES for type B. `'none'`: no card answered;
 * `'several'`: more than one did; undefined: not an answer.
 */
export function readTarget(answer: Uint8Array, type: CardType): Target | 'none' | 'several' | undefined {
  const [count, number] = answer
  if (count === 0) return 'none'
  if (count === 2) return 'several'
  if (count !== 1 || number === undefined) return undefined
  const card = answer.subarray(2)
  return type === 'A' ? readTypeA(number, card) : readTypeB(number, card)
}

const SPEAKS_ISO_14443_4 = 0x20

function readTypeA(number: number, card: Uint8Array): Target | undefined {
  const [, , selRes, idLength] = card
  if (selRes === undefined || idLength === undefined || card.length < 4 + idLength) return undefined
  return { number, takesApdus: (selRes & SPEAKS_ISO_14443_4) !== 0, uid: card.slice(4, 4 + idLength) }
}

function readTypeB(number: number, card: Uint8Array): Target | undefined {
  // The chip sends ATTRIB by itself: a type B target is ready for APDUs once it is listed.
  return card.length >= 12 && card[0] === 0x50 ? { number, takesApdus: true, uid: undefined } : undefined
}
