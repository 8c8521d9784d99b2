import { type SyntheticEvent, useEffect, useEffectEvent, useState } from 'react'
import { Button } from 'react-aria-components'
import type { ConfigProblem } from '#src/ipc/maintenance.ts'
import type { SetupProposal } from '#src/ipc/setup.ts'
import type { Failure } from '#src/result.ts'
import { LanguageSwitch } from '../../components/language-switch.tsx'
import type { PlainKey } from '../../i18n/table.ts'
import { useText } from '../../i18n/use-text.ts'
import type { OutOfServiceSnapshot, TerminalView } from '../../view.ts'
import { ConfigProblems } from '../service/config-problems.tsx'
import { Problem } from '../service/problem.tsx'
import { DevicesStep } from './devices-step.tsx'
import { type ChosenDevices, emptyDraft, FIELDS, objectionTo, proposalOf, STEPS, type Step } from './draft.ts'
import { NodeChecks } from './node-checks.tsx'
import { SetupField } from './setup-field.tsx'
import { Summary } from './summary.tsx'
import { type NodesCheck, useNodeCheck } from './use-node-check.ts'

interface Props {
  readonly snapshot: OutOfServiceSnapshot
  readonly terminal: TerminalView
}

/** The first start: one thing after the other, and nothing is written before the last. */
export function Setup({ snapshot, terminal }: Props) {
  const { t } = useText()
  const [draft, setDraft] = useState(emptyDraft)
  const [devices, setDevices] = useState<ChosenDevices>({})
  const [at, setAt] = useState(0)
  const [isTried, setTried] = useState(false)
  const writing = useWriting(terminal)
  const nodes = useNodeCheck(terminal.ask, draft)
  const step = STEPS[at] ?? 'summary'
  useSuggestedId(terminal, (terminalId) => setDraft((now) => ({ ...now, terminalId })))

  const go = (to: number) => {
    setTried(false)
    setAt(to)
  }
  const forward = (event: SyntheticEvent) => {
    event.preventDefault()
    if (FIELDS[step].some((field) => objectionTo(field, draft) !== null)) setTried(true)
    else if (step === 'summary') void writing.write(proposalOf(draft, devices, snapshot.language))
    else if (step === 'network' && !mayPass(nodes)) nodes.run()
    else go(at + 1)
  }
  return (
    <main className="setup">
      <header className="setup__head">
        <h1 className="setup__title">{t(`setup.step.${step}`)}</h1>
        <p className="setup__at">{t('setup.at', { n: at + 1, of: STEPS.length })}</p>
        <LanguageSwitch onChange={terminal.setLanguage} />
      </header>
      <progress className="plain-screen__progress setup__progress" value={at + 1} max={STEPS.length} />
      <form className="setup__form" key={step} noValidate onSubmit={forward}>
        <div className="setup__body">
          {writing.failure && <Problem failure={writing.failure} />}
          {step === 'summary' && <ConfigProblems problems={writing.problems} />}
          <p>{t(`setup.text.${step}`)}</p>
          {FIELDS[step].map((field, i) => (
            <SetupField
              key={field}
              field={field}
              value={draft[field]}
              objection={isTried ? objectionTo(field, draft) : null}
              isFirst={i === 0}
              onChange={(value) => setDraft({ ...draft, [field]: value })}
            />
          ))}
          {step === 'network' && <NodeChecks check={nodes} />}
          {step === 'devices' && (
            <DevicesStep
              ask={terminal.ask}
              chosen={devices}
              onChoose={(device, chosen) => setDevices((now) => ({ ...now, [device]: chosen }))}
            />
          )}
          {step === 'summary' && (
            <Summary draft={draft} devices={devices} onStep={(to) => go(STEPS.indexOf(to))} />
          )}
        </div>
        <footer className="setup__foot">
          <Button className="button" isDisabled={at === 0 || writing.isBusy} onPress={() => go(at - 1)}>
            {t('result.back')}
          </Button>
          <p role="status">{writing.isDone && t('service.restarting')}</p>
          <Button
            className="button button--primary"
            type="submit"
            isDisabled={writing.isBusy || writing.isDone || (step === 'network' && nodes.state === 'asking')}
          >
            {t(forwardWord(step, nodes))}
          </Button>
        </footer>
      </form>
    </main>
  )
}

const mayPass = ({ state }: NodesCheck): boolean => state === 'good' || state === 'doubtful'

/** What the button that leads on does. */
function forwardWord(step: Step, nodes: NodesCheck): PlainKey {
  if (step === 'summary') return 'setup.write'
  if (step !== 'network' || nodes.state === 'good') return 'service.next'
  return nodes.state === 'doubtful' ? 'setup.goOn' : 'setup.check'
}

function useSuggestedId({ ask }: TerminalView, onId: (id: string) => void): void {
  const suggest = useEffectEvent(async () => {
    const state = await ask('setup/state', undefined)
    if (state.ok) onId(state.value.suggestedId)
  })
  useEffect(() => {
    void suggest()
  }, [])
}

/** The last step: main writes it, or says field by field what is wrong with it. */
function useWriting({ ask }: TerminalView) {
  const [isBusy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const [problems, setProblems] = useState<readonly ConfigProblem[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const write = async (proposal: SetupProposal) => {
    setBusy(true)
    const written = await ask('setup/propose', proposal)
    setBusy(false)
    setFailure(written.ok ? null : written.error)
    setProblems(written.ok ? written.value : [])
    setDone(written.ok && written.value.length === 0)
  }
  return { isBusy, isDone, problems, failure, write }
}
