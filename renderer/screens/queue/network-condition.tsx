import type { EndpointHealth } from '#src/chain/port.ts'
import type { ErrorWords } from '#src/errors/words/table.ts'
import { Mark } from '../../components/mark.tsx'
import { networkStatus } from '../../components/status.ts'
import { type Text, useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'
import { Condition } from './condition.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
}

/** How the network is; its nodes too, where there is a choice or a fault among them. */
export function NetworkCondition({ snapshot }: Props) {
  const text = useText()
  const { network } = snapshot
  const nodes = network.kind === 'online' ? network.status.endpoints : []
  const worthShowing = nodes.length > 1 || nodes.some(({ fault }) => fault !== null)
  return (
    <Condition
      kind={networkStatus(snapshot, text).kind}
      {...(network.kind === 'fault' ? { code: network.code } : {})}
      {...networkWords(snapshot, text)}
    >
      {worthShowing && <Nodes nodes={nodes} />}
    </Condition>
  )
}

function networkWords(snapshot: ReadySnapshot, { t, error }: Text): ErrorWords {
  const { network, held } = snapshot
  switch (network.kind) {
    case 'online':
      if (held === 'FEES_TOO_HIGH') return error(held)
      return { what: t('queue.onlineWhat'), now: sends(snapshot) ? t('queue.onlineNow') : '' }
    case 'connecting':
      return { what: t('queue.connectingWhat'), now: t('queue.connectingNow') }
    case 'offline':
      return error('RPC_UNREACHABLE')
    case 'fault':
      return error(network.code)
  }
}

/** Whatever hinders it has a condition of its own, with what to do. */
const sends = ({ paused, key, held }: ReadySnapshot): boolean => !paused && key === 'ready' && held === null

function Nodes({ nodes }: { readonly nodes: readonly EndpointHealth[] }) {
  const { t } = useText()
  return (
    <ul className="nodes" aria-label={t('node.title')}>
      {nodes.map((node) => (
        <li key={node.host} className="node">
          <Mark kind={markOf(node)} />
          <span className="node__host">{node.host}</span>
          <span className="node__state">{nodeWords(node, t)}</span>
        </li>
      ))}
    </ul>
  )
}

function markOf({ fault, latencyMs }: EndpointHealth) {
  if (fault !== null) return 'bad'
  return latencyMs === null ? 'offline' : 'good'
}

function nodeWords({ fault, latencyMs }: EndpointHealth, t: Text['t']): string {
  if (fault !== null) return t(`node.${fault}`)
  return latencyMs === null ? t('node.unasked') : t('node.latency', { ms: Math.round(latencyMs) })
}
