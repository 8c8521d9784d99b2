import { type DenyHead, MOST_PARTS, PART_BYTES } from '#src/fleet/deny-head.ts'
import type { Address } from '#src/payment/address.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { signerOf } from '#src/payment/signer.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { NO_SIGNED_LIST, type SignedDenyList, takeDenyLists } from '#src/risk/deny-list.ts'
import { denyListDigest, type UnprovenDenyList } from '#src/risk/deny-list-format.ts'

/** What is to lie in the bucket for one list. */
export interface DenyPlan {
  readonly list: SignedDenyList
  /** Who signed the newest. */
  readonly signer: Address
  readonly head: Omit<DenyHead, 'v'>
  /** The full list, in parts. */
  readonly parts: readonly Uint8Array[]
  /** The changes that lead to the newest, by the version that they start from. */
  readonly since: ReadonlyMap<number, Uint8Array>
}

/** A terminal that missed more changes takes the full list. */
const MOST_CHANGES = 64

/**
 * What to publish of these signed lists: the newest full one, and from each version the changes that lead to the
 * newest list. CONFIG_INVALID where they do not: the full list has to be one of them, or lead there.
 */
export function planDenyList(lists: readonly UnprovenDenyList[]): Result<DenyPlan> {
  const version = Math.max(...lists.map(({ content }) => content.version))
  const paths = pathsTo(version, lists)
  const full = lists
    .filter(({ content }) => content.base === 0)
    .reduce<UnprovenDenyList | undefined>(
      (newest, each) => (newest && newest.content.version >= each.content.version ? newest : each),
      undefined,
    )
  if (!full) return fail('CONFIG_INVALID', 'there is no full list: sign one (npm run deny-list -- … --full)')
  const path = paths.get(full.content.version)
  if (!path)
    return fail(
      'CONFIG_INVALID',
      `from version ${full.content.version}, the full list, changes do not lead to version ${version}, or too many: sign a full one`,
    )
  const checked = proven([full, ...path])
  if (!checked.ok) return checked
  const parts = partsOf(full.bytes)
  if (parts.length > MOST_PARTS)
    return fail('CONFIG_INVALID', `a list of ${full.bytes.length} bytes is too large`)
  return ok({
    ...checked.value,
    head: { version, full: { version: full.content.version, parts: parts.length } },
    parts,
    since: new Map(
      [...paths]
        .filter(([, changes]) => changes.length > 0)
        .map(([base, changes]) => [base, bytesOf(changes)]),
    ),
  })
}

/** From each version that leads to `newest` its fewest changes, in their order; the newest itself needs none. */
function pathsTo(
  newest: number,
  lists: readonly UnprovenDenyList[],
): ReadonlyMap<number, readonly UnprovenDenyList[]> {
  const paths = new Map<number, readonly UnprovenDenyList[]>([[newest, []]])
  // A change's own version is above its base: what it leads to is known when it is looked at.
  const changes = lists
    .filter(({ content }) => content.base !== 0)
    .sort((a, b) => b.content.version - a.content.version)
  for (const change of changes) {
    const { base, version } = change.content
    const rest = paths.get(version)
    if (!rest || rest.length >= MOST_CHANGES) continue
    const path = [change, ...rest]
    const known = paths.get(base)
    if ((!known || path.length < known.length) && bytesOf(path).length <= PART_BYTES) paths.set(base, path)
  }
  return paths
}

/** That they fit together and somebody signed each: who may, is for the terminals to judge. */
function proven(lists: readonly UnprovenDenyList[]): Result<Pick<DenyPlan, 'list' | 'signer'>> {
  const recover = recoverInJavaScript
  const signers = lists.map(({ content, signature }) => signerOf(denyListDigest(content), signature, recover))
  const operators = signers.filter((each) => each !== undefined)
  const taken = takeDenyLists(NO_SIGNED_LIST, bytesOf(lists), { operators, recover })
  if (!taken.ok) return taken
  const signer = signers.at(-1)
  return signer ? ok({ list: taken.value.list, signer }) : fail('DENY_LIST_SIGNER_UNKNOWN')
}

const bytesOf = (lists: readonly UnprovenDenyList[]): Uint8Array =>
  Buffer.concat(lists.map(({ bytes }) => bytes))

const partsOf = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, part) =>
    bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES),
  )
