/** What happened when, for people. */
export interface Diary {
  /** Seconds since the start, and a sentence. */
  note(sentence: string): void
}

export function keepDiary(print: (line: string) => void): Diary {
  const start = performance.now()
  return {
    note(sentence) {
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      print(`${seconds.padStart(6)} s  ${sentence}`)
    },
  }
}
