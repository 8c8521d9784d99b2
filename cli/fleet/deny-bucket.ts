import { type KV, Kvm } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { type DenyHead, denyHeadText, readDenyHead } from '#src/fleet/deny-head.ts'
import { BUCKETS, listChangeKey, listHeadKey, listPartKey } from '#src/fleet/names.ts'
import { fail, type Result } from '#src/result.ts'
import { readDenyLists, type UnprovenDenyList } from '#src/risk/deny-list-format.ts'
import { type DenyPlan, planDenyList } from './deny-plan.ts'
import { putNext } from './put-next.ts'

/**
 * Gives out signed lists under a name: the parts first, the head last, so that nobody reads half of it; then what
 * the head no longer names is removed. A list that is there already, or goes back, is refused.
 */
export async function publishDenyList(
  connection: NatsConnection,
  name: string,
  given: Uint8Array,
): Promise<Result<DenyPlan>> {
  const lists = readDenyLists(given)
  if (!lists.ok) return lists
  const bucket = await new Kvm(connection).open(BUCKETS.deny)
  const there = await bucket.get(listHeadKey(name))
  const head = there ? readDenyHead(there.string()) : undefined
  const held = head ? await heldLists(bucket, name, head) : []
  const plan = planned(head, held, lists.value)
  if (!plan.ok) return plan
  const values = valuesOf(name, plan.value)
  for (const [key, value] of values) await bucket.put(key, value)
  const put = await putNext(bucket, listHeadKey(name), denyHeadText(plan.value.head), there)
  if (!put.ok) return put
  const old: string[] = []
  for await (const key of await bucket.keys(`${name}.>`))
    if (key !== listHeadKey(name) && !values.has(key)) old.push(key)
  for (const key of old) await bucket.delete(key)
  return plan
}

function planned(
  head: DenyHead | undefined,
  held: readonly UnprovenDenyList[],
  given: readonly UnprovenDenyList[],
): Result<DenyPlan> {
  const newest = Math.max(...given.map(({ content }) => content.version))
  if (head && newest < head.version)
    return fail('DENY_LIST_OLD', `version ${newest}, and the fleet has ${head.version}`)
  const other = given.find((each) => held.some((known) => isAnother(each, known)))
  if (other)
    return fail('CONFIG_INVALID', `the fleet has another list of version ${other.content.version} already`)
  return planDenyList([...held, ...given])
}

/** The same place in the history of the list, and not the same. */
const isAnother = (one: UnprovenDenyList, other: UnprovenDenyList): boolean =>
  one.content.version === other.content.version &&
  one.content.base === other.content.base &&
  Buffer.compare(one.bytes, other.bytes) !== 0

/** The lists in the bucket; where they are damaged, none: what is given out now has to be whole by itself. */
async function heldLists(bucket: KV, name: string, { full }: DenyHead): Promise<UnprovenDenyList[]> {
  const parts: Uint8Array[] = []
  for (let part = 0; part < full.parts; part += 1)
    parts.push((await bucket.get(listPartKey(name, full.version, part)))?.value ?? new Uint8Array())
  const whole = readDenyLists(Buffer.concat(parts))
  if (!whole.ok) return []
  const changes: UnprovenDenyList[] = []
  for await (const key of await bucket.keys(`${name}.since.*`)) {
    const read = readDenyLists((await bucket.get(key))?.value ?? new Uint8Array())
    if (read.ok) changes.push(...read.value)
  }
  return [...whole.value, ...changes]
}

const valuesOf = (name: string, { head, parts, since }: DenyPlan): ReadonlyMap<string, Uint8Array> =>
  new Map([
    ...parts.map((bytes, part): [string, Uint8Array] => [listPartKey(name, head.full.version, part), bytes]),
    ...[...since].map(([base, bytes]): [string, Uint8Array] => [listChangeKey(name, base), bytes]),
  ])

/** What was given out, in words. */
export function planText(name: string, { list, head, since, signer }: DenyPlan): string {
  const { version, parts } = head.full
  const changes =
    since.size === 0 ? 'no changes' : `changes since ${[...since.keys()].sort(byNumber).join(', ')}`
  return [
    `${name}: version ${head.version}, ${list.count} cards, signed by ${signer}`,
    `  all of version ${version} in ${parts} part${parts === 1 ? '' : 's'}; ${changes}`,
  ].join('\n')
}

const byNumber = (a: number, b: number): number => a - b
