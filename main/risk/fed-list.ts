import { type DenyHead, PART_BYTES, readDenyHead } from '#src/fleet/deny-head.ts'
import { BUCKETS, listChangeKey, listHeadKey, listPartKey } from '#src/fleet/names.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Fed, ReadKey } from '../fleet/fed.ts'
import type { ListTaker } from './list-source.ts'

/**
 * A list of the fleet's bucket, taken whenever its head changes: first the changes since the version that is here,
 * and the full one where there are none that fit.
 */
export function fedList(list: string, { version, take, settle }: ListTaker): Fed {
  async function changes(read: ReadKey): Promise<Result<undefined>> {
    const since = version()
    const bytes = since > 0 ? await read(listChangeKey(list, since)) : undefined
    return bytes ? take(bytes) : fail('DENY_LIST_GAP', `the fleet has no changes of version ${since}`)
  }

  async function follow(head: DenyHead, read: ReadKey): Promise<Result<undefined>> {
    if (head.version === version()) return ok()
    if (head.version < version())
      return fail('DENY_LIST_OLD', `version ${head.version}, and ${version()} is here`)
    const changed = await changes(read)
    if (!changed.ok && changed.error.code !== 'DENY_LIST_GAP') return changed
    const taken = changed.ok ? changed : await startOver(head, read)
    if (!taken.ok || version() >= head.version) return taken
    return fail('DENY_LIST_INVALID', `it ends with version ${version()}, and its head says ${head.version}`)
  }

  async function startOver(head: DenyHead, read: ReadKey): Promise<Result<undefined>> {
    const full = await wholeList(list, head.full, read)
    const taken = full.ok ? await take(full.value) : full
    return taken.ok && version() < head.version ? changes(read) : taken
  }

  return {
    bucket: BUCKETS.deny,
    key: listHeadKey(list),
    async take(bytes, read) {
      const head = headOf(bytes)
      if (!head) return settle(fail('DENY_LIST_INVALID', 'no head of a list'))
      const followed = await follow(head, read)
      // Old parts go once there is another head, and a read may find one from before. The newest is heard of as well.
      const isOvertaken = !followed.ok && (await newestVersion(list, read)) > head.version
      if (!isOvertaken) settle(followed)
    },
  }
}

async function newestVersion(list: string, read: ReadKey): Promise<number> {
  const bytes = await read(listHeadKey(list))
  return (bytes && headOf(bytes)?.version) ?? 0
}

async function wholeList(
  list: string,
  { version, parts }: DenyHead['full'],
  read: ReadKey,
): Promise<Result<Uint8Array, 'DENY_LIST_INVALID'>> {
  const pieces: Uint8Array[] = []
  for (let part = 0; part < parts; part += 1) {
    const piece = await read(listPartKey(list, version, part))
    if (!piece || piece.length > PART_BYTES)
      return fail('DENY_LIST_INVALID', `version ${version}: part ${part} of ${parts} is missing`)
    pieces.push(piece)
  }
  return ok(Buffer.concat(pieces))
}

const headOf = (bytes: Uint8Array): DenyHead | undefined => readDenyHead(Buffer.from(bytes).toString())
