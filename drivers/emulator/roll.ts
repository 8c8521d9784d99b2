import { drawPaper, heightOf } from './paper.ts'
import type { PaperPart } from './typesetter.ts'

/** One piece of paper, cut off. */
export interface PrintedReceipt {
  /** Its lines as a person reads them; a QR code stands as "[QR its text]". */
  readonly text: string
  readonly parts: readonly PaperPart[]
  png(): Promise<Uint8Array>
}

export interface Roll {
  readonly receipts: PrintedReceipt[]
  onReceipt(listener: (receipt: PrintedReceipt) => void): () => void
  /** Lets a part come out and returns its height in dots. */
  add(part: PaperPart | undefined): number
  cut(): void
  /** Somebody tears off what hangs out; nobody keeps it. */
  tearOff(): void
}

/** The paper that leaves the printer, and the pieces that the cutter makes of it. */
export function createRoll(columns: number): Roll {
  const receipts: PrintedReceipt[] = []
  const listeners = new Set<(receipt: PrintedReceipt) => void>()
  let hanging: PaperPart[] = []
  return {
    receipts,
    onReceipt(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(part) {
      if (part === undefined) return 0
      hanging.push(part)
      return heightOf(part)
    },
    cut() {
      const parts = hanging
      hanging = []
      if (parts.length === 0) return
      const receipt = { text: textOf(parts), parts, png: () => drawPaper(parts, columns) }
      receipts.push(receipt)
      for (const listener of listeners) listener(receipt)
    },
    tearOff() {
      hanging = []
    },
  }
}

const textOf = (parts: readonly PaperPart[]): string => parts.map(lineOf).join('\n')

function lineOf(part: PaperPart): string {
  if (part.kind === 'line')
    return part.letters
      .map((letter) => letter.text)
      .join('')
      .trimEnd()
  return part.kind === 'qr' ? `[QR ${part.data}]` : ''
}
