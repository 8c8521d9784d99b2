import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Something that a crash has left on this disk. */
export interface CrashFile {
  readonly path: string
  readonly name: string
  /** `dump`: memory of a process, by Chromium; `bug`: the stack of an exception in main. */
  readonly kind: 'dump' | 'bug'
  /** Ms since the epoch. */
  readonly at: number
  readonly bytes: number
}

export const crashFolder = (userData: string): string => join(userData, 'crashes')

/** So many of each kind stay. */
const KEPT = 10

/** All of a folder and those within it, newest first. */
export async function listCrashes(folder: string): Promise<CrashFile[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const files = await Promise.all(names.map((name) => look(join(folder, name))))
  return files.flatMap((file) => file ?? []).sort((a, b) => b.at - a.at)
}

async function look(path: string): Promise<CrashFile | undefined> {
  const kind = path.endsWith('.dmp') ? 'dump' : /[/\\]bug-[^/\\]*\.json$/.test(path) ? 'bug' : undefined
  // It may go while the folder is read.
  const found = kind && (await stat(path).catch(() => undefined))
  return kind && found
    ? { path, name: basename(path), kind, at: Math.floor(found.mtimeMs), bytes: found.size }
    : undefined
}

/** Takes away the oldest, so that a page that dies all day does not fill the disk. */
export async function pruneCrashes(folder: string): Promise<void> {
  const all = await listCrashes(folder)
  for (const kind of ['dump', 'bug'] as const) {
    const tooMany = all.filter((file) => file.kind === kind).slice(KEPT)
    for (const { path } of tooMany) {
      await rm(path, { force: true })
      // What Chromium notes of a dump lies beside it.
      await rm(path.replace(/\.dmp$/, '.meta'), { force: true })
    }
  }
}
