import { describe, expect, it } from 'vitest'
import { type CardStep, progressOf, TAP_STEPS } from '#renderer/screens/tap/steps.ts'

const at = (stage: CardStep['stage'], notice: CardStep['notice'] = null) =>
  progressOf({ step: 'card', units: 1n, receipt: null, stage, payer: null, notice })

describe('the ring', () => {
  it('only ever grows through the stages of a tap, and is never full before the payment is stored', () => {
    const stages = ['opening', 'waiting', 'found', 'checked', 'signing', 'storing'] as const
    const reached = stages.map((stage) => at(stage).done + (at(stage).doing ? 0.5 : 0))
    expect(reached).toEqual([...reached].sort((a, b) => a - b))
    expect(Math.max(...reached)).toBeLessThan(TAP_STEPS.length)
  })

  it('asks for the card again only while it waits for it', () => {
    expect(at('waiting', 'CARD_LEFT_EARLY').instruction).toBe('tap.again')
    expect(at('found', 'CARD_LEFT_EARLY').instruction).toBe('tap.holding')
    expect(at('waiting').instruction).toBe('tap.waiting')
  })
})
