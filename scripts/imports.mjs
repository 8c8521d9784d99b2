import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { violations } from './lib/import-rule.mjs'
import { main, ROOT } from './lib/run.mjs'
import { sourceFiles } from './lib/source-files.mjs'

const FOLDERS = ['src', 'drivers', 'main', 'renderer', 'cli', 'settler', 'simulator', 'test', 'scripts']

await main(() => {
  const found = FOLDERS.flatMap(sourceFiles).flatMap((file) =>
    violations(file, readFileSync(join(ROOT, file), 'utf8')),
  )
  for (const { file, line, specifier, why } of found) console.error(`${file}:${line}  '${specifier}': ${why}`)
  return found.length > 0 ? 1 : 0
})
