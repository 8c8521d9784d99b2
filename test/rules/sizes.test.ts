import { expect, it } from 'vitest'
import { filesIn, read } from './repository.ts'

const MOST_LINES = 400

it(`has no file of more than ${MOST_LINES} lines in the program`, () => {
  const long = filesIn('src', 'drivers', 'main', 'renderer', 'cli', 'settler')
    .map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
  expect(long).toEqual([])
})
