import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Had, openCommandMemory } from '#main/fleet/command-memory.ts'
import type { Hex } from '#src/payment/hex.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const id = (n: number): Hex => `0x${n.toString(16).padStart(32, '0')}`
const digest = (n: number): string => n.toString(16).padStart(64, '0')

async function memory(folder = emptyFolder(), noted: readonly Had[] = []) {
  const said: string[] = []
  const path = join(folder, 'fleet-commands.json')
  const kept = await openCommandMemory({ path, noted: async () => noted, log: (text) => said.push(text) })
  return { folder, path, said, kept }
}

test('what was had once is known after a restart, also when it has expired long ago', async () => {
  const { folder, kept, said } = await memory()
  expect(kept.has(id(1))).toBe(false)
  await Promise.all([kept.keep(id(1), 10, 0), kept.keep(id(2), 10, 5)])
  await kept.keepRefused(digest(1))
  const again = (await memory(folder)).kept
  expect([1, 2, 3].map((n) => again.has(id(n)))).toEqual([true, true, false])
  await again.keep(id(3), 100, 50)
  expect(again.has(id(1))).toBe(true)
  expect([1, 2].map((n) => again.hasRefused(digest(n)))).toEqual([true, false])
  expect(said).toEqual([])
})

test('with a thousand that still count it has no room, and forgets none; those that expired give way', async () => {
  const folder = emptyFolder()
  const had = Array.from({ length: 1000 }, (_, n) => ({ id: id(n), until: n < 10 ? 100 : 200 }))
  writeFileSync(join(folder, 'fleet-commands.json'), JSON.stringify({ v: 1, had, refused: [] }))
  const { kept } = await memory(folder)
  expect(kept.hasRoom(99)).toBe(false)
  expect(kept.hasRoom(100)).toBe(true)
  await kept.keep(id(2000), 300, 100)
  expect([0, 9, 10, 999, 2000].map((n) => kept.has(id(n)))).toEqual([false, false, true, true, true])
})

test('of refused messages the last two hundred are known', async () => {
  const folder = emptyFolder()
  const refused = Array.from({ length: 200 }, (_, n) => digest(n))
  writeFileSync(join(folder, 'fleet-commands.json'), JSON.stringify({ v: 1, had: [], refused }))
  const { kept } = await memory(folder)
  await kept.keepRefused(digest(200))
  expect([0, 1, 200].map((n) => kept.hasRefused(digest(n)))).toEqual([false, true, true])
})

test('a damaged file is said, and begun anew with what the journal has', async () => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'fleet-commands.json'), '{"v":1')
  const { kept, said } = await memory(folder, [{ id: id(7), until: 10 }])
  expect(said).toHaveLength(1)
  await kept.keep(id(1), 1, 0)
  const again = await memory(folder)
  expect([1, 7, 8].map((n) => again.kept.has(id(n)))).toEqual([true, true, false])
  expect(again.said).toEqual([])
})

test('where there was no file yet, the journal is not asked', async () => {
  const { kept } = await memory(emptyFolder(), [{ id: id(7), until: 10 }])
  expect(kept.has(id(7))).toBe(false)
})

test('of more than a thousand that the journal has the last are known', async () => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'fleet-commands.json'), '')
  const noted = Array.from({ length: 1001 }, (_, n) => ({ id: id(n), until: 10 }))
  const { kept } = await memory(folder, noted)
  expect([0, 1, 1000].map((n) => kept.has(id(n)))).toEqual([false, true, true])
})

test('a disk that refuses keeps nothing', async () => {
  const { path, kept } = await memory()
  const { kept: elsewhere } = await memory(join(path, 'no-folder'))
  await expect(elsewhere.keep(id(1), 1, 0)).rejects.toThrow()
  expect([elsewhere.has(id(1)), kept.has(id(1))]).toEqual([false, false])
})
