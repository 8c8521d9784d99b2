import { useState } from 'react'
import { Button, DialogTrigger } from 'react-aria-components'
import type { ConfigCandidate } from '#src/ipc/maintenance.ts'
import type { Failure } from '#src/result.ts'
import { useText } from '../../i18n/use-text.ts'
import { Candidate } from './candidate.tsx'
import { ConfigLayers } from './config-layers.tsx'
import { ConfigProblems } from './config-problems.tsx'
import { SignatureNote } from './config-signature.tsx'
import { CopyButton } from './copy-button.tsx'
import type { PageProps } from './page-props.ts'
import { PinDialog } from './pin-dialog.tsx'
import { Problem } from './problem.tsx'
import { Restarting } from './restarting.tsx'
import { Shown } from './shown.tsx'
import { useLoaded } from './use-loaded.ts'

/** The configuration as it is; another one, looked at before it counts; and the way back. */
export function ConfigurationPage({ link: { ask } }: PageProps) {
  const { t } = useText()
  const config = useLoaded(() => ask('service/config', undefined))
  const [candidate, setCandidate] = useState<ConfigCandidate | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const [isRestarting, setRestarting] = useState(false)

  const choose = async () => {
    setFailure(null)
    setChoosing(true)
    const loaded = await ask('service/load-config', undefined)
    setChoosing(false)
    if (!loaded.ok) setFailure(loaded.error)
    else if (loaded.value !== null) setCandidate(loaded.value)
  }
  const rollBack = async (pin: string) => {
    const done = await ask('service/roll-back-config', { pin })
    if (!done.ok) return done.error
    setRestarting(true)
    return null
  }
  if (isRestarting) return <Restarting />
  return (
    <>
      <header className="service-head">
        <h2 className="service-head__title">{t('service.page.configuration')}</h2>
        <Button className="button button--small button--primary" isDisabled={isChoosing} onPress={choose}>
          {t(isChoosing ? 'service.choosing' : 'service.loadConfig')}
        </Button>
        <DialogTrigger>
          <Button className="button button--small">{t('service.rollBack')}</Button>
          <PinDialog title={t('service.rollBackTitle')} onPin={rollBack}>
            <p>{t('service.rollBackText')}</p>
            {config.value?.signature && <p>{t('service.rollBackSigned')}</p>}
          </PinDialog>
        </DialogTrigger>
      </header>
      {failure && <Problem failure={failure} />}
      {candidate && (
        <Candidate
          candidate={candidate}
          ask={ask}
          onApplied={() => setRestarting(true)}
          onPutAway={() => setCandidate(null)}
        />
      )}
      <Shown loaded={config}>
        {({ fileName, text, problems, signature, layers }) => (
          <>
            {layers && <ConfigLayers layers={layers} />}
            <section className="service-log">
              <header className="service-log__head">
                <h3 className="service__title">{t(layers ? 'service.inFile' : 'service.configNow')}</h3>
                <span className="service__quiet service-log__file">{fileName}</span>
                <CopyButton text={() => text} />
              </header>
              <SignatureNote signature={signature} />
              <ConfigProblems problems={problems} />
              <pre className="service-log__lines service-log__lines--file">{text}</pre>
            </section>
          </>
        )}
      </Shown>
    </>
  )
}
