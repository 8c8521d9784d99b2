import { fail, ok, type Result } from '#src/result.ts'

/** A connection to a card, as much of pcsc-mini's as is used. It takes one task at a time. */
export interface BindingCard {
  protocol(): number
  transaction(): Promise<unknown>
  state(): Promise<{ readonly atr: Uint8Array }>
  transmit(apdu: Uint8Array): Promise<Uint8Array>
  disconnect(disposition: number): Promise<void>
}

export interface BindingReader {
  name(): string
  on(event: 'change', listener: (status: { has(flag: number): boolean }) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  connect(mode: number, protocol: number): Promise<BindingCard>
}

export interface BindingClient {
  on(event: 'reader', listener: (reader: BindingReader) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  start(): unknown
  reader(name: string): BindingReader | undefined
}

/** The part of pcsc-mini, the binding to the system's PC/SC library, that is used. */
export interface Pcsc {
  readonly Client: new () => BindingClient
  readonly CardMode: { readonly SHARED: number }
  readonly CardDisposition: { readonly LEAVE: number }
  readonly Protocol: { readonly T0: number; readonly ANY: number }
  readonly ReaderStatus: { readonly PRESENT: number }
}
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
