import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './run.mjs'

const CODE = /\.(ts|tsx|mts|cts|js|mjs|cjs)$/

/** The program's source files in a folder, as paths from the root with forward slashes. */
export function sourceFiles(folder) {
  let entries
  try {
    entries = readdirSync(join(ROOT, folder), { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourceFiles(path)
    return CODE.test(entry.name) ? [path] : []
  })
}
