/** A well-formed error answer: the node understood and said no. */
export interface Refusal {
  readonly code: number
  readonly message: string
}

/** "Limit exceeded" of EIP-1474, and what some providers made of it. */
const LIMIT_CODES: ReadonlySet<number> = new Set([-32_005, -32_029])

const RATE_SENTENCES = [
  /\brate.?limit|request rate|request limit|too many requests/i,
  /requests? (per|a) (second|minute|hour|day)|compute units|quota/i,
]

/** Whether the sentence speaks of too many questions: then the code says nothing more. */
export const speaksOfRate = ({ message }: Refusal): boolean =>
  RATE_SENTENCES.some((sentence) => sentence.test(message))

export const isRateLimit = (refusal: Refusal): boolean =>
  speaksOfRate(refusal) || LIMIT_CODES.has(refusal.code)

const RANGE_SENTENCE = /range|limit|maximum|more than \d+|too many|response (size|is too|too)/i
/** Besides "limit exceeded", many nodes call a range of blocks that is too wide "invalid params". */
const RANGE_CODES: ReadonlySet<number> = new Set([-32_005, -32_602])

/** Whether a search of logs was refused for its width. There is no common code or sentence for it. */
export const isRangeRefusal = (refusal: Refusal): boolean =>
  !speaksOfRate(refusal) && (RANGE_CODES.has(refusal.code) || RANGE_SENTENCE.test(refusal.message))
