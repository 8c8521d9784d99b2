import { Button } from 'react-aria-components'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { Shown } from '../../queue/history.ts'
import type { ReadySnapshot } from '../../view.ts'

interface Props {
  readonly snapshot: Pick<ReadySnapshot, 'queue'>
  readonly onShow: (shown: Shown) => void
}

/** What nothing but a person can move, of whichever day. */
export function Needs({ snapshot, onShow }: Props) {
  const { t } = useText()
  const { summary, expiring } = snapshot.queue
  const { parked } = summary.counts
  const look = (shown: Shown) => (
    <Button className="button button--small" onPress={() => onShow(shown)}>
      {t('today.look')}
    </Button>
  )
  if (parked === 0 && expiring === 0) return null
  return (
    <section className="needs" aria-label={t('today.needs')}>
      {expiring > 0 && (
        <Notice
          what={t('today.expiring', { count: expiring })}
          now={t('today.expiringNow')}
          action={look('waiting')}
        />
      )}
      {parked > 0 && (
        <Notice
          what={t('today.parked', { count: parked })}
          now={t('today.parkedNow')}
          action={look('parked')}
        />
      )}
    </section>
  )
}
