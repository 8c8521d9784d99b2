import { readFile } from 'node:fs/promises'
import { type Config, configSchema } from '#src/config/schema.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** Reads the configuration; what is wrong with it is named by its path and in plain words. */
export async function loadConfig(path: string): Promise<Result<Config, 'CONFIG_INVALID'>> {
  const text = await readFile(path, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) return fail('CONFIG_INVALID', `${path}: ${text.message}`)
  const json = parseJson(text)
  if (json instanceof Error) return fail('CONFIG_INVALID', `${path}: ${json.message}`)
  const parsed = configSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
  return fail('CONFIG_INVALID', `${path}: ${problems.join('; ')}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error instanceof Error ? error : new Error('not JSON')
  }
}
