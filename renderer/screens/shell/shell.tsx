import { type ReactNode, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { Help } from '../help/help.tsx'
import { OpenShift } from '../shift/open-shift.tsx'
import { Shift } from '../shift/shift.tsx'
import { Today } from '../today/today.tsx'
import { Framed } from './framed.tsx'

const TABS = ['sell', 'today', 'shift', 'help'] as const
type Tab = (typeof TABS)[number]

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  /** The counter, which has a top bar of its own. */
  readonly sell: ReactNode
}

/** Whether this terminal does more than take amounts. */
export const hasShell = ({ info, staff }: ReadySnapshot): boolean => staff.required || info.prices !== null

/** What a cashier does all day, each thing behind its own name at the foot of the screen. */
export function Shell({ snapshot, terminal, sell }: Props) {
  const { t } = useText()
  const [tab, setTab] = useState<Tab>('sell')
  const { staff, till, closed } = snapshot
  const tabs = TABS.filter((name) => name !== 'shift' || staff.required)
  const isShut = staff.required && till.shift === null && !closed
  return (
    <div className="shell">
      <div className="shell__screen">
        {tab === 'sell' && !isShut ? (
          sell
        ) : (
          <Framed snapshot={snapshot} terminal={terminal}>
            {tab === 'sell' && <OpenShift snapshot={snapshot} terminal={terminal} />}
            {tab === 'today' && <Today snapshot={snapshot} terminal={terminal} />}
            {tab === 'shift' && <Shift snapshot={snapshot} terminal={terminal} />}
            {tab === 'help' && <Help />}
          </Framed>
        )}
      </div>
      <nav className="nav" aria-label={t('nav.label')}>
        <ToggleButtonGroup
          className="nav__tabs"
          aria-label={t('nav.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[tab]}
          onSelectionChange={(keys) => setTab(tabs.find((name) => keys.has(name)) ?? tab)}
        >
          {tabs.map((name) => (
            <ToggleButton key={name} id={name} className={`nav__tab nav__tab--${name}`}>
              {t(`nav.${name}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </nav>
    </div>
  )
}
