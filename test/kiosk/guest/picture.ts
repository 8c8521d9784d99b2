import { readFileSync } from 'node:fs'

export interface Picture {
  readonly width: number
  readonly height: number
  /** Colours of the four corners, as "r,g,b". */
  readonly corners: readonly string[]
  /** How much of it has the first corner's colour, 0 to 1. */
  readonly paper: number
  readonly colours: number
}

/** What can be said of a screen without reading it. The file is a PPM (P6, 8 bits), as QEMU writes it. */
export function lookAt(file: string): Picture {
  const bytes = readFileSync(file)
  const head = bytes
    .subarray(0, 64)
    .toString('latin1')
    .match(/^P6\s+(\d+)\s+(\d+)\s+255\s/)
  if (!head) throw new Error(`${file} is no PPM`)
  const [width, height] = [Number(head[1]), Number(head[2])]
  const counts = new Map<string, number>()
  const at = (n: number): string => bytes.subarray(head[0].length + 3 * n, head[0].length + 3 * n + 3).join()
  for (let n = 0; n < width * height; n += 1) counts.set(at(n), (counts.get(at(n)) ?? 0) + 1)
  const corners = [0, width - 1, (height - 1) * width, width * height - 1].map(at)
  const paper = (counts.get(corners[0] ?? '') ?? 0) / (width * height)
  return { width, height, corners, paper, colours: counts.size }
}
