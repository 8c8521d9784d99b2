import { useLayoutEffect, useRef } from 'react'
import type { TestStep } from '#src/ipc/maintenance.ts'
import { Mark } from '../../components/mark.tsx'
import { type Text, useText } from '../../i18n/use-text.ts'
import { Problem } from './problem.tsx'
import type { TestRun } from './use-test.ts'

const RESULTS = { running: 'working', passed: 'good', failed: 'bad' } as const

export function TestSteps({ run }: { readonly run: TestRun }) {
  const { t } = useText()
  const list = useRef<HTMLOListElement>(null)
  const { length } = run.steps
  // The last step is the one that runs, or the one that failed.
  useLayoutEffect(() => {
    if (length > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }, [length])
  const total = run.steps.reduce((sum, { ms }) => sum + ms, 0)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <ol ref={list} className="test-steps" tabIndex={0} aria-label={t('service.steps')}>
        {run.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
          <Step key={i} step={step} />
        ))}
      </ol>
      {run.failure && <Problem failure={run.failure} />}
      <p className="test-result" role="status">
        <Mark kind={RESULTS[run.state]} />
        <strong>{t(`service.testResult.${run.state}`)}</strong>
        {run.steps.length > 0 && <span>{t('node.latency', { ms: Math.round(total) })}</span>}
      </p>
    </>
  )
}

function Step({ step: { step, ms, code, detail } }: { readonly step: TestStep }) {
  const text = useText()
  const words = code === null ? null : text.error(code)
  return (
    <li className="test-step">
      <Mark kind={code === null ? 'good' : 'bad'} />
      <span className="test-step__name">
        {text.t(`service.step.${step}`)}
        {detail !== null && <span className="test-step__detail">{detail}</span>}
        {words && (
          <span className="test-step__why">
            <strong>{words.what}</strong> {words.now} <code>{code}</code>
          </span>
        )}
      </span>
      <span className="test-step__ms">{millisText(ms, text)}</span>
    </li>
  )
}

/** A tenth of a millisecond counts where there are few of them. */
function millisText(ms: number, { t, language }: Text): string {
  const digits = ms < 100 ? ms.toFixed(1) : ms.toFixed(0)
  return t('node.latency', { ms: language === 'en' ? digits : digits.replace('.', ',') })
}
