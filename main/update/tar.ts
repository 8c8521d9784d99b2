/** What a tar archive holds that a version may be made of: folders and files, and nothing else. */
export interface TarEntry {
  /** Relative, of plain parts. */
  readonly path: string
  readonly kind: 'folder' | 'file'
  readonly isExecutable: boolean
  readonly size: number
  /** A file's bytes; they are to be read before the next entry is asked for. */
  readonly content: AsyncGenerator<Buffer>
}

const BLOCK = 512
/** Longer than any path, so that a false length fills no memory. */
const LONGEST_NAME = 16 * 1024

/** An archive that is damaged, or that wants something else than files within one folder. */
export class TarRefused extends Error {}

/**
 * Reads a tar archive: POSIX.1-1988 ustar, with the extended headers of POSIX.1-2001 (pax) and GNU's long
 * names. Throws TarRefused at the first entry that is a link or a device, or whose path leads out.
 */
export async function* readTar(stream: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = readerOf(stream)
  let longName: string | undefined
  let longSize: number | undefined
  for (;;) {
    const header = await bytes.whole(BLOCK)
    if (header.every((byte) => byte === 0)) return
    checkHeader(header)
    const type = String.fromCharCode(header[156] ?? 0)
    const size = longSize ?? octal(header, 124, 12)
    const padding = (BLOCK - (size % BLOCK)) % BLOCK
    if (type === 'L' || type === 'x' || type === 'g') {
      if (size > LONGEST_NAME) throw new TarRefused('a header that is too long')
      const text = (await bytes.whole(size)).toString('utf8')
      await bytes.whole(padding)
      if (type === 'L') longName = text.replace(/\0.*$/s, '')
      if (type === 'x') {
        const records = paxRecords(text)
        longName = records.get('path') ?? longName
        const given = records.get('size')
        if (given !== undefined) longSize = Number(given)
      }
      continue
    }
    const path = safePath(longName ?? nameOf(header))
    longName = undefined
    longSize = undefined
    const kind = KINDS[type]
    if (kind === undefined) throw new TarRefused(`${path}: neither file nor folder`)
    const content = bytes.upTo(size)
    if (path !== '') yield { path, kind, size, isExecutable: (octal(header, 100, 8) & 0o111) !== 0, content }
    for await (const _ of content);
    await bytes.whole(padding)
  }
}

const KINDS: Readonly<Record<string, TarEntry['kind']>> = { '0': 'file', '\0': 'file', '5': 'folder' }

/** Its parts, without those that mean nothing; refused when one of them could lead out of the folder. */
function safePath(name: string): string {
  if (name.startsWith('/') || /[\\\0]/.test(name)) throw new TarRefused(`${JSON.stringify(name)} leads out`)
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) throw new TarRefused(`${JSON.stringify(name)} leads out`)
  return parts.join('/')
}

/** The checksum is the sum of the header's bytes, with blanks in the place of the checksum itself. */
function checkHeader(header: Buffer): void {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0)
  if (sum !== octal(header, 148, 8)) throw new TarRefused('a header that is damaged')
}

function nameOf(header: Buffer): string {
  const name = textAt(header, 0, 100)
  // GNU's own format uses the prefix's place for times.
  const prefix = textAt(header, 257, 6) === 'ustar' ? textAt(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

const textAt = (bytes: Buffer, at: number, length: number): string =>
  bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '')

function octal(header: Buffer, at: number, length: number): number {
  const text = header.toString('latin1', at, at + length).replace(/[\0 ]+$/, '')
  if (!/^ *[0-7]+$/.test(text)) throw new TarRefused('a number that is damaged')
  return Number.parseInt(text.trim(), 8)
}

/** `length SP key=value LF`, the length being that of the whole record. */
function paxRecords(text: string): Map<string, string> {
  const found = [...text.matchAll(/(\d+) ([^=\n]+)=([^\n]*)\n/g)]
  return new Map(found.map(([, , key = '', value = '']) => [key, value]))
}

function readerOf(stream: AsyncIterable<Buffer>) {
  const pieces = stream[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)

  /** At most so many of the next bytes; none at the end. */
  async function some(most: number): Promise<Buffer> {
    while (rest.length === 0) {
      const next = await pieces.next()
      if (next.done) return rest
      rest = next.value
    }
    const taken = rest.subarray(0, most)
    rest = rest.subarray(taken.length)
    return taken
  }

  async function* upTo(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      const piece = await some(left)
      if (piece.length === 0) throw new TarRefused('it ends in the middle')
      left -= piece.length
      yield piece
    }
  }

  return {
    upTo,
    async whole(length: number): Promise<Buffer> {
      const taken: Buffer[] = []
      for await (const piece of upTo(length)) taken.push(piece)
      return Buffer.concat(taken)
    },
  }
}
