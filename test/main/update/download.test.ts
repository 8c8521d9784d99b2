import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { download } from '#main/update/download.ts'
import { fail, ok } from '#src/result.ts'
import { serve } from './release.ts'

const CONTENT = Buffer.alloc(300_000, 'tapsyr')
const SHA512 = createHash('sha512').update(CONTENT).digest('base64')

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tapsyr-download-'))
})
afterEach(() => rm(dir, { recursive: true }))

/** What comes of it when a server answers so, and what lies on the disk then. */
async function fetched(
  answer: RequestListener,
  { path = join(dir, 'update.tar.gz'), cancel = new AbortController(), silentMs = 60_000 } = {},
) {
  const { url, server } = await serve(answer)
  const percents: number[] = []
  const result = await download({ url: `${url}a.tar.gz`, size: CONTENT.length, sha512: SHA512 }, path, {
    onPercent: (percent) => percents.push(percent),
    cancel: cancel.signal,
    silentMs,
  })
  server.closeAllConnections()
  server.close()
  return { result, percents, left: await readdir(dir) }
}

it('brings the file whole, and tells how far it is', async () => {
  const { result, percents } = await fetched((_, response) => response.end(CONTENT))
  expect(result).toEqual(ok())
  expect(await readFile(join(dir, 'update.tar.gz'))).toEqual(CONTENT)
  expect(percents.at(-1)).toBe(100)
  expect(percents).toEqual([...new Set(percents)].sort((a, b) => a - b))
})

it('asks nobody for what a kill left whole, and fetches anew what it left half', async () => {
  await writeFile(join(dir, 'update.tar.gz'), CONTENT)
  const whole = await fetched(() => expect.unreachable())
  expect(whole.result).toEqual(ok())
  await writeFile(join(dir, 'update.tar.gz'), CONTENT.subarray(0, 1000))
  const half = await fetched((_, response) => response.end(CONTENT))
  expect(half.result).toEqual(ok())
  expect(await readFile(join(dir, 'update.tar.gz'))).toEqual(CONTENT)
})

const altered = Buffer.from(CONTENT)
altered.writeUInt8(1, 150_000)
const endless: RequestListener = (_, response) => {
  const more = () => {
    while (response.write(CONTENT));
    response.once('drain', more)
  }
  more()
}

it.each<[string, string, RequestListener]>([
  ['cut off', 'UPDATE_ALTERED', (_, response) => response.end(CONTENT.subarray(0, 200_000))],
  ['altered in one byte', 'UPDATE_ALTERED', (_, response) => response.end(altered)],
  ['without an end', 'UPDATE_ALTERED', endless],
  ['not there', 'RPC_REFUSED', (_, response) => response.writeHead(404).end()],
  ['elsewhere', 'RPC_REFUSED', (_, response) => response.writeHead(302, { location: '/b' }).end()],
  [
    'broken off',
    'RPC_UNREACHABLE',
    (_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length })
      response.write(CONTENT.subarray(0, 1000), () => response.destroy())
    },
  ],
])('keeps nothing of a file that is %s', async (_what, code, answer) => {
  const { result, left } = await fetched(answer)
  expect(result).toMatchObject({ ok: false, error: { code } })
  expect(left).toEqual([])
})

it('does not wait for a server that says nothing', async () => {
  const { result } = await fetched(() => undefined, { silentMs: 50 })
  expect(result).toMatchObject(fail('RPC_UNREACHABLE'))
})

it('can be called off', async () => {
  const cancel = new AbortController()
  const { result, left } = await fetched(
    (_, response) => {
      response.write(CONTENT.subarray(0, 1000), () => cancel.abort())
    },
    { cancel },
  )
  expect(result).toMatchObject(fail('RPC_UNREACHABLE'))
  expect(left).toEqual([])
})

it('says when the disk refuses', async () => {
  const { result } = await fetched((_, response) => response.end(CONTENT), { path: dir })
  expect(result).toMatchObject(fail('FILE_WRITE_FAILED'))
})
