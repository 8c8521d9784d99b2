import { createRequire } from 'node:module'
import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'

export interface PaperFont {
  /** Draws one letter in the middle of its cell, whose top left corner is the pen's origin. */
  draw(pen: SKRSContext2D, letter: string, cell: Cell): void
}

interface Cell {
  readonly bold: boolean
  readonly width: number
  readonly height: number
}

// Inter comes cut into alphabets; Kazakh letters are split between the last two.
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext']
const FAMILIES = SUBSETS.map((subset) => `"Receipt ${subset}"`).join(', ')

let loaded: PaperFont | undefined

export function loadPaperFont(): PaperFont {
  loaded ??= createFont()
  return loaded
}

function createFont(): PaperFont {
  const files = createRequire(import.meta.url)
  for (const subset of SUBSETS) {
    const path = files.resolve(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`)
    GlobalFonts.registerFromPath(path, `Receipt ${subset}`)
  }
  return { draw }
}

/** A thermal head's letters are narrow and heavy: wide ones are squeezed into the cell. */
function draw(pen: SKRSContext2D, letter: string, { bold, width, height }: Cell): void {
  pen.font = `${bold ? 800 : 500} 20px ${FAMILIES}`
  pen.textBaseline = 'alphabetic'
  const natural = pen.measureText(letter).width
  const squeeze = Math.min(1, (width - 1) / natural)
  pen.save()
  pen.translate((width - natural * squeeze) / 2, height * 0.78)
  pen.scale(squeeze, 1)
  pen.fillText(letter, 0, 0)
  pen.restore()
}
