import type { ReactNode } from 'react'
import { useText } from '../../i18n/use-text.ts'
import type { StationProps } from './station.tsx'

interface Props extends StationProps {
  /** What goes on: above, for the eyes. */
  readonly children: ReactNode
  /** Everything that is touched: below, within reach from a wheelchair. */
  readonly touch?: ReactNode
}

/** The same place for everything on all of the kiosk's screens. */
export function Frame({ snapshot, view, children, touch }: Props) {
  const { language, time, day } = useText()
  return (
    <main className="station">
      <header className="station__bar">
        <p className="station__place" data-opens-service>
          {view.info.name[language]}
        </p>
        <p className="station__date">{day(snapshot.now)}</p>
        <time className="station__clock" data-opens-service>
          {time(snapshot.now)}
        </time>
      </header>
      <section className="station__what" data-spoken="">
        {children}
      </section>
      {touch !== undefined && <section className="station__touch">{touch}</section>}
    </main>
  )
}
