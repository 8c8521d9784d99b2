export interface Limits {
  /** Default: 15 s. */
  readonly timeoutMs?: number
  /** Default: 50 ms. */
  readonly everyMs?: number
}

/** Asks again and again until the answer is not undefined; `what` says in the failure what never came. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { timeoutMs = 15_000, everyMs = 50 }: Limits = {},
): Promise<T> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
