import { expect, test } from 'vitest'
import { valueAt } from '#main/rates/json-pointer.ts'

// The example of RFC 6901, section 5.
const DOCUMENT = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
}

test.each<[string, unknown]>([
  ['', DOCUMENT],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
])('%j names what the standard says', (pointer, value) => {
  expect(valueAt(DOCUMENT, pointer)).toEqual(value)
})

test.each(['/bar', '/foo/2', '/foo/00', '/foo/-', '/foo/length', '/foo/0/0', '/toString', '/__proto__'])(
  '%j names nothing',
  (pointer) => {
    expect(valueAt(DOCUMENT, pointer)).toBeUndefined()
  },
)
