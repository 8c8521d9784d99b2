import { Button } from 'react-aria-components'
import type { NodeCheck } from '#src/ipc/setup.ts'
import { durationText } from '../../components/duration.ts'
import { Mark } from '../../components/mark.tsx'
import { Notice } from '../../components/notice.tsx'
import { type Text, useText } from '../../i18n/use-text.ts'
import { Problem } from '../service/problem.tsx'
import { isBlockOdd } from './node-verdict.ts'
import type { NodesCheck } from './use-node-check.ts'

/** What each node has said, and whether one can go on with it. */
export function NodeChecks({ check: { state, nodes, failure, run } }: { readonly check: NodesCheck }) {
  const { t } = useText()
  const again = (
    <Button className="button button--small" onPress={run}>
      {t('setup.checkAgain')}
    </Button>
  )
  return (
    <>
      <p role="status">
        {state === 'asking' && t('setup.asking')}
        {state === 'good' && t('setup.nodesGood')}
      </p>
      {failure && <Problem failure={failure} />}
      {state === 'doubtful' && (
        <Notice what={t('setup.nodesDoubtful')} now={t('setup.nodesDoubtfulNow')} action={again} />
      )}
      {state === 'refused' && <Notice what={t('setup.nodesRefused')} now={t('setup.nodesRefusedNow')} />}
      {nodes.length > 0 && (
        <ul className="setup-nodes" aria-label={t('node.title')}>
          {nodes.map((node) => (
            <Node key={node.url} node={node} />
          ))}
        </ul>
      )}
    </>
  )
}

function Node({ node }: { readonly node: NodeCheck }) {
  const text = useText()
  const { t } = text
  const { host, fault } = node
  const isOdd = fault === null && isBlockOdd(node)
  return (
    <li className="setup-node">
      <Mark kind={fault !== null ? 'bad' : isOdd ? 'attention' : 'good'} />
      <div>
        <strong>{host}</strong>{' '}
        <strong>{fault === null ? t('service.state.good') : t(`node.${fault}`)}</strong>
        {fault !== null && <p>{t(`setup.todo.${fault}`)}</p>}
        {isOdd && <p>{t('setup.blockOdd')}</p>}
        <p className="setup-node__facts">{factsOf(node, text)}</p>
      </div>
    </li>
  )
}

/** "chain 8453 · block 41,200,311, 3 s old · 84 ms" */
function factsOf({ chainId, blockNumber, blockAge, latencyMs }: NodeCheck, text: Text): string {
  const { t, count } = text
  return [
    chainId === null ? '' : t('setup.chainIs', { id: chainId }),
    blockNumber === null || blockAge === null
      ? ''
      : t('setup.blockIs', { n: count(blockNumber), age: durationText(Math.max(0, blockAge), text) }),
    latencyMs === null ? '' : t('node.latency', { ms: Math.round(latencyMs) }),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
