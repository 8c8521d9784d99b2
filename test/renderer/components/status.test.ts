import { describe, expect, it } from 'vitest'
import { networkStatus, statusOf } from '#renderer/components/status.ts'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { makeText } from '#renderer/i18n/use-text.ts'
import type { ReadySnapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import { type Scene, snapshotOf } from '../../e2e/preview/scenes.ts'

const textOf = (language: Language) => makeText(language, TRANSLATORS[language])

function ready(scene: Scene, changes: Partial<ReadySnapshot> = {}): ReadySnapshot {
  const snapshot = snapshotOf(scene, 'en')
  if (snapshot.phase !== 'ready') throw new Error(`${scene} is not ready`)
  return { ...snapshot, ...changes }
}

const pill = (snapshot: ReadySnapshot, language: Language = 'en') => statusOf(snapshot, textOf(language))

describe('the status pill', () => {
  it('says how the network and the waiting payments are', () => {
    expect(pill(ready('counter'))).toEqual({ kind: 'good', words: 'Online' })
    expect(pill(ready('counter-offline'))).toEqual({
      kind: 'offline',
      words: 'Offline · 3 waiting · 12.50\u00a0USDC',
    })
    expect(pill(ready('counter-settling'))).toEqual({ kind: 'working', words: 'Settling 2 of 3' })
    expect(pill(ready('counter-offline'), 'kk').words).toBe('Желі жоқ · 3 төлем күтуде · 12,50\u00a0USDC')
    expect(pill(ready('counter-offline'), 'ru').words).toBe('Нет сети · 3 ждут · 12,50\u00a0USDC')
  })

  it('puts a device that needs the person first, the reader before the printer', () => {
    const snapshot = ready('counter-faults')
    expect(pill(snapshot)).toEqual({ kind: 'attention', words: 'Printer: paper out' })
    const reader = { kind: 'fault', code: 'READER_ABSENT' } as const
    const both = { ...snapshot, devices: { ...snapshot.devices, reader } }
    expect(pill(both).words).toBe('Reader: not connected')
    expect(networkStatus(both, textOf('en')).kind).toBe('offline')
  })

  it('tells of a locked key only where it holds payments back', () => {
    expect(pill(ready('counter-locked')).words).toBe('Fee key locked · 3 waiting · 12.50\u00a0USDC')
    expect(pill(ready('counter-locked', { network: { kind: 'offline' } })).kind).toBe('offline')
    expect(pill(ready('counter', { key: 'passphrase-needed' })).kind).toBe('good')
  })

  it('asks to sign in where the network wants it, and calls every other fault a fault', () => {
    const portal = { kind: 'fault', code: 'RPC_CAPTIVE_PORTAL' } as const
    const signIn = ready('counter-offline', { network: portal })
    const waiting = (words: string) => ({ kind: 'attention', words: `${words}12.50\u00a0USDC` })
    expect(pill(signIn)).toEqual(waiting('Sign in to the Wi-Fi · 3 waiting · '))
    expect(pill(ready('counter', { network: portal }), 'ru').words).toBe('Войдите в интернет')
    expect(pill(ready('counter', { network: portal }), 'kk').words).toBe('Интернетке кіріңіз')
    const wrong = ready('counter-offline', { network: { kind: 'fault', code: 'CHAIN_WRONG' } })
    expect(pill(wrong)).toEqual(waiting('Network fault · 3 waiting · '))
  })

  it('does not claim to settle without a network', () => {
    const cut = ready('counter-settling', { network: { kind: 'offline' } })
    expect(pill(cut).words).toBe('Offline · 3 waiting · 12.50\u00a0USDC')
  })

  it('raises the alarm of a deadline before anything but devices and the key', () => {
    const alarm = ready('counter-alarm', { paused: true })
    expect(pill(alarm)).toEqual({ kind: 'attention', words: '2 payments expire soon' })
    expect(pill(ready('panel-everything')).words).toBe('Printer: paper out')
    const one = { ...alarm, queue: { ...alarm.queue, expiring: 1 } }
    expect(pill(one).words).toBe('1 payment expires soon')
    expect(pill(one, 'ru').words).toBe('Истекает срок: 1 платёж')
    expect(pill({ ...one, network: { kind: 'offline' } }).words).toBe('1 payment expires soon')
  })

  it('says that settling is paused, and what waits, with or without a network', () => {
    const paused = { kind: 'attention', words: 'Paused · 3 waiting · 12.50\u00a0USDC' }
    expect(pill(ready('counter-paused'))).toEqual(paused)
    expect(pill(ready('counter-offline', { paused: true }))).toEqual(paused)
    expect(pill(ready('counter', { paused: true })).words).toBe('Paused')
  })

  it('warns of a fee account that is nearly empty, before it hinders anything', () => {
    const low = { kind: 'attention', words: 'Fee account low · 3 waiting · 12.50\u00a0USDC' }
    expect(pill(ready('counter-low-gas'))).toEqual(low)
    expect(pill(ready('panel-gas-too-low'))).toEqual(low)
    expect(pill(ready('counter-low-gas', { network: { kind: 'offline' } })).kind).toBe('offline')
  })

  it('waits calmly for lower fees, and asks somebody to set a wrong clock', () => {
    expect(pill(ready('counter-high-fees'))).toEqual({
      kind: 'offline',
      words: 'Fees too high · 3 waiting · 12.50\u00a0USDC',
    })
    expect(pill(ready('counter-wrong-clock')).words).toBe('Clock is wrong · 3 waiting · 12.50\u00a0USDC')
  })
})
