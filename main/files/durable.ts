import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Replaces a file whole: after a power cut there is the old content or the new one, never half.
 * Pieces are written one behind the other.
 */
export async function writeDurably(path: string, content: string | readonly Uint8Array[]): Promise<void> {
  const draft = `${path}.new`
  const file = await open(draft, 'w', 0o600)
  try {
    for (const piece of typeof content === 'string' ? [content] : content) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/** Some file systems of memory sticks know no such thing: there the file's own sync has to do. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    if (!isNotKnownHere(error)) throw error
  } finally {
    await folder.close()
  }
}

const isNotKnownHere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'EPERM')
