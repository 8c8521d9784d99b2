import { useEffect, useEffectEvent, useState } from 'react'

export type Read<T> =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'done'; readonly value: T }

/**
 * What `read` gives, read again whenever one of `when` changes. Of another `of` nothing old is shown;
 * of the same, what was read last stays until there is something newer.
 */
export function useRead<T>(read: () => Promise<T>, of: string, when: unknown): Read<T> {
  const [last, setLast] = useState<{ readonly of: string; readonly read: Read<T> } | null>(null)
  const start = useEffectEvent(read)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` says that there is something new.
  useEffect(() => {
    let isWanted = true
    const show = (done: Read<T>) => isWanted && setLast({ of, read: done })
    start().then(
      (value) => show({ kind: 'done', value }),
      () => show({ kind: 'failed' }),
    )
    return () => {
      isWanted = false
    }
  }, [of, when])
  return last?.of === of ? last.read : { kind: 'reading' }
}
