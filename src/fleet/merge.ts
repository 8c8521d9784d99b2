/**
 * A JSON merge patch applied to a JSON value: RFC 7396, section 2. What the patch gives as null goes, objects are merged
 * field by field, anything else takes the place of what was there. Neither argument is changed.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch))
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  // Not by assignment: a field that is called "__proto__" is a field like any other.
  return Object.fromEntries(merged)
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
