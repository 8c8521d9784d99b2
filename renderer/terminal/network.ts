import type { ErrorCode } from '#src/errors/codes.ts'
import type { ChainStatus } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'
import type { NetworkState } from '../view.ts'

/** Ways of having no network at all; everything else is a fault with a name. */
const OFFLINE: ReadonlySet<ErrorCode> = new Set(['RPC_UNREACHABLE', 'RPC_TIMEOUT'])

export function networkOf(status: Result<ChainStatus>): NetworkState {
  if (status.ok) return { kind: 'online', status: status.value }
  return OFFLINE.has(status.error.code) ? { kind: 'offline' } : { kind: 'fault', code: status.error.code }
}
