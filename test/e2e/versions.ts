import { execFile, spawn } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { createGzip } from 'node:zlib'
import { extractFile } from '@electron/asar'
import { release, serveFiles } from '../main/update/release.ts'

const execute = promisify(execFile)

/** Files of app.asar, and what is to stand in the place of a text of theirs; nothing may get longer. */
export type Changes = Readonly<Record<string, readonly [from: string, to: string]>>

/**
 * A packed program with a few bytes of its archive changed, in a folder of its own: hard links but for that archive,
 * as it is as large as a film. Electron checks an archive's hashes on macOS and Windows alone.
 */
export async function makeVersion(packed: string, folder: string, changes: Changes): Promise<void> {
  await execute('cp', ['-al', packed, folder])
  const asar = join(folder, 'resources/app.asar')
  const bytes = await readFile(asar)
  for (const [file, [from, to]] of Object.entries(changes)) {
    const content = extractFile(asar, file)
    const at = content.indexOf(from)
    if (at < 0 || to.length > from.length) throw new Error(`${file} cannot say ${to}`)
    bytes.write(to.padEnd(from.length), bytes.indexOf(content) + at)
  }
  await rm(asar)
  await writeFile(asar, bytes)
}

/** Laid out as `npm run dist` does it, but stored and not compressed, which takes a tenth of the time. */
export async function archiveOf(folder: string, version: string): Promise<Buffer> {
  const named = `s,^${basename(folder)},tapsyr-${version}-linux-x64,`
  const tar = spawn('tar', ['-cf', '-', '--transform', named, '-C', dirname(folder), basename(folder)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return buffer(tar.stdout.pipe(createGzip({ level: 0, chunkSize: 1024 * 1024 })))
}

export interface Channel {
  /** For `update.url` of the configuration. */
  readonly url: string
  /** What lies on the server from now on. `key` signs it. */
  offer(version: string, archive: Uint8Array, key: KeyPair['privateKey']): void
  stop(): void
}

type KeyPair = ReturnType<typeof newKey>
export const newKey = () => generateKeyPairSync('ed25519')

/** The operator's server of versions. */
export async function openChannel(): Promise<Channel> {
  const files = new Map<string, Uint8Array>()
  const { url, server } = await serveFiles(files)
  return {
    url,
    offer(version, archive, key) {
      for (const [name, body] of release({ version, archive }, key)) files.set(name, body)
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Every file under a folder, with the hash of what is in it. */
export async function contentsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hash = async (file: string) =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
  const all = files.sort().map(async (file) => [relative(folder, file), await hash(file)] as const)
  return Object.fromEntries(await Promise.all(all))
}
