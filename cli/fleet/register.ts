import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeDurably } from '#main/files/durable.ts'
import { nameSchema } from '#src/fleet/names.ts'
import {
  operatorPermissions,
  type Permissions,
  settlerPermissions,
  terminalPermissions,
} from '#src/fleet/permissions.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** A public NKey of a user: "U" and base 32 (NATS, "NKeys"). */
const publicKeySchema = z.string().regex(/^U[A-Z2-7]{55}$/)

export const memberSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('terminal'), site: nameSchema, name: nameSchema, key: publicKeySchema }),
  z.strictObject({ role: z.enum(['settler', 'operator']), name: nameSchema, key: publicKeySchema }),
])
/** Who may speak to the server. */
export type Member = z.output<typeof memberSchema>

const registerSchema = z.strictObject({ members: z.array(memberSchema) })

/** The members of a fleet, as users.json has them; none where there is no such file. */
export async function readRegister(path: string): Promise<Result<Member[], 'CONFIG_INVALID'>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error)
    return text.code === 'ENOENT' ? ok([]) : fail('CONFIG_INVALID', `${path}: ${text.message}`)
  try {
    const read = registerSchema.safeParse(JSON.parse(text))
    return read.success ? ok(read.data.members) : fail('CONFIG_INVALID', `${path}: ${read.error.message}`)
  } catch (error) {
    return fail('CONFIG_INVALID', `${path}: ${error}`)
  }
}

/** Writes the register, and what the server reads of it. */
export async function writeRegister(
  { register, server }: { readonly register: string; readonly server: string },
  members: readonly Member[],
): Promise<Result<undefined, 'FILE_WRITE_FAILED'>> {
  try {
    await writeDurably(register, `${JSON.stringify({ members }, null, 2)}\n`)
    await writeDurably(server, usersConf(members))
    return ok()
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

/** The server's users with their rights: NATS, "Authorization", a variable that nats.conf takes them from. */
export const usersConf = (members: readonly Member[]): string =>
  [
    '# Written by `npm run fleet -- enrol`; changes made here are lost.',
    'FLEET_USERS = [',
    ...members.map((member) => `  ${userOf(member)}`),
    ']',
    '',
  ].join('\n')

function userOf(member: Member): string {
  const { publish, subscribe, answers } = rightsOf(member)
  const permissions = [
    `publish: ${JSON.stringify(publish)}`,
    `subscribe: ${JSON.stringify(subscribe)}`,
    ...(answers ? ['allow_responses: true'] : []),
  ]
  return `{ nkey: ${JSON.stringify(member.key)}, permissions: { ${permissions.join(', ')} } }`
}

function rightsOf(member: Member): Permissions {
  if (member.role === 'terminal') return terminalPermissions({ site: member.site, terminal: member.name })
  return member.role === 'settler' ? settlerPermissions : operatorPermissions
}

/** How people call a member, and its file of keys. */
export const memberText = (member: Omit<Member, 'key'> & { readonly site?: string }): string =>
  member.role === 'terminal' ? `${member.site}.${member.name}` : `${member.role}.${member.name}`
