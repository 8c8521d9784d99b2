import { useText } from '../../i18n/use-text.ts'
import type { StartingSnapshot } from '../../view.ts'

/** Shown until the terminal may sell; while the queue is rebuilt, how far that is. */
export function Starting({ snapshot }: { readonly snapshot: StartingSnapshot }) {
  const { t, count } = useText()
  const { step, restored, total } = snapshot
  return (
    <main className="plain-screen">
      <div className="said" role="status">
        <p className="plain-screen__name">Tapsyr</p>
        <h1 className="plain-screen__title">
          {step === 'opening'
            ? t('starting.opening')
            : t('starting.restoring', { done: count(restored), total: count(total) })}
        </h1>
        {step === 'restoring' && (
          <progress
            className="plain-screen__progress"
            aria-label={t('starting.opening')}
            value={restored}
            max={total}
          />
        )}
      </div>
    </main>
  )
}
