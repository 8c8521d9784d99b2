import type { DisplayLines } from '#src/device/display.ts'
import { toPc866 } from './letters.ts'

/** Letters in each of the two lines. */
export const COLUMNS = 20

/**
 * Sets a display up: ESC @ initialise, US MD1 overwrite mode, ESC t 17 for PC866, US C 0 no cursor
 * (Epson DM-D110 specification, section 5.4).
 */
export const makeSetUp = (): Uint8Array =>
  Uint8Array.of(0x1b, 0x40, 0x1f, 0x01, 0x1b, 0x74, 17, 0x1f, 0x43, 0)

/**
 * Writes both lines over what stood there, each behind US $ column row (1F 24, from 1 and 1). Every
 * place is written, so nothing need be cleared first and nothing flickers.
 */
export const makeLines = ({ top, bottom }: DisplayLines): Uint8Array =>
  Uint8Array.of(0x1f, 0x24, 1, 1, ...centred(top), 0x1f, 0x24, 1, 2, ...centred(bottom))

/** CLR: nothing on the display. */
export const makeClear = (): Uint8Array => Uint8Array.of(0x0c)

function centred(text: string): Uint8Array {
  const letters = toPc866(text).subarray(0, COLUMNS)
  const line = new Uint8Array(COLUMNS).fill(0x20)
  line.set(letters, Math.floor((COLUMNS - letters.length) / 2))
  return line
}
