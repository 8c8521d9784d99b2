import type { ErrorCode } from './errors/codes.ts'
import type { Why } from './risk/why.ts'
import type { Debt } from './sale/debt.ts'

/**
 * A foreseeable failure. `code` steers the program and picks the words people read;
 * `detail` is for the operator's log and never decides anything.
 */
export interface Failure<C extends ErrorCode = ErrorCode> {
  readonly code: C
  readonly detail?: string
  /** For people, where a limit of risk is the reason. */
  readonly why?: Why
  /** What the card owes, where that is the reason. */
  readonly debt?: Debt
  /** Units of the token that the payer lacks, where the chain has told. */
  readonly missing?: bigint
}

/** The outcome of anything that can fail in a foreseeable way. Exceptions mean a bug. */
export type Result<T, C extends ErrorCode = ErrorCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure<C> }

export function ok(): { readonly ok: true; readonly value: undefined }
export function ok<T>(value: T): { readonly ok: true; readonly value: T }
export function ok<T>(value?: T) {
  return { ok: true as const, value }
}

export function fail<C extends ErrorCode>(
  code: C,
  detail?: string,
): { readonly ok: false; readonly error: Failure<C> } {
  return { ok: false, error: detail === undefined ? { code } : { code, detail } }
}
