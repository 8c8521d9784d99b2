import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { publicKeyText, signatureFile } from '#main/crypto/ed25519.ts'

/** An operator's key, made anew for each test. */
export function updateKey() {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { privateKey, publicKey: publicKeyText(privateKey) }
}

export interface ReleaseOptions {
  readonly version: string
  readonly archive: Uint8Array
  readonly stagingPercentage?: number
  /** What the manifest says instead of the archive's own. */
  readonly sha512?: string
  readonly size?: number
  readonly url?: string
}

/** The channel file as electron-builder writes it for its generic provider (docs: electron.build, "publish"). */
export function channelText({ version, archive, stagingPercentage, ...said }: ReleaseOptions): string {
  const sha512 = said.sha512 ?? createHash('sha512').update(archive).digest('base64')
  const url = said.url ?? `tapsyr-${version}.tar.gz`
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${url}`,
    `    sha512: ${sha512}`,
    `    size: ${said.size ?? archive.length}`,
    `path: ${url}`,
    `sha512: ${sha512}`,
    ...(stagingPercentage === undefined ? [] : [`stagingPercentage: ${stagingPercentage}`]),
    "releaseDate: '2026-11-27T06:00:00.000Z'",
    '',
  ].join('\n')
}

/** What lies on the operator's server for a version. */
export function release(options: ReleaseOptions, key: KeyObject): Map<string, Uint8Array> {
  const text = Buffer.from(channelText(options))
  return new Map<string, Uint8Array>([
    ['/latest-linux.yml', text],
    ['/latest-linux.yml.sig', Buffer.from(signatureFile(text, key))],
    [`/tapsyr-${options.version}.tar.gz`, options.archive],
  ])
}

/** One entry of a tar archive, by the format's own words: POSIX ustar, 512-byte blocks. */
export interface Member {
  readonly name: string
  readonly type?: string
  readonly mode?: number
  readonly body?: string | Uint8Array
  readonly link?: string
}

export function tarOf(members: readonly Member[]): Buffer {
  const blocks = members.flatMap(({ name, type = '0', mode = 0o644, body = '', link = '' }) => {
    const content = Buffer.from(body)
    const header = Buffer.alloc(512)
    header.write(name, 0, 100)
    header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100)
    header.write('0000000\0', 108)
    header.write('0000000\0', 116)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('00000000000\0', 136)
    header.write('        ', 148)
    header.write(type, 156)
    header.write(link, 157, 100)
    header.write('ustar\x0000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

export const tarGzOf = (members: readonly Member[]): Buffer => gzipSync(tarOf(members))

/** A program that says which it is. */
export const programOf = (version: string): Member[] => [
  { name: `tapsyr-${version}/`, type: '5', mode: 0o755 },
  { name: `tapsyr-${version}/tapsyr`, mode: 0o755, body: `#!/bin/sh\necho ${version}\n` },
  { name: `tapsyr-${version}/resources/app.asar`, body: 'x'.repeat(3000) },
]

/** Serves on loopback; `files` may change while it does. */
export async function serve(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, server }
}

export const serveFiles = (files: ReadonlyMap<string, Uint8Array>) =>
  serve(({ url = '' }, response) => {
    const body = files.get(new URL(url, 'http://x').pathname)
    response.writeHead(body ? 200 : 404).end(body)
  })
