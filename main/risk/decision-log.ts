import { appendFile, rename, stat } from 'node:fs/promises'
import type { Decision, RiskFacts } from '#src/risk/decide.ts'
import { answerIn, writeDecisionLine } from '#src/risk/decision-line.ts'
import type { Policy } from '#src/risk/policy.ts'

/** Every decision, taken or declined, with what it was made from, so that anybody can make it again. */
export interface DecisionLog {
  /** Returns at once: no card waits for this file. */
  write(facts: RiskFacts, decision: Decision): void
  /** Resolves when everything is written. */
  close(): Promise<void>
}

interface DecisionLogParts {
  readonly path: string
  readonly policy: Policy
  readonly log: (message: string) => void
  /** Two files of this size are kept: about 10,000 decisions each. */
  readonly maxBytes?: number
}

const MAX_BYTES = 6 * 1024 * 1024

export async function openDecisionLog(parts: DecisionLogParts): Promise<DecisionLog> {
  const { path, policy, log, maxBytes = MAX_BYTES } = parts
  let size = await stat(path).then(
    (file) => file.size,
    () => 0,
  )
  let last: Promise<void> = Promise.resolve()
  let hasFailed = false

  async function append(text: string): Promise<void> {
    if (size > 0 && size + text.length > maxBytes) {
      await rename(path, `${path}.1`)
      size = 0
      await add(policyLine(policy))
    }
    await add(text)
  }

  async function add(text: string): Promise<void> {
    await appendFile(path, text, { mode: 0o600 })
    size += text.length
  }

  function write(text: string): void {
    last = last
      .then(() => append(text))
      .catch((error: unknown) => {
        // Said once: a full disk is told of elsewhere.
        if (!hasFailed) log(`decisions cannot be written to ${path}: ${error}`)
        hasFailed = true
      })
  }

  // Behind a line feed: the line before it may have been cut off.
  write(`${size > 0 ? '\n' : ''}${policyLine(policy)}`)
  return {
    write: (facts, decision) => write(`${writeDecisionLine({ facts, answer: answerIn(decision) })}\n`),
    close: () => last,
  }
}

const policyLine = (policy: Policy): string => `${writeDecisionLine({ policy })}\n`
