import { once } from 'node:events'
import type { Kiosk } from '#simulator/kiosk.ts'

/** "Start me again", to whoever supervises the program. */
export const START_AGAIN = 75

/** The status that it ends with by itself; to be called before it could. */
export async function leftWith({ app }: Kiosk): Promise<number | null> {
  const program = app.process()
  if (program.exitCode === null) await once(program, 'exit')
  return program.exitCode
}
