import { expect, it } from 'vitest'
import { exists, read } from './repository.ts'

const FOLDERS = 'src|drivers|main|renderer|cli|settler|simulator|test|scripts|docs|\\.ci'
const OUR_PATH = new RegExp(`(?<![\\w/#@.~:-])(?:${FOLDERS})/[\\w./-]*`, 'g')
const LINK = /\]\((?![a-z]+:|#)([^)#\s]+)/g

function pathsIn(text: string): string[] {
  const named = [...text.matchAll(OUR_PATH)].map(([path]) => path.replace(/[./]+$/, ''))
  const linked = [...text.matchAll(LINK)].map(([, path = '']) => path)
  return [...new Set([...named, ...linked])]
}

it('finds the paths and links of a text', () => {
  const text = 'See `src/money/amount.ts`, main/keys. [Licence](LICENSE) [x](https://a.b/src/c) out/main/i.js'
  expect(pathsIn(text)).toEqual(['src/money/amount.ts', 'main/keys', 'LICENSE'])
})

it('names only paths that exist', () => {
  expect(pathsIn(read('README.md')).filter((path) => !exists(path))).toEqual([])
})
