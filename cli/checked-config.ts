import { loadConfig } from '#main/config/load.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { signFile } from './operator-key.ts'
import type { Keyboard } from './passphrase.ts'

/** Signs a configuration, but none that a terminal would not start with. What was done, in words. */
export async function signConfig(file: string, keyPath: string, keyboard: Keyboard): Promise<Result<string>> {
  const config = await loadConfig(file)
  if (!config.ok) return config
  const { signed, terminal } = config.value
  if (!signed) return fail('CONFIG_INVALID', `${file}: signed.version: missing`)
  const written = await signFile(file, keyPath, keyboard)
  const names = (signed.terminals ?? [terminal.id]).join(', ')
  return written.ok ? ok(`${written.value}\nversion ${signed.version} for ${names}`) : written
}
