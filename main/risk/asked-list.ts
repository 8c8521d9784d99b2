import type { Result } from '#src/result.ts'
import type { ListTaker } from './list-source.ts'
import type { SignedListParts } from './signed-list.ts'

const NEEDS_FULL: ReadonlySet<string> = new Set(['DENY_LIST_GAP', 'RPC_REFUSED'])

/** At an address with `{version}` lie the changes since each version; where they are missing, the full list. */
export function askAgainAndAgain(
  { source, everyMinutes, get, clock }: Pick<SignedListParts, 'source' | 'everyMinutes' | 'get' | 'clock'>,
  { version, take, settle }: ListTaker,
): () => void {
  let isStopped = false
  let cancel = () => {}
  const hasVersions = source.includes('{version}')

  async function ask(since: number): Promise<Result<undefined>> {
    const bytes = await get(source.replaceAll('{version}', String(since)))
    return bytes.ok ? take(bytes.value) : bytes
  }

  async function askOnce(): Promise<void> {
    const since = version()
    const asked = await ask(since)
    const needsFull = !asked.ok && hasVersions && since > 0 && NEEDS_FULL.has(asked.error.code)
    settle(needsFull ? await ask(0) : asked)
    if (!isStopped) cancel = clock.after(everyMinutes * 60_000, () => void askOnce())
  }

  void askOnce()
  return () => {
    isStopped = true
    cancel()
  }
}
