import type { NatsConnection } from '@nats-io/transport-node'
import { ok, type Result } from '#src/result.ts'
import { withBroker } from './broker.ts'
import { layersIn, troublesIn, waitingIn } from './figures.ts'
import { type Member, memberText } from './register.ts'
import { lastWords, type Seen } from './seen.ts'
import { aligned, lengthText } from './words.ts'

type Terminal = Extract<Member, { role: 'terminal' }>

/** Who is enrolled, with their keys; a station has none. */
export const memberList = (members: readonly Member[]): string =>
  members.map((each) => ('key' in each ? `${memberText(each)}  ${each.key}` : memberText(each))).join('\n')

/** Who is enrolled, and how each terminal was when it was last heard of. */
export const listSeen = (folder: string, members: readonly Member[]): Promise<Result<string>> =>
  withBroker(folder, async (connection) => ok(await seenList(connection, members, Date.now())))

async function seenList(
  connection: NatsConnection,
  members: readonly Member[],
  now: number,
): Promise<string> {
  const terminals = members.filter((each): each is Terminal => each.role === 'terminal')
  const others = members.filter(({ role }) => role !== 'terminal')
  const seen = await lastWords(
    connection,
    terminals.map(({ site, name }) => ({ site, terminal: name })),
  )
  const rows = terminals.map((each, n) => [memberText(each), ...cellsOf(seen[n], now)])
  const table = rows.length > 0 ? aligned([HEAD, ...rows]) : ''
  return [table, memberList(others)].filter((text) => text !== '').join('\n\n')
}

const HEAD = ['terminal', 'seen', 'queue', 'oldest', 'behind', 'layers', 'deny', 'look at']
const NONE = '-'

/** What is told of a terminal in its row. */
export function cellsOf(seen: Seen | undefined, now: number): string[] {
  if (!seen) return ['never']
  const { figures } = seen
  const waiting = waitingIn(figures)
  const oldest = figures.one('oldest_unsettled_age_seconds')
  const layers = layersIn(figures)
  return [
    lengthText(now - seen.at),
    `${waiting}`,
    waiting > 0 && oldest !== undefined ? lengthText(oldest * 1000) : NONE,
    `${figures.one('fleet_behind_entries') ?? NONE}`,
    layers.some((version) => version !== undefined)
      ? layers.map((version) => version ?? NONE).join('/')
      : NONE,
    `${figures.one('deny_list_version') ?? NONE}`,
    troublesIn(figures).join(', '),
  ]
}
