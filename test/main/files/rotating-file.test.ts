import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRotatingFile } from '#main/files/rotating-file.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const place = () => {
  const folder = join(emptyFolder(), 'logs')
  return { folder, path: join(folder, 'a.log') }
}
const read = (path: string) => readFileSync(path, 'utf8')

test('appends, to what an earlier start wrote as well', () => {
  const { path } = place()
  openRotatingFile(path, { maxBytes: 100, files: 3 })('one\n')
  openRotatingFile(path, { maxBytes: 100, files: 3 })('two\n')
  expect(read(path)).toBe('one\ntwo\n')
})

test('keeps so many files of so many bytes, the newest lines in them', () => {
  const { folder, path } = place()
  const write = openRotatingFile(path, { maxBytes: 30, files: 3 })
  for (let n = 10; n < 60; n += 1) write(`line ${n}\n`)
  expect(readdirSync(folder).sort()).toEqual(['a.1.log', 'a.2.log', 'a.log'])
  const whole = [join(folder, 'a.2.log'), join(folder, 'a.1.log'), path].map(read)
  for (const text of whole) expect(text.length).toBeLessThanOrEqual(30)
  // Eight bytes a line, three lines a file; 50 lines end with two in the last.
  expect(whole.join('').trim().split('\n')).toEqual(Array.from({ length: 8 }, (_, i) => `line ${52 + i}`))
})

test('a line that is longer than a file gets one of its own', () => {
  const { path } = place()
  const write = openRotatingFile(path, { maxBytes: 10, files: 2 })
  write(`${'x'.repeat(50)}\n`)
  write('next\n')
  expect(read(path)).toBe('next\n')
})

test('only its owner reads it', () => {
  const { path } = place()
  openRotatingFile(path, { maxBytes: 100, files: 2 })('one\n')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('where nothing can be written it hinders nobody, and goes on when it can', () => {
  const { folder, path } = place()
  writeFileSync(folder, 'no folder')
  const write = openRotatingFile(path, { maxBytes: 100, files: 2 })
  write('lost\n')
  rmSync(folder)
  mkdirSync(folder)
  write('kept\n')
  expect(read(path)).toBe('kept\n')
})
