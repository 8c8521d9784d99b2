import { type Clock, pause } from '#src/time/clock.ts'

/** How the program ends. */
export interface Power {
  restart(): void
  shutDown(): void
}

/** The answer must reach the page before there is no page any more. */
const ANSWER_MS = 300
/** A printer that hangs must not keep the terminal on. */
const PRINT_MS = 15_000

/** The same, once the answer is out and no paper is in the cutter. */
export const gently = (
  power: Power,
  { clock, idle }: { readonly clock: Clock; readonly idle: () => Promise<unknown> },
): Power => {
  const ready = () => Promise.all([pause(clock, ANSWER_MS), Promise.race([idle(), pause(clock, PRINT_MS)])])
  return {
    restart: () => void ready().then(power.restart),
    shutDown: () => void ready().then(power.shutDown),
  }
}
