import { open, rm } from 'node:fs/promises'
import type { GasAccount } from '#src/chain/port.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { writeDurably } from '../files/durable.ts'
import { type RescueContent, readContent, writeContent } from './content.ts'
import { MOST_BYTES, seal, unseal } from './envelope.ts'

/** "tapsyr-apple-1-2026-11-24.rescue": the day as people there have it. */
export function rescueFileName(terminalId: string, day: Date): string {
  const name = terminalId.replace(/[^\p{L}\p{N}_-]+/gu, '-')
  return `tapsyr-${name}-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.rescue`
}

const two = (n: number): string => n.toString().padStart(2, '0')

/** Writes the content so that only this passphrase opens it; resolves when the drive has it. */
export async function writeRescueFile(
  path: string,
  content: Omit<RescueContent, 'gasAccount'>,
  keys: { readonly account: GasAccount; readonly passphrase: string },
): Promise<Result<undefined, 'FILE_WRITE_FAILED'>> {
  const file = await seal(writeContent(content, keys.account), keys.passphrase)
  if (file.length > MOST_BYTES) return fail('FILE_WRITE_FAILED', 'too many payments for one file')
  try {
    await writeDurably(path, file)
    return ok()
  } catch (error) {
    await rm(`${path}.new`, { force: true }).catch(() => undefined)
    return fail('FILE_WRITE_FAILED', reasonOf(error))
  }
}

export async function readRescueFile(
  path: string,
  passphrase: string,
): Promise<Result<RescueContent, 'FILE_READ_FAILED' | 'RESCUE_FILE_INVALID' | 'PASSPHRASE_WRONG'>> {
  const file = await readText(path)
  if (!file.ok) return file
  const text = await unseal(file.value, passphrase)
  return text.ok ? readContent(text.value) : text
}

async function readText(path: string): Promise<Result<string, 'FILE_READ_FAILED' | 'RESCUE_FILE_INVALID'>> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      return size > MOST_BYTES ? fail('RESCUE_FILE_INVALID', 'too large') : ok(await file.readFile('utf8'))
    } finally {
      await file.close()
    }
  } catch (error) {
    return fail('FILE_READ_FAILED', reasonOf(error))
  }
}

/** The system's own code, "ENOSPC": its sentence would name the path. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
