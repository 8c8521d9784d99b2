import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readOperator } from '#main/config/operator.ts'
import { fail, ok } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { anOperator } from '../../fakes/operator.ts'

const { publicKey } = anOperator()

function fileWith(text: string): string {
  const path = join(emptyFolder(), 'operator.json')
  writeFileSync(path, text)
  return path
}

it('no file demands nothing, unless somebody has named it', async () => {
  const path = join(emptyFolder(), 'operator.json')
  expect(await readOperator(null, path)).toEqual(ok(null))
  expect(await readOperator(path, null)).toMatchObject(fail('CONFIG_INVALID'))
})

it('a file says whose signatures count, and what the terminal is called', async () => {
  const said = { configKeys: [publicKey], terminal: 'apple-1' }
  const path = fileWith(JSON.stringify(said))
  expect(await readOperator(null, path)).toEqual(ok(said))
  expect(await readOperator(path, '/not/there')).toEqual(ok(said))
})

it.each([
  ['', 'empty'],
  ['{', 'no JSON'],
  ['{}', 'without keys'],
  ['{"configKeys":[]}', 'with no key'],
  ['{"configKeys":["c2hvcnQ="]}', 'with a short key'],
  [JSON.stringify({ configKeys: [publicKey], terminals: [] }), 'with a field that nobody knows'],
])('a file %j is a fault, and never the same as none: %s', async (text) => {
  expect(await readOperator(null, fileWith(text))).toMatchObject(fail('CONFIG_INVALID'))
})

it('a folder in its place is a fault as well', async () => {
  expect(await readOperator(null, emptyFolder())).toMatchObject(fail('CONFIG_INVALID'))
})
