import { readFile, stat } from 'node:fs/promises'
import { fail, ok, type Result } from '#src/result.ts'

/** An NKey seed of a user as `nk -gen user` and `npm run fleet -- enrol` print it: base32 of RFC 4648, 58 letters. */
const SEED = /^SU[A-Z2-7]{56}$/

/** The terminal's NKey seed. A file that others than its owner may read is refused: they could be this terminal. */
export async function readSeed(path: string): Promise<Result<Uint8Array, 'FLEET_REFUSED'>> {
  try {
    const { mode } = await stat(path)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      return fail('FLEET_REFUSED', `${path} may be read by others: chmod 600`)
    const seed = (await readFile(path, 'utf8')).trim()
    return SEED.test(seed)
      ? ok(new TextEncoder().encode(seed))
      : fail('FLEET_REFUSED', `${path} has no NKey seed`)
  } catch (error) {
    return fail('FLEET_REFUSED', String(error))
  }
}
