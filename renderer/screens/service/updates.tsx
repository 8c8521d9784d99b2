import { Button, DialogTrigger } from 'react-aria-components'
import type { UpdateState } from '#src/update/state.ts'
import { type Text, useText } from '../../i18n/use-text.ts'
import { Facts } from './facts.tsx'
import type { ServiceAsk } from './link.ts'
import { PinDialog } from './pin-dialog.tsx'
import { Problem } from './problem.tsx'
import { Shown } from './shown.tsx'
import { useLoaded } from './use-loaded.ts'

const EVERY_MS = 1000

/** Which version there is, what becomes of it, and why one was refused or left again. */
export function Updates({ ask }: { readonly ask: ServiceAsk }) {
  const { t } = useText()
  const state = useLoaded(() => ask('service/update', undefined), { everyMs: EVERY_MS })
  return (
    <Shown loaded={state}>
      {(known) =>
        known ? (
          <Known state={known} ask={ask} />
        ) : (
          <Facts title={t('service.updates')} facts={[[t('service.updateState'), t('service.updatesOff')]]} />
        )
      }
    </Shown>
  )
}

function Known({ state, ask }: { readonly state: UpdateState; readonly ask: ServiceAsk }) {
  const text = useText()
  const { t, moment } = text
  const { available, checkedAt, fault, rolledBack, step } = state
  const takeNow = async (pin: string) => {
    const asked = await ask('service/update-now', { pin })
    return asked.ok ? null : asked.error
  }
  return (
    <>
      {fault && !(rolledBack && fault.code === 'UPDATE_ROLLED_BACK') && <Problem failure={fault} />}
      {rolledBack && (
        <Problem
          failure={{ code: 'UPDATE_ROLLED_BACK', detail: `${rolledBack.version}: ${rolledBack.why}` }}
        />
      )}
      <div aria-live="polite">
        <Facts
          title={t('service.updates')}
          facts={[
            [t('service.updateNewest'), available ?? t('service.updateNone')],
            [t('service.updateState'), stepText(state, text)],
            [t('service.updateAsked'), checkedAt === null ? t('service.updateNever') : moment(checkedAt)],
          ]}
        />
      </div>
      <div className="service-actions">
        <Button
          className="button button--small"
          isDisabled={step.kind !== 'idle' && step.kind !== 'staged'}
          onPress={() => void ask('service/check-update', undefined)}
        >
          {t('service.updateCheck')}
        </Button>
        <DialogTrigger>
          <Button
            className="button button--small"
            isDisabled={available === null || step.kind === 'restarting'}
          >
            {t('service.updateNow')}
          </Button>
          <PinDialog title={t('service.updateNow')} onPin={takeNow}>
            <p>{t('service.updateNowText')}</p>
          </PinDialog>
        </DialogTrigger>
      </div>
    </>
  )
}

function stepText({ step }: UpdateState, { t }: Text): string {
  switch (step.kind) {
    case 'downloading':
      return t('service.updateStep.downloading', { percent: step.percent })
    case 'waiting':
      return t(`service.updateWait.${step.reason}`)
    default:
      return t(`service.updateStep.${step.kind}`)
  }
}
