/** "0:29", "14:07": what is left of a wait, rounded up to whole seconds; null when it is over. */
export function timeLeft(until: number | null, now: number): string | null {
  if (until === null || until <= now) return null
  const seconds = Math.ceil((until - now) / 1000)
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toString().padStart(2, '0')}`
}
