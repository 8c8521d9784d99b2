import { useState } from 'react'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { RequestOf } from '#src/ipc/contract.ts'
import type { Ask } from '../../ask.ts'

export type Printing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'printing' | 'printed' | 'sent' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }

/** Prints reports one at a time, and tells how the last one stands. */
export function usePrinting(ask: Ask) {
  const [printing, setPrinting] = useState<Printing>({ kind: 'idle' })
  const print = async (wanted: RequestOf<'shift/print'>) => {
    setPrinting({ kind: 'printing' })
    const printed = await ask('shift/print', wanted)
    setPrinting(printed.ok ? { kind: printed.value } : { kind: 'failed', code: printed.error.code })
  }
  return { printing, print }
}
