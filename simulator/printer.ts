import { emulatePrinter } from '#drivers/emulator/printer.ts'
import type { PrinterCondition } from '#drivers/emulator/printer-state.ts'
import type { PrintedReceipt } from '#drivers/emulator/roll.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { WorldEvents } from './events.ts'
import type { SerialCable } from './serial-cable.ts'

/** The receipt printer on the counter. */
export interface SimulatedPrinter {
  /** Cut off so far, oldest first. */
  readonly receipts: readonly PrintedReceipt[]
  readonly paper: PrinterCondition['paper']
  readonly coverOpen: boolean
  readonly drawerKicks: number
  setPaper(paper: PrinterCondition['paper']): void
  setCover(open: boolean): void
  setPower(on: boolean): void
  tearOff(): void
}

export interface PrinterParts {
  readonly cable: SerialCable
  readonly events: WorldEvents
  readonly columns: 48 | 32
}

export function plugInPrinter({ cable, events, columns }: PrinterParts): SimulatedPrinter {
  const printer = emulatePrinter(cable.link, { clock: systemClock, columns })
  let paper: PrinterCondition['paper'] = 'ok'
  let coverOpen = false
  const tell = () => events.emit({ kind: 'printer', paper, coverOpen })
  printer.onReceipt(() => events.emit({ kind: 'receipt', index: printer.receipts.length - 1 }))
  return {
    receipts: printer.receipts,
    get paper() {
      return paper
    },
    get coverOpen() {
      return coverOpen
    },
    get drawerKicks() {
      return printer.drawerKicks
    },
    setPaper(next) {
      paper = next
      printer.setPaper(next)
      tell()
    },
    setCover(open) {
      coverOpen = open
      printer.setCover(open)
      tell()
    },
    setPower: printer.setPower,
    tearOff: printer.tearOff,
  }
}
