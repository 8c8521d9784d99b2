import { ANSWER_PREFIX } from '#src/qr/envelope.ts'

/** One key of a keyboard, or of a scanner that plays one. */
export interface Press {
  /** What the system's layout makes of the key. */
  readonly key: string
  /** Which key it is, whatever the layout (UI Events, "code"). */
  readonly code: string
  readonly shift: boolean
  /** Milliseconds on any clock. */
  readonly at: number
}

/** A burst of keys that came too fast for a person. */
export interface Burst {
  /** As the layout has it, and as a layout of the United States would. */
  readonly byKey: string
  readonly byCode: string
  readonly lastAt: number
}

export interface Wedged {
  readonly burst: Burst
  /** The key belongs to a code: nothing else on the screen may see it. */
  readonly isTaken: boolean
  /** The whole code, when this key was its end. */
  readonly text?: string
}

/** Scanners leave 1 to 50 ms between two keys. */
const MAX_GAP_MS = 80
/** Far above what an answer needs: main takes no more. */
const MAX_LENGTH = 4096

export const noBurst: Burst = { byKey: '', byCode: '', lastAt: Number.NEGATIVE_INFINITY }

/**
 * The next key. A code of ours is known by its prefix; from then on each key is taken, the Enter at
 * its end included, so that a space or an Enter presses no button. What a person types is left alone,
 * and so is every other code: the burst lets each key through until it has seen the prefix.
 *
 * Scanners type as on a keyboard of the United States, and under a Kazakh or Russian layout that
 * gives other letters: so the keys are read in both ways, and the one with the prefix counts.
 */
export function nextPress(before: Burst, press: Press): Wedged {
  const burst = press.at - before.lastAt <= MAX_GAP_MS ? before : noBurst
  const begun = codeIn(burst)
  if (press.key === 'Enter') {
    return begun === undefined
      ? { burst: noBurst, isTaken: false }
      : { burst: noBurst, isTaken: true, text: begun }
  }
  const byKey = press.key.length === 1 ? press.key.toUpperCase() : ''
  const byCode = letterOf(press)
  // Shift itself, and whatever types nothing, neither belongs to a code nor ends it.
  if (byKey === '' && byCode === '') return { burst: { ...burst, lastAt: press.at }, isTaken: false }
  const next: Burst = { byKey: burst.byKey + byKey, byCode: burst.byCode + byCode, lastAt: press.at }
  if (next.byCode.length > MAX_LENGTH) return { burst: noBurst, isTaken: true }
  return { burst: next, isTaken: begun !== undefined }
}

const codeIn = ({ byKey, byCode }: Burst): string | undefined =>
  [byKey, byCode].find((text) => text.startsWith(ANSWER_PREFIX))

/** The keys of Base45 on a keyboard of the United States: without Shift, with Shift. */
const US_KEYS: Readonly<Record<string, readonly [string, string]>> = {
  Space: [' ', ' '],
  Minus: ['-', ''],
  Equal: ['', '+'],
  Period: ['.', ''],
  Slash: ['/', ''],
  Semicolon: ['', ':'],
  Digit4: ['4', '$'],
  Digit5: ['5', '%'],
  Digit8: ['8', '*'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
}

function letterOf({ code, shift }: Press): string {
  const key = US_KEYS[code]
  if (key) return key[shift ? 1 : 0]
  return /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code)?.slice(1).find(Boolean) ?? ''
}
