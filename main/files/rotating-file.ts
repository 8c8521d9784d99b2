import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'

export interface Rotation {
  /** A file that has grown to so many bytes is put aside, and another one begun. */
  readonly maxBytes: number
  /** So many files at most, the growing one counted. */
  readonly files: number
}

/**
 * Appends to a file whose elders are `name.1.ext`, `name.2.ext` …, the newest first. On the disk at once,
 * if not through a power cut. Where nothing can be written, on a full disk, nothing is, and nobody is
 * hindered: the next line tries again.
 */
export function openRotatingFile(path: string, { maxBytes, files }: Rotation): (text: string) => void {
  let open: { readonly fd: number; size: number } | undefined

  const aged = (age: number): string => {
    const { dir, name, ext } = parse(path)
    return age === 0 ? path : join(dir, `${name}.${age}${ext}`)
  }

  function begin() {
    mkdirSync(dirname(path), { recursive: true })
    const fd = openSync(path, 'a', 0o600)
    return { fd, size: fstatSync(fd).size }
  }

  function end(): void {
    if (open) closeSync(open.fd)
    open = undefined
  }

  function rotate(): void {
    end()
    rmSync(aged(files - 1), { force: true })
    for (let age = files - 2; age >= 0; age -= 1) rename(aged(age), aged(age + 1))
  }

  return (text) => {
    try {
      open ??= begin()
      const bytes = Buffer.from(text)
      if (open.size > 0 && open.size + bytes.length > maxBytes) rotate()
      open ??= begin()
      open.size += writeSync(open.fd, bytes)
    } catch {
      end()
    }
  }
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {
    // It has not come to so many files yet.
  }
}
