import { expect, test } from 'vitest'
import { PARTITIONS } from '#src/fleet/names.ts'
import { partitionOf, storedSubject } from '#src/fleet/partition.ts'

// FNV-1a, 32 bits, of "a" and of "foobar": http://www.isthe.com/chongo/src/fnv/test_fnv.c
test.each([
  ['a', '', 0xe40c292c],
  ['foo', 'bar', 0xbf9cf968],
  ['foob', 'ar', 0xbf9cf968],
])('"%s" and "%s" are hashed as one text', (site, terminal, hash) => {
  expect(partitionOf({ site, terminal })).toBe(hash % PARTITIONS)
})

test('the subject names the partition, the site and the terminal', () => {
  expect(storedSubject({ site: 'foo', terminal: 'bar' })).toBe('tapsyr.journal.8.foo.bar')
})
