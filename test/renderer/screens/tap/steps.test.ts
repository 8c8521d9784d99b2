import { describe, expect, it } from 'vitest'
import {
  type CardStep,
  codeOf,
  noticeOf,
  progressOf,
  TAP_STEPS,
  transferOf,
} from '#renderer/screens/tap/steps.ts'
import type { DeviceState } from '#src/ipc/contract.ts'

const READY: DeviceState = { kind: 'ready' }
const GONE: DeviceState = { kind: 'fault', code: 'READER_ABSENT' }

const step = (changes: Partial<CardStep>): CardStep => ({
  step: 'card',
  units: 1n,
  receipt: null,
  request: null,
  transfer: null,
  stage: 'waiting',
  payer: null,
  notice: null,
  ...changes,
})
const at = (stage: CardStep['stage'], notice: CardStep['notice'] = null) =>
  progressOf(step({ stage, notice }), READY, false)

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

  it('does not ask for a card again when only a code would not do', () => {
    expect(at('waiting', 'QR_OTHER_SALE').instruction).toBe('tap.waiting')
    expect(at('waiting', 'CARD_PHONE').instruction).toBe('tap.waiting')
  })
})

describe('the code for a wallet', () => {
  it('is shown while nobody pays, and gives way to the steps of the tap', () => {
    const shown = (stage: CardStep['stage']) => codeOf(step({ stage, request: 'TPQ:0' }))
    expect(shown('waiting')).toBe('TPQ:0')
    for (const stage of ['opening', 'found', 'checked', 'signing', 'storing'] as const)
      expect(shown(stage)).toBeNull()
    expect(codeOf(step({}))).toBeNull()
  })

  it('is all that is asked for while there is no reader, which is said', () => {
    const waiting = step({ request: 'TPQ:0' })
    expect(progressOf(waiting, GONE, false).instruction).toBe('tap.byCode')
    expect(noticeOf(waiting, GONE, false)).toBe('READER_ABSENT')
    expect(progressOf(waiting, READY, false).instruction).toBe('tap.waiting')
    expect(noticeOf(waiting, READY, false)).toBeNull()
  })

  it('leaves a reader’s fault to the status bar where no wallet can pay', () => {
    expect(progressOf(step({}), GONE, false).instruction).toBe('tap.waiting')
    expect(noticeOf(step({}), GONE, false)).toBeNull()
  })

  it('does not hide what the sale itself has to say', () => {
    expect(noticeOf(step({ request: 'TPQ:0', notice: 'QR_INVALID' }), GONE, false)).toBe('QR_INVALID')
    expect(noticeOf(step({ stage: 'storing', request: 'TPQ:0' }), GONE, false)).toBeNull()
  })
})

describe('what may be sent on chain', () => {
  const transfer = { uri: 'ethereum:0x', chainId: 1, payee: '0x', units: 1n } as const

  it('is shown while nobody pays and the chain can be reached', () => {
    expect(transferOf(step({ transfer }), false)).toBe(transfer)
    expect(transferOf(step({ transfer }), true)).toBeNull()
    expect(transferOf(step({ transfer, stage: 'found' }), false)).toBeNull()
    expect(transferOf(step({}), false)).toBeNull()
  })

  it('is a way to pay without a reader, as long as there is a network', () => {
    expect(progressOf(step({ transfer }), GONE, false).instruction).toBe('tap.byCode')
    expect(progressOf(step({ transfer }), GONE, true).instruction).toBe('tap.waiting')
  })
})
