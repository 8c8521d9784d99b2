import type { Press } from './wedge.ts'

/** Keys that came too fast for a person; `text` is null when what they typed is no item's barcode. */
export interface BarcodeBurst {
  readonly text: string | null
  readonly lastAt: number
}

export interface BarcodePress {
  readonly burst: BarcodeBurst
  /** The key begins a burst: what was on the screen before it comes back if it becomes a barcode. */
  readonly isFirst: boolean
  /** The whole barcode, when this key was its end. */
  readonly barcode?: string
}

/** Scanners leave 1 to 50 ms between two keys. */
const MAX_GAP_MS = 80
/** Nobody types so many letters in such a burst; the shortest barcodes of goods have eight. */
const LEAST = 6
const MOST = 40

export const noBarcode: BarcodeBurst = { text: '', lastAt: Number.NEGATIVE_INFINITY }

/**
 * The next key of a keyboard, or of a scanner that plays one. Keys are taken by their place: the
 * digits' own keys give letters under a Kazakh layout. Case is lost, so barcodes are in capitals.
 */
export function nextKey(before: BarcodeBurst, { code, at }: Pick<Press, 'code' | 'at'>): BarcodePress {
  const isFirst = at - before.lastAt > MAX_GAP_MS
  const text = isFirst ? '' : before.text
  if (code === 'Enter' || code === 'NumpadEnter') {
    const isBarcode = text !== null && text.length >= LEAST && text.length <= MOST
    return { burst: noBarcode, isFirst, ...(isBarcode && { barcode: text }) }
  }
  if (/^(Shift|CapsLock)/.test(code)) return { burst: { text, lastAt: at }, isFirst }
  const letter = letterOf(code)
  const next = text === null || letter === undefined ? null : text + letter
  return { burst: { text: next, lastAt: at }, isFirst }
}

const letterOf = (code: string): string | undefined =>
  code === 'Minus' || code === 'NumpadSubtract'
    ? '-'
    : /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code)?.slice(1).find(Boolean)
