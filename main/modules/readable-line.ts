import { z } from 'zod'

const lineSchema = z.object({
  level: z.string(),
  time: z.string(),
  component: z.string().optional(),
  message: z.string(),
})

/** A line of the log for people: `2026-11-27T09:12:00.000Z reader: attached`. What is none stays as it is. */
export function readable(line: string): string {
  const parsed = lineSchema.safeParse(jsonOf(line))
  if (!parsed.success) return line
  const { level, time, component, message } = parsed.data
  const parts = [
    time,
    ...(level === 'info' ? [] : [level.toUpperCase()]),
    component && `${component}:`,
    message,
  ]
  return `${parts.filter(Boolean).join(' ')}\n`
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
