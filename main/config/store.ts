import { readFile, rm } from 'node:fs/promises'
import { fail, ok, type Result } from '#src/result.ts'
import { writeDurably } from '../files/durable.ts'
import { type ConfigFile, readConfigFile } from './load.ts'
import { lastGoodPath, previousPath, signaturePath } from './paths.ts'
import type { SigningFault } from './signed.ts'
import { PLAIN, type Signing } from './signing.ts'

type StoreFault = 'FILE_WRITE_FAILED' | 'CONFIG_NO_PREVIOUS' | SigningFault

/** A configuration's text, and what lies beside it in a `.sig` file. */
export type Content = Pick<ConfigFile, 'signatures'> & { readonly text: string }

/** Puts a configuration in the place of the one that is there, which is kept beside it. */
export async function replaceConfig(
  path: string,
  content: Content,
): Promise<Result<undefined, 'FILE_WRITE_FAILED'>> {
  try {
    const before = await readContent(path)
    if (before !== undefined) await writeContent(previousPath(path), before)
    await writeContent(path, content)
    return ok()
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

/**
 * Goes back to the configuration before the last change. Where that is broken or not there, to the
 * one that the terminal last started with, if it is another than now. Where they have to be signed only to
 * one that counts: not behind a version that has worked here, which is then the reason.
 */
export async function rollBackConfig(
  path: string,
  userData: string,
  signing: Signing = PLAIN,
): Promise<Result<undefined, StoreFault>> {
  const now = await readContent(path).catch(() => undefined)
  let refusal: Result<never, StoreFault> = fail('CONFIG_NO_PREVIOUS')
  for (const candidate of [previousPath(path), lastGoodPath(userData)]) {
    const { text, signatures, signed, config } = await readConfigFile(candidate, signing)
    const isBesideTheSame = !signing.isDemanded || signatures === now?.signatures
    if (text === null || (text === now?.text && isBesideTheSame)) continue
    if (config) return replaceConfig(path, { text, signatures })
    if (!signed.ok && refusal.error.code === 'CONFIG_NO_PREVIOUS') refusal = signed
  }
  return refusal
}

/** The terminal has started with it. It is kept before anything older is barred: it may have to stand in for itself. */
export async function hasWorked(
  { text, signatures, signed, config }: ConfigFile,
  { userData, signing }: { readonly userData: string; readonly signing: Signing },
): Promise<void> {
  if (text === null || !config) return
  await rememberGood(userData, { text, signatures })
  if (signed.ok && signed.value) await signing.worksWith(signed.value, config.terminal.id)
}

/** Remembers what the terminal has started with. */
export async function rememberGood(userData: string, content: Content): Promise<void> {
  const path = lastGoodPath(userData)
  const known = await readContent(path)
  if (known?.text !== content.text || known.signatures !== content.signatures)
    await writeContent(path, content)
}

/**
 * Two files that belong together, each written whole. In between the signatures of both contents lie beside
 * whichever is there: after a power cut at any moment what is there is still signed.
 */
async function writeContent(path: string, { text, signatures }: Content): Promise<void> {
  const beside = signaturePath(path)
  const before = await readText(beside)
  if (signatures !== null && before !== signatures)
    await writeDurably(beside, [signatures, before ?? ''].join('\n'))
  await writeDurably(path, text)
  if (signatures !== null) await writeDurably(beside, signatures)
  else if (before !== undefined) await rm(beside)
}

async function readContent(path: string): Promise<Content | undefined> {
  const text = await readText(path)
  return text === undefined ? undefined : { text, signatures: (await readText(signaturePath(path))) ?? null }
}

const readText = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
