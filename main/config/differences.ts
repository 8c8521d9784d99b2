import type { ConfigDifference } from '#src/ipc/maintenance.ts'
import { maskJson } from './mask.ts'

/** What another configuration would change, path by path in the order of the paths. Secrets are masked, not left out. */
export function differencesOf(before: unknown, after: unknown): ConfigDifference[] {
  const [old, young] = [leavesOf(before), leavesOf(after)]
  const [oldShown, youngShown] = [leavesOf(maskJson(before)), leavesOf(maskJson(after))]
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((path) => old.get(path) !== young.get(path))
    .sort()
    .map((path) => ({ path, before: oldShown.get(path) ?? null, after: youngShown.get(path) ?? null }))
}

function leavesOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value) ?? '']])
  const inner = Object.entries(value).flatMap(([key, each]) => [
    ...leavesOf(each, path === '' ? key : `${path}.${key}`),
  ])
  return new Map(inner.length > 0 ? inner : [[path, Array.isArray(value) ? '[]' : '{}']])
}
