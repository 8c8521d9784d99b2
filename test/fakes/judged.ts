/** Puts refusals that are heard of again and again on a list: each once, until something counts again. */
export function judgedInto(refused: string[]): (why: string | null) => void {
  let last: string | null = null
  return (why) => {
    if (why !== null && why !== last) refused.push(why)
    last = why
  }
}
