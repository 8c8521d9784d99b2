/** What a person can do to a printer, and what its sensors then say. */
export interface PrinterCondition {
  readonly power: boolean
  readonly paper: 'ok' | 'near-end' | 'out'
  readonly coverOpen: boolean
  /** Taken off line by its own button. */
  readonly offline: boolean
  /** The cutter was stuck, and nobody told it to try again. */
  readonly fault: boolean
}

export const HEALTHY: PrinterCondition = {
  power: true,
  paper: 'ok',
  coverOpen: false,
  offline: false,
  fault: false,
}

export const canPrint = ({ power, paper, coverOpen, offline, fault }: PrinterCondition): boolean =>
  power && paper !== 'out' && !coverOpen && !offline && !fault

const bit = (mask: number, on: boolean): number => (on ? mask : 0)

/** The answer to DLE EOT n (Epson ESC/POS reference, DLE EOT). */
export function statusByte(n: number, condition: PrinterCondition): number {
  const { paper, coverOpen, fault } = condition
  switch (n) {
    case 1:
      return 0x12 | bit(0x08, !canPrint(condition))
    case 2:
      return 0x12 | bit(0x04, coverOpen) | bit(0x20, paper === 'out') | bit(0x40, fault)
    case 3:
      return 0x12 | bit(0x08, fault)
    default:
      return 0x12 | bit(0x0c, paper !== 'ok') | bit(0x60, paper === 'out')
  }
}

/** Automatic status back (Epson ESC/POS reference, GS a). */
export const asbBytes = (condition: PrinterCondition): Uint8Array =>
  Uint8Array.of(
    0x10 | bit(0x08, !canPrint(condition)) | bit(0x20, condition.coverOpen),
    bit(0x08, condition.fault),
    paperByte(condition),
    0x0f,
  )

/** The answer to GS r 1 and the third byte of ASB. */
export const paperByte = ({ paper }: PrinterCondition): number =>
  bit(0x03, paper !== 'ok') | bit(0x0c, paper === 'out')
