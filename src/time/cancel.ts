/**
 * The part of the web's `AbortSignal` that the core needs, so that `src` stays free of DOM and
 * Node types. Every real `AbortSignal` fits.
 */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
