import type { Snapshot, TerminalView } from '#renderer/view.ts'

/** A terminal that shows one state and answers nothing but the language switch. */
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
    charge: nothing,
    cancel: nothing,
    anotherCard: nothing,
    newSale: nothing,
    reprint: nothing,
    sendNow: nothing,
    dismissRestored: nothing,
    setLanguage: (language) => {
      snapshot = { ...snapshot, language }
      for (const listener of listeners) listener()
    },
    unlock: async () => ({ code: 'PASSPHRASE_WRONG' }),
  }
}
