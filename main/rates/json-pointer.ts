/** What a JSON pointer names in a JSON value (RFC 6901); undefined where it names nothing. */
export function valueAt(json: unknown, pointer: string): unknown {
  let value = json
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    // "01" and "-" are keys of objects only; an array's own keys are its indexes and "length".
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
