import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Service } from './service.ts'

/** Waits until the reader's slot is as wanted. Nothing is polled: the service tells every change. */
export function untilSlot(
  service: Service,
  reader: string,
  wanted: 'card' | 'empty',
  cancel: CancelSignal,
): Promise<Result<undefined, 'LINK_CLOSED' | 'SALE_CANCELLED'>> {
  return new Promise((resolve) => {
    const look = () => {
      const slot = service.slot(reader)
      if (cancel.aborted) end(fail('SALE_CANCELLED'))
      else if (slot === 'gone') end(fail('LINK_CLOSED', reader))
      else if (slot === wanted) end(ok())
    }
    const end = (result: Result<undefined, 'LINK_CLOSED' | 'SALE_CANCELLED'>) => {
      stopListening()
      cancel.removeEventListener('abort', look)
      resolve(result)
    }
    const stopListening = service.onChange(look)
    cancel.addEventListener('abort', look, { once: true })
    look()
  })
}

/** Resolves after `ms`, or at once when told to stop. */
export function pauseUnless(cancel: CancelSignal, clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop()
      cancel.removeEventListener('abort', end)
      resolve()
    }
    const stop = clock.after(ms, end)
    cancel.addEventListener('abort', end, { once: true })
    if (cancel.aborted) end()
  })
}

/** Resolves when the service has named nothing new for `ms`, or has named nothing for `firstMs`. */
export function untilNamed(
  service: Service,
  clock: Clock,
  limits: { readonly firstMs: number; readonly settledMs: number },
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stopListening()
      resolve()
    }
    const known = () => service.readers().length > 0
    let stop = clock.after(known() ? limits.settledMs : limits.firstMs, end)
    const stopListening = service.onChange(() => {
      if (!known()) return
      stop()
      stop = clock.after(limits.settledMs, end)
    })
  })
}
