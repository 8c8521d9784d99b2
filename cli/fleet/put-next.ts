import type { KV, KvEntry } from '@nats-io/kv'
import { fail, ok, type Result } from '#src/result.ts'

/** Puts a value in the place of the one that was looked at, and of no other that came meanwhile. */
export async function putNext(
  bucket: KV,
  key: string,
  value: string,
  there: KvEntry | null,
): Promise<Result<undefined, 'CONFIG_INVALID'>> {
  try {
    // A deletion is an entry as well.
    await (there ? bucket.update(key, value, there.revision) : bucket.create(key, value))
    return ok()
  } catch (error) {
    return fail('CONFIG_INVALID', `somebody else writes ${key} at this moment: ${error}`)
  }
}
