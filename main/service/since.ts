/** Remembers since when things are as they are. */
export interface Since {
  /** The moment since which `name` has been `how`, without a break, as far as it was asked. */
  note(name: string, how: string): number
}

export function createSince(now: () => number): Since {
  const known = new Map<string, { readonly how: string; readonly since: number }>()
  return {
    note(name, how) {
      const before = known.get(name)
      if (before?.how === how) return before.since
      const since = now()
      known.set(name, { how, since })
      return since
    },
  }
}
