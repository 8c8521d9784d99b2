import { useState } from 'react'
import type { NodeCheck } from '#src/ipc/setup.ts'
import type { Failure } from '#src/result.ts'
import type { Ask } from '../../ask.ts'
import { type Draft, domainOf, rpcUrlsOf } from './draft.ts'
import { type Verdict, verdictOn } from './node-verdict.ts'

export interface NodesCheck {
  readonly state: 'unchecked' | 'asking' | Verdict
  readonly nodes: readonly Asked[]
  readonly failure: Failure | null
  readonly run: () => void
}

/** A node, and the address under which it was asked. */
export type Asked = NodeCheck & { readonly url: string }

interface Checked {
  readonly key: string
  readonly nodes: readonly Asked[]
  readonly failure: Failure | null
}

/** What main says of the nodes that were typed. Another letter, and nothing is known any more. */
export function useNodeCheck(ask: Ask, draft: Draft): NodesCheck {
  const [askedFor, setAskedFor] = useState<string | null>(null)
  const [checked, setChecked] = useState<Checked | null>(null)
  const domain = domainOf(draft)
  const rpcUrls = rpcUrlsOf(draft)
  const key = JSON.stringify([domain, rpcUrls])

  const run = async () => {
    if (domain === null) return
    setAskedFor(key)
    const answer = await ask('setup/check-nodes', { domain, rpcUrls })
    setAskedFor((now) => (now === key ? null : now))
    setChecked({
      key,
      nodes: answer.ok ? answer.value.map((node, i) => ({ ...node, url: rpcUrls[i] ?? '' })) : [],
      failure: answer.ok ? null : answer.error,
    })
  }
  const known = checked?.key === key ? checked : null
  return {
    state: askedFor === key ? 'asking' : known && !known.failure ? verdictOn(known.nodes) : 'unchecked',
    nodes: known?.nodes ?? [],
    failure: known?.failure ?? null,
    run: () => void run(),
  }
}
