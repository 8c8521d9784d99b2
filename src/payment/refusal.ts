import type { ErrorCode } from '../errors/codes.ts'

/**
 * Refusals that waiting does not change: the payer cancelled the authorization or used it for
 * somebody else, the token's owner blocked an account, or the signature is none. Everything else,
 * an empty account or a paused token, may be over tomorrow.
 */
const PERMANENT: ReadonlySet<ErrorCode> = new Set([
  'AUTHORIZATION_SPENT',
  'AUTHORIZATION_INVALID',
  'ACCOUNT_BLOCKED',
])

export const isPermanent = (code: ErrorCode): boolean => PERMANENT.has(code)
