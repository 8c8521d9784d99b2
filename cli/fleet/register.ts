import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '#main/files/durable.ts'
import { nameSchema } from '#src/fleet/names.ts'
import {
  operatorPermissions,
  type Permissions,
  settlerPermissions,
  stationPermissions,
  terminalPermissions,
} from '#src/fleet/permissions.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** A public NKey of a user: "U" and base 32 (NATS, "NKeys"). */
const publicKeySchema = z.string().regex(/^U[A-Z2-7]{55}$/)

export const memberSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('terminal'), site: nameSchema, name: nameSchema, key: publicKeySchema }),
  z.strictObject({ role: z.enum(['settler', 'operator']), name: nameSchema, key: publicKeySchema }),
  /** Leaf nodes of NATS 2.9 know no NKeys: a station has a password, 48 letters that nobody has to remember. */
  z.strictObject({
    role: z.literal('station'),
    name: nameSchema,
    password: z.string().regex(/^[0-9a-f]{48}$/),
  }),
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

/** Writes the register, and what the fleet's servers and each station's read of it. */
export async function writeRegister(
  { register, server }: { readonly register: string; readonly server: string },
  members: readonly Member[],
): Promise<Result<undefined, 'FILE_WRITE_FAILED'>> {
  try {
    await writeDurably(register, `${JSON.stringify({ members }, null, 2)}\n`)
    await writeDurably(server, usersConf(members))
    const stations = join(dirname(server), 'stations')
    for (const { role, name } of members) {
      if (role !== 'station') continue
      await mkdir(stations, { recursive: true, mode: 0o700 })
      await writeDurably(join(stations, `${name}.conf`), usersConf(terminalsOf(name, members)))
    }
    return ok()
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

type MemberOf<R extends Member['role']> = Extract<Member, { role: R }>

const terminalsOf = (site: string, members: readonly Member[]): MemberOf<'terminal'>[] =>
  members.filter((member) => member.role === 'terminal').filter((member) => member.site === site)

/** The server's users with their rights: NATS, "Authorization", a variable that nats.conf takes them from. */
export const usersConf = (members: readonly Member[]): string =>
  [
    '# Written by `npm run fleet -- enrol`; changes made here are lost.',
    'FLEET_USERS = [',
    ...members.map((member) => `  ${userOf(member, members)}`),
    ']',
    '',
  ].join('\n')

function userOf(member: Member, all: readonly Member[]): string {
  const { publish, subscribe, answers } = rightsOf(member, all)
  const permissions = [
    `publish: ${listOf(publish)}`,
    `subscribe: ${listOf(subscribe)}`,
    ...(answers ? ['allow_responses: true'] : []),
  ]
  const who =
    member.role === 'station'
      ? `user: ${JSON.stringify(memberText(member))}, password: ${JSON.stringify(member.password)}`
      : `nkey: ${JSON.stringify(member.key)}`
  return `{ ${who}, permissions: { ${permissions.join(', ')} } }`
}

/** An empty list would allow everything. */
const listOf = (subjects: readonly string[]): string =>
  subjects.length > 0 ? JSON.stringify(subjects) : '{ deny: ">" }'

function rightsOf(member: Member, all: readonly Member[]): Permissions {
  switch (member.role) {
    case 'settler':
      return settlerPermissions
    case 'operator':
      return operatorPermissions
    case 'terminal':
      return terminalPermissions({ site: member.site, terminal: member.name })
    case 'station':
      return stationPermissions(
        terminalsOf(member.name, all).map(({ site, name }) => ({ site, terminal: name })),
      )
  }
}

/** How people call a member, and its file of keys. */
export const memberText = (member: {
  readonly role: Member['role']
  readonly name: string
  readonly site?: string
}): string => (member.role === 'terminal' ? `${member.site}.${member.name}` : `${member.role}.${member.name}`)
