import { createHash } from 'node:crypto'
import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { fail, ok, type Result } from '#src/result.ts'
import type { Archive } from './feed.ts'

export interface DownloadParts {
  /** 0 to 100, each whole number once. */
  readonly onPercent: (percent: number) => void
  readonly cancel: AbortSignal
  /** A server that says nothing for so long has gone. */
  readonly silentMs?: number
}

type DownloadFault = 'RPC_UNREACHABLE' | 'RPC_REFUSED' | 'UPDATE_ALTERED' | 'FILE_WRITE_FAILED'

/**
 * Fetches an archive to `path`. What is there in the end has the signed length and hash, or is not there:
 * a longer answer is cut off at its first byte too many. One that lies there already is not fetched again.
 */
export async function download(
  archive: Archive,
  path: string,
  { onPercent, cancel, silentMs = 60_000 }: DownloadParts,
): Promise<Result<undefined, DownloadFault>> {
  if (await isWhole(archive, path)) return ok()
  const answer = await ask(archive.url, cancel, silentMs)
  if (!answer.ok) return answer
  const written = await write(answer.value, archive, path, onPercent)
  answer.value.destroy()
  if (!written.ok) await rm(path, { force: true }).catch(() => undefined)
  return written
}

async function isWhole({ size, sha512 }: Archive, path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (found?.size !== size) return false
  const file = await open(path)
  const hash = createHash('sha512')
  for await (const piece of file.createReadStream()) hash.update(piece)
  return hash.digest('base64') === sha512
}

async function ask(
  url: string,
  signal: AbortSignal,
  silentMs: number,
): Promise<Result<IncomingMessage, DownloadFault>> {
  const { get } = new URL(url).protocol === 'https:' ? https : http
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = get(url, { agent: false, signal, timeout: silentMs }, resolve)
      request.on('error', reject)
      request.on('timeout', () => request.destroy(new Error(`silent for ${silentMs} ms`)))
    })
    if (answer.statusCode === 200) return ok(answer)
    answer.destroy()
    return fail('RPC_REFUSED', `status ${answer.statusCode}`)
  } catch (error) {
    return fail('RPC_UNREACHABLE', String(error))
  }
}

async function write(
  answer: IncomingMessage,
  { size, sha512 }: Archive,
  path: string,
  onPercent: (percent: number) => void,
): Promise<Result<undefined, DownloadFault>> {
  const hash = createHash('sha512')
  let length = 0
  let percent = -1
  let file: FileHandle | undefined
  try {
    file = await open(path, 'w', 0o600)
    for await (const piece of answer) {
      if (!(piece instanceof Uint8Array)) continue
      length += piece.length
      if (length > size) return fail('UPDATE_ALTERED', `longer than ${size} bytes`)
      hash.update(piece)
      await file.writeFile(piece)
      const now = Math.floor((100 * length) / size)
      if (now !== percent) onPercent(now)
      percent = now
    }
    if (length < size) return fail('UPDATE_ALTERED', `${length} bytes and not ${size}`)
    if (hash.digest('base64') !== sha512) return fail('UPDATE_ALTERED', 'another SHA-512')
    await file.sync()
    return ok()
  } catch (error) {
    return fail(isOfDisk(error) ? 'FILE_WRITE_FAILED' : 'RPC_UNREACHABLE', String(error))
  } finally {
    await file?.close()
  }
}

/** Calls to the disk; a network fails in others. */
const DISK_CALLS: ReadonlySet<unknown> = new Set(['open', 'write', 'fsync'])
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && DISK_CALLS.has(error.syscall)
