import { fail, ok, type Result } from '#src/result.ts'

/** The binding to the system's PC/SC library. */
export type Pcsc = typeof import('pcsc-mini')
export type LoadPcsc = () => Promise<Pcsc>

/**
 * Loaded at first use: the binding does not load where libpcsclite is missing, and a terminal with
 * a serial reader needs neither.
 */
export async function loadPcsc(
  load: LoadPcsc = () => import('pcsc-mini'),
): Promise<Result<Pcsc, 'PCSC_UNAVAILABLE'>> {
  try {
    return ok(await load())
  } catch (error) {
    return fail('PCSC_UNAVAILABLE', firstLines(error))
  }
}

/** The binding explains itself at length; the reason stands in the first two lines. */
const firstLines = (error: unknown): string => String(error).split('\n').slice(0, 2).join(' ')
