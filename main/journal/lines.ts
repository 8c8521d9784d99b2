import { open } from 'node:fs/promises'

const PIECE = 256 * 1024
const LINE_FEED = 0x0a

/**
 * The whole lines of a file, without their line feeds: those behind the first `skip` from `offset`
 * on. Reads no further than is asked for.
 */
export async function* linesFrom(path: string, offset: number, skip = 0): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    let skipped = 0
    let rest = Buffer.alloc(0)
    for (let at = offset; ; ) {
      const piece = Buffer.alloc(PIECE)
      const { bytesRead } = await file.read(piece, 0, PIECE, at)
      if (bytesRead === 0) return
      at += bytesRead
      const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)])
      let start = 0
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
        if (skipped < skip) skipped += 1
        else yield bytes.subarray(start, end)
        start = end + 1
      }
      rest = bytes.subarray(start)
    }
  } finally {
    await file.close()
  }
}
