import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { MaintenanceEvents, SelfTest, TestStep } from '#src/ipc/maintenance.ts'
import type { Failure } from '#src/result.ts'
import type { ServiceLink } from './link.ts'

export interface TestRun {
  readonly state: 'running' | 'passed' | 'failed'
  readonly steps: readonly TestStep[]
  /** Why it could not be run at all. */
  readonly failure: Failure | null
}

const atStart: TestRun = { state: 'running', steps: [], failure: null }

/** Runs a self-test as soon as it is there, and ends its wait for a card when it goes. */
export function useTest(test: SelfTest, { ask, on }: ServiceLink) {
  const [run, setRun] = useState(atStart)
  const [round, setRound] = useState(0)
  const isRunning = useRef(false)
  const start = useEffectEvent(async (isOver: () => boolean) => {
    isRunning.current = true
    const answer = await ask('service/test', { test })
    if (isOver()) return
    isRunning.current = false
    setRun(answer.ok ? ended(answer.value) : { state: 'failed', steps: [], failure: answer.error })
  })
  const onStep = useEffectEvent((event: MaintenanceEvents['service/test-step']) => {
    if (event.test === test)
      setRun((now) => (now.state === 'running' ? { ...now, steps: [...now.steps, event.step] } : now))
  })
  const listen = useEffectEvent(() => on('service/test-step', onStep))
  const stop = useEffectEvent(() => {
    if (isRunning.current) void ask('service/stop-waiting', undefined)
  })
  useEffect(() => {
    const state = { round, isOver: false }
    setRun(atStart)
    const listenNoMore = listen()
    void start(() => state.isOver)
    return () => {
      state.isOver = true
      listenNoMore()
      stop()
    }
  }, [round])
  return { run, again: () => setRound(round + 1) }
}

const ended = (steps: readonly TestStep[]): TestRun => ({
  state: steps.some(({ code }) => code !== null) ? 'failed' : 'passed',
  steps,
  failure: null,
})
