/**
 * The ESC/POS commands that are not part of a receipt's text: status, identity, recovery, drawer.
 * Source: Epson ESC/POS command reference, by the command's name.
 */

/** ESC @: print modes as after power-on. Data still in the receive buffer stays. */
export const makeInitialize = (): Uint8Array => Uint8Array.of(0x1b, 0x40)

/**
 * GS a n: automatic status back (ASB) for the on/offline state, errors and paper, not the drawer.
 * Four bytes come at once and at each change. ESC @ may end it, so each job asks anew.
 */
export const makeAutomaticStatus = (): Uint8Array => Uint8Array.of(0x1d, 0x61, 0x0e)

/** What DLE EOT can ask for: 1 printer, 2 cause of offline, 3 cause of error, 4 paper. */
export type StatusKind = 1 | 2 | 3 | 4

/** DLE EOT n: one byte back at once, even when busy, offline or out of paper. */
export const makeStatusRequest = (kind: StatusKind): Uint8Array => Uint8Array.of(0x10, 0x04, kind)

/** GS r 1: paper status as one byte, answered in order with the print data before it. */
export const makePaperRequest = (): Uint8Array => Uint8Array.of(0x1d, 0x72, 0x01)

/**
 * GS ( H fn 48: the printer sends `id` back when all data before it has been printed.
 * `id` is four printable ASCII letters; use ascending ones, a newer id replaces an unsent older.
 */
export const makeProcessId = (id: string): Uint8Array =>
  Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...[...id].map((letter) => letter.charCodeAt(0)))

/**
 * DLE DC4 fn 8: drops all data received and not printed, leaves a recoverable error, and answers
 * "buffers cleared". Nothing may be sent until that answer.
 */
export const makeClearBuffers = (): Uint8Array =>
  Uint8Array.of(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08)

/**
 * DLE ENQ 2: leaves an error from which the printer can recover once its cause is gone (a stuck
 * cutter), and drops what it has not printed. Without such an error it does nothing.
 */
export const makeRecover = (): Uint8Array => Uint8Array.of(0x10, 0x05, 0x02)

/** GS I n: who made the printer (66) and which model it is (67), as text, in order with the data. */
export const makeIdentityRequest = (what: 66 | 67): Uint8Array => Uint8Array.of(0x1d, 0x49, what)

/** FS .: letters are single bytes again, on printers made for Chinese or Japanese. */
export const makeLeaveKanji = (): Uint8Array => Uint8Array.of(0x1c, 0x2e)

/** ESC J n: feeds the paper n dots. */
export const makeFeed = (dots: number): Uint8Array => Uint8Array.of(0x1b, 0x4a, dots)

/** GS V 66 0: feeds the last line past the cutter and cuts, leaving a bridge to tear. */
export const makeCut = (): Uint8Array => Uint8Array.of(0x1d, 0x56, 0x42, 0x00)

/** ESC p 0: pulse on connector pin 2, 50 ms on and 500 ms off (units of 2 ms). */
export const makeDrawerPulse = (): Uint8Array => Uint8Array.of(0x1b, 0x70, 0x00, 0x19, 0xfa)

/** What the printer says of itself, gathered from its status bytes. */
export interface PrinterStatus {
  readonly offline: boolean
  readonly coverOpen: boolean
  readonly error: boolean
  /** The error is one that DLE ENQ can end: the cutter, or another mechanical one. */
  readonly recoverable: boolean
  readonly paperEnd: boolean
  readonly nearEnd: boolean
}

/** The bytes that answered DLE EOT 1 to 4, in that order (reference: DLE EOT, tables per n). */
export type StatusBytes = readonly [printer: number, offline: number, error: number, paper: number]

export const readStatus = ([printer, offline, error, paper]: StatusBytes): PrinterStatus => ({
  offline: (printer & 0x08) !== 0,
  coverOpen: (offline & 0x04) !== 0,
  error: (offline & 0x40) !== 0 || (error & 0x6c) !== 0,
  recoverable: isRecoverable(error),
  paperEnd: (offline & 0x20) !== 0 || (paper & 0x60) !== 0,
  nearEnd: (paper & 0x0c) !== 0,
})

/** DLE EOT 3 and the second byte of ASB have the same bits: 04 mechanical, 08 cutter, 20 beyond repair. */
const isRecoverable = (error: number): boolean => (error & 0x0c) !== 0 && (error & 0x20) === 0

/** Four bytes of automatic status back (reference: GS a). */
export type AsbBytes = readonly [number, number, number, number]

export const readAutomaticStatus = ([first, second, third]: AsbBytes): PrinterStatus => ({
  offline: (first & 0x08) !== 0,
  coverOpen: (first & 0x20) !== 0,
  error: (second & 0x6c) !== 0,
  recoverable: isRecoverable(second),
  paperEnd: (third & 0x0c) !== 0,
  nearEnd: (third & 0x03) !== 0,
})
