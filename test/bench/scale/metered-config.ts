import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { World } from '#simulator/world.ts'

const configSchema = z.looseObject({ chain: z.looseObject({ rpcUrls: z.array(z.string()) }) })

/** Patience for one answer, the same for all who are measured: a busy machine is not a dead node. */
export const ANSWER_MS = 10_000

/** The world's configuration with another way to its chain; returns its path. */
export async function configVia(world: World, rpcUrl: string, dir: string): Promise<string> {
  const config = configSchema.parse(JSON.parse(await readFile(world.configPath, 'utf8')))
  const path = join(dir, 'metered.json')
  const chain = { ...config.chain, rpcUrls: [rpcUrl], requestTimeoutMs: ANSWER_MS }
  const text = JSON.stringify({ ...config, chain })
  await writeFile(path, text, { mode: 0o600 })
  return path
}
