import type { ZodType } from 'zod'

/** The paths at which a schema refuses a value, as a person reads them; '' is the value itself. */
export function refusedPaths(schema: ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
}
