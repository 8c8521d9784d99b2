import { useState } from 'react'
import type { Hex } from '#src/payment/hex.ts'
import type { Shown } from '../../queue/history.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { noFilters } from '../history/filters.tsx'
import { History } from '../history/history.tsx'
import { PaymentPanel } from '../history/payment-panel.tsx'
import { Glance } from './glance.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/** What was sold: today at a glance, then every payment, then one of them. */
export function Today({ snapshot, terminal }: Props) {
  const [showsAll, setShowsAll] = useState(false)
  const [filters, setFilters] = useState(noFilters)
  const [opened, setOpened] = useState<Hex | null>(null)
  const show = (shown: Shown, daysBack: number | null) => {
    setFilters({ ...noFilters, shown, daysBack })
    setShowsAll(true)
  }
  return (
    <div className="today">
      {showsAll ? (
        <History
          snapshot={snapshot}
          terminal={terminal}
          filters={filters}
          onFilters={setFilters}
          onOpen={setOpened}
          onBack={() => setShowsAll(false)}
        />
      ) : (
        <Glance snapshot={snapshot} terminal={terminal} onShow={show} onOpen={setOpened} />
      )}
      <PaymentPanel
        id={opened}
        snapshot={snapshot}
        terminal={terminal}
        onOpen={setOpened}
        onClose={() => setOpened(null)}
      />
    </div>
  )
}
