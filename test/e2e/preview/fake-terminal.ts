import type { Snapshot, TerminalView } from '#renderer/view.ts'
import { fail, ok } from '#src/result.ts'
import { fakeAsk } from './answers.ts'
import { NEVER_PAID } from './debt-scenes.ts'
import { fakeHistory } from './fake-history.ts'

/** A terminal that shows one state and answers nothing but the language switch and the rescue file. */
export function fakeTerminal(first: Snapshot): TerminalView {
  let snapshot = first
  const listeners = new Set<() => void>()
  const nothing = () => undefined
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => snapshot,
    storage: { getItem: () => null, setItem: nothing },
    ask: fakeAsk,
    onService: () => nothing,
    charge: nothing,
    cancel: nothing,
    anotherCard: nothing,
    payDebt: () =>
      debtIn(snapshot)?.units === NEVER_PAID.units
        ? new Promise(() => undefined)
        : Promise.resolve({ ok: false, error: { code: 'CARD_NO_FUNDS', missing: 3_204_270n } }),
    scanned: nothing,
    onItemScanned: () => nothing,
    onVoidAllowed: () => nothing,
    newSale: nothing,
    override: async () => fail('STAFF_FORBIDDEN'),
    reprint: async () => fail('PRINTER_PAPER_OUT'),
    sendNow: nothing,
    setPaused: nothing,
    reopen: nothing,
    exportRescue: (passphrase) =>
      passphrase === STILL_AT_IT
        ? new Promise(() => undefined)
        : Promise.resolve(
            ok({ fileName: 'tapsyr-sim-1-2026-11-24-1432.rescue', payments: 12, units: 48_200_000n }),
          ),
    importRescue: (passphrase) =>
      Promise.resolve(
        passphrase === FITTING ? ok({ terminalId: 'sim-2', taken: 12, known: 3 }) : fail('PASSPHRASE_WRONG'),
      ),
    history: fakeHistory(first.phase === 'ready' ? first.queue.recent : []),
    took: async () => undefined,
    dismissRestored: nothing,
    dismissStray: nothing,
    setLanguage: (language) => {
      snapshot = { ...snapshot, language }
      for (const listener of listeners) listener()
    },
    station: {
      touch: nothing,
      set: nothing,
      help: nothing,
      choose: nothing,
      back: nothing,
      moreTime: nothing,
    },
    unlock: async () => ({ code: 'PASSPHRASE_WRONG' }),
  }
}

const debtIn = (snapshot: Snapshot) =>
  snapshot.phase === 'ready' && snapshot.flow.step === 'declined' ? snapshot.flow.error.debt : undefined

/** The passphrase with which an export never ends, so that its picture can be taken. */
export const STILL_AT_IT = 'still at it'
export const FITTING = 'fitting one'
