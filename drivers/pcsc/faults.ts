import type { ExchangeFault } from '#src/device/reader.ts'
import { fail, type Result } from '#src/result.ts'

/** What pcsc-mini calls the errors of PC/SC that mean the card is no longer where, or how, it was. */
const CARD_GONE = new Set([
  'NoSmartCard',
  'NotTransacted', // also: pulled away in the middle of an answer
  'RemovedCard',
  'ResetCard', // another program switched it off and on
  'UnpoweredCard',
  'UnresponsiveCard',
])

/** Those that mean the reader is gone, or the service that all readers hang on. */
const READER_GONE = new Set([
  'InvalidHandle', // of an earlier life of the service
  'NoReadersAvailable',
  'NoService',
  'ReaderUnavailable',
  'ServiceStopped',
  'Shutdown',
  'SystemCancelled',
  'TooManyCardConnections', // pcsc-mini's own limit: everything is opened anew
  'TooManyConnectRequests',
  'UnknownReader',
])

/** What an exception of pcsc-mini means for the person at the reader. */
export function faultOf(threw: unknown): Result<never, ExchangeFault> {
  const code = pcscCode(threw)
  if (CARD_GONE.has(code)) return fail('CARD_LEFT_EARLY', code)
  if (READER_GONE.has(code)) return fail('LINK_CLOSED', code)
  if (code === 'Timeout') return fail('CARD_TIMEOUT', code)
  return fail('READER_FAULT', code)
}

/** The name of the error; what else an exception may be, as text. */
export function pcscCode(threw: unknown): string {
  if (threw instanceof Error && 'code' in threw && typeof threw.code === 'string') return threw.code
  return String(threw)
}
