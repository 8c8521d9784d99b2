import { usageOffsets } from './descriptor.ts'

/**
 * Where a scanner puts things into its input report 02. `aim`: three bytes of AIM identifier in
 * front of the data (Honeywell, Access-IS, Zebra, Datalogic). `plain`: data only (Newland, ID TECH,
 * Unitech).
 */
export type HidPosLayout = 'aim' | 'plain'

/** What is known of a scanner before it has sent anything. */
export interface ScannerFacts {
  /** From the terminal's configuration: always right. */
  readonly configured?: HidPosLayout | undefined
  /** HID report descriptor, where the system gives it out. */
  readonly descriptor?: Uint8Array | undefined
  readonly vendorId?: number | undefined
}

/** USB vendor ids whose scanners were seen or documented with one of the layouts. */
const VENDORS: ReadonlyMap<number, HidPosLayout> = new Map([
  [0x0c2e, 'aim'], // Honeywell (Metrologic), Hand Held Products
  [0x05e0, 'aim'], // Zebra, Symbol
  [0x05f9, 'aim'], // Datalogic
  [0x1eab, 'plain'], // Newland, ID TECH
])

/** Undefined when nothing tells: then the reports themselves must (`guessLayout`). */
export const chooseLayout = ({ configured, descriptor, vendorId }: ScannerFacts): HidPosLayout | undefined =>
  configured ?? layoutIn(descriptor) ?? VENDORS.get(vendorId ?? -1)

const REPORT_ID = 0x02
/** Usages of page 8C (HID POS Usage Tables 1.02): symbology identifier 1, decoded data. */
const SYMBOLOGY = 0x008c00fb
const DATA = 0x008c00fe

function layoutIn(descriptor: Uint8Array | undefined): HidPosLayout | undefined {
  if (!descriptor) return undefined
  const offsets = usageOffsets(descriptor, REPORT_ID)
  const data = offsets.get(DATA)
  // One byte of length stands in front of both: no other layout is known.
  if (data === 4 && offsets.get(SYMBOLOGY) === 1) return 'aim'
  return data === 1 ? 'plain' : undefined
}

const AIM_FLAG = 0x5d // "]"
const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)

/** By the report alone: an AIM identifier where one belongs, and the maker's letter for the symbology behind the data. */
export function guessLayout(report: Uint8Array): HidPosLayout {
  const [, , flag, letter = 0] = report
  return flag === AIM_FLAG && isLetter(letter) && (report[61] ?? 0) !== 0 ? 'aim' : 'plain'
}
