import { dirname, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { fail, ok, type Result } from '#src/result.ts'
import { readTar, type TarEntry, TarRefused } from './tar.ts'

/**
 * The disk as it is. Under Electron's own node:fs a file whose name ends in .asar looks like a folder, so
 * the real one is handed in (main/modules/updates.ts).
 */
export type PlainFiles = Pick<
  typeof import('node:fs/promises'),
  'mkdir' | 'open' | 'readdir' | 'readlink' | 'rename' | 'rm' | 'stat' | 'symlink'
>

/** A program is a hundred megabytes and more: small pieces would cost more than what is in them. */
const PIECE_BYTES = 1024 * 1024

/** Unpacks a tar.gz into an empty folder and has all of it on the disk before it resolves. */
export async function unpack(
  archive: string,
  into: string,
  files: PlainFiles,
): Promise<Result<undefined, 'UPDATE_ARCHIVE_INVALID' | 'FILE_WRITE_FAILED'>> {
  const folders = new Set([into])
  try {
    const source = await files.open(archive)
    const unzipped = source
      .createReadStream({ highWaterMark: PIECE_BYTES })
      .pipe(createGunzip({ chunkSize: PIECE_BYTES }))
    for await (const entry of readTar(unzipped)) {
      const path = join(into, entry.path)
      const folder = entry.kind === 'folder' ? path : dirname(path)
      await files.mkdir(folder, { recursive: true })
      for (let each = folder; each !== into; each = dirname(each)) folders.add(each)
      if (entry.kind === 'file') await writeEntry(path, entry, files)
    }
    for (const folder of folders) await syncFolder(folder, files)
    return ok()
  } catch (error) {
    const isArchive = error instanceof TarRefused || isOfZlib(error)
    return fail(isArchive ? 'UPDATE_ARCHIVE_INVALID' : 'FILE_WRITE_FAILED', String(error))
  }
}

async function writeEntry(path: string, { content, isExecutable }: TarEntry, files: PlainFiles) {
  // Exclusive: no entry replaces one that came before it.
  const file = await files.open(path, 'wx', isExecutable ? 0o755 : 0o644)
  try {
    for await (const piece of content) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function syncFolder(path: string, files: Pick<PlainFiles, 'open'>): Promise<void> {
  const folder = await files.open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
