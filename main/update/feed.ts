import { findFile, parseUpdateInfo, resolveFiles } from 'electron-updater/out/providers/Provider.js'
import { z } from 'zod'
import type { UpdateConfig } from '#src/config/update.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { isVersion } from '#src/update/version.ts'
import { hasSigned } from '../crypto/ed25519.ts'
import type { GetFault } from '../rates/http-get.ts'

/** A version that the operator has signed. */
export interface Offer {
  readonly version: string
  readonly archive: Archive
  /** Share of the terminals that are to take it now; null for all. */
  readonly percentage: number | null
}

export interface Archive {
  readonly url: string
  readonly size: number
  /** In base64. */
  readonly sha512: string
}

export type GetFile = (url: string) => Promise<Result<Uint8Array, GetFault>>

/** What electron-builder writes for its generic provider, as far as it matters here. */
const infoSchema = z.object({
  version: z.string().refine(isVersion, 'not major.minor.patch'),
  files: z
    .array(
      z.object({
        url: z.string().min(1),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'no SHA-512 in base64'),
        size: z.int().positive(),
      }),
    )
    .min(1),
  stagingPercentage: z.number().min(0).max(100).optional(),
})

/** As electron-builder names it for an architecture of Node's. */
export const channelFile = (channel: string, arch: string = process.arch): string =>
  `${channel}-linux${arch === 'x64' ? '' : `-${arch}`}.yml`

/**
 * Asks the operator's server for the newest version. Nothing of the answer is even parsed before its
 * detached signature is right, and what is parsed are the bytes that were signed.
 */
export async function fetchOffer(
  { url, key, channel }: Pick<UpdateConfig, 'url' | 'key' | 'channel'>,
  get: GetFile,
): Promise<Result<Offer>> {
  const base = new URL(url.endsWith('/') ? url : `${url}/`)
  const name = channelFile(channel)
  const content = await get(new URL(name, base).href)
  if (!content.ok) return content
  const signature = await get(new URL(`${name}.sig`, base).href)
  if (!signature.ok) {
    const isMissing = signature.error.code === 'RPC_REFUSED'
    return isMissing ? fail('UPDATE_UNSIGNED', `${name}.sig: ${signature.error.detail}`) : signature
  }
  return hasSigned(key, content.value, Buffer.from(signature.value).toString('latin1'))
    ? readOffer(Buffer.from(content.value).toString('utf8'), base, name)
    : fail('UPDATE_SIGNATURE_INVALID', 'altered, or signed by another key')
}

function readOffer(text: string, base: URL, name: string): Result<Offer, 'UPDATE_INVALID'> {
  try {
    const raw = parseUpdateInfo(text, name, base)
    const info = infoSchema.safeParse(raw)
    if (!info.success) return fail('UPDATE_INVALID', z.prettifyError(info.error))
    const { version, stagingPercentage } = info.data
    const file = findFile(resolveFiles({ ...raw, files: info.data.files }, base), 'tar.gz')
    const known = info.data.files.find(({ sha512 }) => sha512 === file?.info.sha512)
    if (!file || !known || !/^https?:$/.test(file.url.protocol) || !file.url.pathname.endsWith('.tar.gz'))
      return fail('UPDATE_INVALID', 'names no tar.gz')
    const archive = { url: file.url.href, size: known.size, sha512: known.sha512 }
    return ok({ version, archive, percentage: stagingPercentage ?? null })
  } catch (error) {
    return fail('UPDATE_INVALID', String(error))
  }
}
