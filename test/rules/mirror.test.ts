import { expect, it } from 'vitest'
import { importsOf } from '../../scripts/lib/import-rule.mjs'
import { exists, filesIn, read, withoutComments } from './repository.ts'

const RUNTIME_EXPORT =
  /^export\s+(?:(?:async\s+)?(?:const|let|var|function|class|enum)\b|default\b|\*|\{(?!\s*type\b))/m

const hasCode = (file: string): boolean => RUNTIME_EXPORT.test(withoutComments(read(file)))
const mirrorOf = (file: string): string => `test/${file.replace(/\.tsx?$/, '.test.ts')}`

/** Everything some test file imports by its alias. */
function importedByTests(): Set<string> {
  const tests = filesIn('test').filter((file) => /\.test\.tsx?$/.test(file))
  return new Set(tests.flatMap((file) => importsOf(read(file)).map(({ specifier }) => specifier.slice(1))))
}

it('has a test at the mirrored path for every file of src and drivers that holds code', () => {
  const missing = filesIn('src', 'drivers')
    .filter((file) => !file.startsWith('drivers/emulator/'))
    .filter((file) => hasCode(file) && !exists(mirrorOf(file)))
    .map((file) => `${file} has no ${mirrorOf(file)}`)
  expect(missing).toEqual([])
})

it('has some test that uses each emulated device', () => {
  const imported = importedByTests()
  const unused = filesIn('drivers/emulator').filter((file) => hasCode(file) && !imported.has(file))
  // A device's inner parts are tested through the device: only files nothing else in the folder uses count.
  const inner = new Set(
    filesIn('drivers/emulator').flatMap((file) =>
      importsOf(read(file)).map(({ specifier }) => specifier.split('/').at(-1)),
    ),
  )
  expect(unused.filter((file) => !inner.has(file.split('/').at(-1)))).toEqual([])
})
