import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { broken, brokenPage, unsaid } from './lib/electron-rule.mjs'
import { main, ROOT } from './lib/run.mjs'
import { sourceFiles } from './lib/source-files.mjs'

/** Pages as they are written and, where they were built, as they are served. */
const PAGES = ['renderer', 'out/renderer'].flatMap((folder) => [
  `${folder}/index.html`,
  `${folder}/customer/index.html`,
])

const read = (file) => readFileSync(join(ROOT, file), 'utf8')

await main(() => {
  const found = [
    ...['main', 'src', 'renderer'].flatMap(sourceFiles).flatMap((file) => broken(file, read(file))),
    ...PAGES.filter((file) => existsSync(join(ROOT, file))).flatMap((file) => brokenPage(file, read(file))),
    ...unsaid(read),
  ]
  for (const line of found) console.error(line)
  return found.length > 0 ? 1 : 0
})
