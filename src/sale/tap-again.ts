import type { ErrorCode } from '../errors/codes.ts'

/** Failures after which the same customer may simply try once more: the sale stays open. */
export const TAP_AGAIN: ReadonlySet<ErrorCode> = new Set([
  'CARD_LEFT_EARLY',
  'CARD_TIMEOUT',
  'CARD_ANSWER_INVALID',
  'CARD_SEVERAL',
  'READER_FAULT',
])
