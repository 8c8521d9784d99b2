import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '#src/result.ts'
import { writeDurably } from '../files/durable.ts'
import { checkConfig } from './check.ts'

export const previousPath = (path: string): string => `${path}.previous`
/** The configuration that the terminal last started with: who may mend it when the file is broken. */
export const lastGoodPath = (userData: string): string => join(userData, 'last-good-config.json')

type StoreFault = 'FILE_WRITE_FAILED' | 'CONFIG_INVALID' | 'CONFIG_NO_PREVIOUS'

/** Puts a configuration in the place of the one that is there, which is kept beside it. */
export async function replaceConfig(
  path: string,
  text: string,
): Promise<Result<undefined, 'FILE_WRITE_FAILED'>> {
  try {
    const before = await readText(path)
    if (before !== undefined) await writeDurably(previousPath(path), before)
    await writeDurably(path, text)
    return ok()
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

/**
 * Goes back to the configuration before the last change. Where that is broken or not there, to the
 * one that the terminal last started with, if it is another than now.
 */
export async function rollBackConfig(path: string, userData: string): Promise<Result<undefined, StoreFault>> {
  const now = await readText(path).catch(() => undefined)
  for (const candidate of [previousPath(path), lastGoodPath(userData)]) {
    const text = await readText(candidate).catch(() => undefined)
    if (text !== undefined && text !== now && checkConfig(text).config) return replaceConfig(path, text)
  }
  return fail('CONFIG_NO_PREVIOUS')
}

/** Remembers what the terminal has started with. */
export async function rememberGood(userData: string, text: string): Promise<void> {
  if ((await readText(lastGoodPath(userData))) !== text) await writeDurably(lastGoodPath(userData), text)
}

const readText = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
