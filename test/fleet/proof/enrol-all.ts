import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createUser } from '@nats-io/nkeys'
import { type Member, memberText, writeRegister } from '../../../cli/fleet/register.ts'

type Named =
  | { readonly role: 'terminal'; readonly site: string; readonly name: string }
  | { readonly role: 'settler'; readonly name: string }

/** What `npm run fleet -- enrol` does for one, for all at once: it writes the whole register each time. */
export async function enrolAll(folder: string, named: readonly Named[]): Promise<void> {
  mkdirSync(join(folder, 'keys'), { mode: 0o700 })
  const members = named.map((each): Member => {
    const user = createUser()
    writeFileSync(join(folder, 'keys', `${memberText(each)}.nk`), user.getSeed(), { mode: 0o600 })
    return { ...each, key: user.getPublicKey() }
  })
  const files = { register: join(folder, 'users.json'), server: join(folder, 'users.conf') }
  const written = await writeRegister(files, members)
  if (!written.ok) throw new Error(written.error.detail)
}
