import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Rate, rateSchema } from '#src/order/order.ts'
import { writeDurably } from '../files/durable.ts'

/** `of`: what it is the rate of and where it is from; a file of another source is not looked at. */
const fileSchema = z.strictObject({
  of: z.string(),
  rate: rateSchema,
  /** Of the operator's document; left out where rates have none. */
  version: z.int().positive().optional(),
})

export interface KeptRate {
  readonly rate: Rate
  readonly version?: number | undefined
}

/** The last rate, over a restart. Null where there is none, or none that can be read. */
export async function readRateFile(path: string, of: string): Promise<KeptRate | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  try {
    const { of: found, ...kept } = fileSchema.parse(JSON.parse(text))
    return found === of ? kept : null
  } catch {
    return null
  }
}

export const writeRateFile = (path: string, of: string, kept: KeptRate): Promise<void> =>
  writeDurably(path, JSON.stringify({ of, ...kept }))
