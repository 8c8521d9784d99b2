import { app } from 'electron'

const KB = 1024

/** Resident bytes by kind of process: "browser" is main, "tab" the pages, "gpu", "utility". */
export function processMemory(): Readonly<Record<string, number>> {
  const bytes: Record<string, number> = {}
  for (const { type, memory } of app.getAppMetrics()) {
    const kind = type.toLowerCase()
    bytes[kind] = (bytes[kind] ?? 0) + memory.workingSetSize * KB
  }
  return bytes
}
