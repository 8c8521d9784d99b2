import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createUser } from '@nats-io/nkeys'
import { fail, ok, type Result } from '#src/result.ts'
import type { Named } from './options.ts'
import { type Member, memberText, readRegister, writeRegister } from './register.ts'

const filesOf = (folder: string) => ({
  register: join(folder, 'users.json'),
  server: join(folder, 'users.conf'),
})

const secretOf = (folder: string, name: string): string => join(folder, 'keys', `${name}.nk`)

export const listMembers = (folder: string): Promise<Result<Member[], 'CONFIG_INVALID'>> =>
  readRegister(filesOf(folder).register)

/** Makes a key for a new member and lets it in; the path of its secret. One that is there already keeps its key. */
export async function enrol(folder: string, member: Named): Promise<Result<string>> {
  const members = await listMembers(folder)
  if (!members.ok) return members
  const name = memberText(member)
  if (members.value.some((each) => memberText(each) === name))
    return fail('CONFIG_INVALID', `${name} is enrolled; dismiss it first for another key`)
  const made = withSecret(member)
  const path = secretOf(folder, name)
  try {
    await mkdir(join(folder, 'keys'), { recursive: true, mode: 0o700 })
    await writeFile(path, made.secret, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
  const written = await writeRegister(filesOf(folder), [...members.value, made.member])
  return written.ok ? ok(path) : written
}

/** A new member, and what it proves with that it is one. */
function withSecret(member: Named): { readonly member: Member; readonly secret: Uint8Array | string } {
  if (member.role === 'station') {
    const password = randomBytes(24).toString('hex')
    return { member: { ...member, password }, secret: password }
  }
  const key = createUser()
  const secret = key.getSeed().slice()
  const made = { ...member, key: key.getPublicKey() }
  key.clear()
  return { member: made, secret }
}

/** Lets a member in no more. A secret that is still in the folder opens nothing any more, and goes. */
export async function dismiss(folder: string, member: Named): Promise<Result<undefined>> {
  const members = await listMembers(folder)
  if (!members.ok) return members
  const name = memberText(member)
  const others = members.value.filter((each) => memberText(each) !== name)
  if (others.length === members.value.length) return fail('CONFIG_INVALID', `${name} is not enrolled`)
  const written = await writeRegister(filesOf(folder), others)
  if (!written.ok) return written
  await rm(secretOf(folder, name), { force: true })
  if (member.role === 'station') await rm(join(folder, 'stations', `${member.name}.conf`), { force: true })
  return written
}
