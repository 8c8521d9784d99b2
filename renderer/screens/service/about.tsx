import { useState } from 'react'
import { Button, DialogTrigger } from 'react-aria-components'
import { LanguageSwitch } from '../../components/language-switch.tsx'
import { useText } from '../../i18n/use-text.ts'
import { ExportButton } from './export-button.tsx'
import { Facts } from './facts.tsx'
import type { PageProps } from './page-props.ts'
import { PinDialog } from './pin-dialog.tsx'
import { Restarting } from './restarting.tsx'
import { Updates } from './updates.tsx'

type Going = 'restart' | 'shut-down'
const GOINGS = ['restart', 'shut-down'] as const satisfies readonly Going[]

/** What it is, in which language it speaks, and how it is stopped. */
export function AboutPage({ link, overview, terminal }: PageProps) {
  const { t, moment } = useText()
  const [going, setGoing] = useState<Going | null>(null)
  const about = overview.value
  if (going !== null) return <Restarting isForGood={going === 'shut-down'} />
  const go = async (how: Going, pin: string) => {
    const done = await link.ask(`service/${how}`, { pin })
    if (!done.ok) return done.error
    setGoing(how)
    return null
  }
  return (
    <>
      <h2 className="service-head__title">{t('service.page.about')}</h2>
      {about && (
        <Facts
          title={t('service.name')}
          facts={[
            [t('service.terminalId'), about.terminalId],
            [t('service.version'), about.version],
            [t('service.startedAt'), moment(about.startedAt)],
          ]}
        />
      )}
      <Updates ask={link.ask} />
      <section className="service-line">
        <h3 className="service__title">{t('language')}</h3>
        <LanguageSwitch onChange={terminal.setLanguage} />
      </section>
      <div className="service-actions">
        <ExportButton ask={link.ask} />
        {GOINGS.map((how) => (
          <DialogTrigger key={how}>
            <Button className="button button--small">{t(`service.${how}`)}</Button>
            <PinDialog title={t(`service.${how}Title`)} onPin={(pin) => go(how, pin)}>
              <p>{t(`service.${how}Text`)}</p>
            </PinDialog>
          </DialogTrigger>
        ))}
      </div>
    </>
  )
}
