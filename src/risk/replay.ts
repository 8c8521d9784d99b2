import { type Decision, decide, type RiskFacts } from './decide.ts'
import { type Answer, answerIn, readDecisionLine } from './decision-line.ts'
import type { Policy } from './policy.ts'

/** One decision of a log, made again. */
export interface Replayed {
  /** Of the log, from 1. */
  readonly line: number
  readonly facts: RiskFacts
  /** What the log says. */
  readonly was: Answer
  readonly is: Answer
  readonly decision: Decision
}

export interface Replay {
  readonly decisions: readonly Replayed[]
  /** Lines that are none, as one that a power cut has cut in two. */
  readonly bad: readonly number[]
  /** Decisions before the first policy: nothing says by what they were made. */
  readonly orphans: readonly number[]
}

/**
 * Makes every decision of a log again, by the policy that stands before it, or by another one. What was counted by
 * the old policy stays as it was counted: the window, and who was known to be good.
 */
export function replayDecisions(log: string, other?: Policy): Replay {
  const decisions: Replayed[] = []
  const bad: number[] = []
  const orphans: number[] = []
  let policy = other
  for (const [i, text] of log.split('\n').entries()) {
    const line = i + 1
    if (text.trim() === '') continue
    const read = readDecisionLine(text)
    if (!read) bad.push(line)
    else if ('policy' in read) policy = other ?? read.policy
    else if (!policy) orphans.push(line)
    else {
      const decision = decide(policy, read.facts)
      decisions.push({ line, facts: read.facts, was: read.answer, is: answerIn(decision), decision })
    }
  }
  return { decisions, bad, orphans }
}
