import { expect, test } from 'vitest'
import { memoryLinks } from '#drivers/link/memory.ts'

test('cuts what is written into pieces', async () => {
  const [near, far] = memoryLinks({ chunkSize: 2 })
  const pieces: Uint8Array[] = []
  far.onData((bytes) => pieces.push(bytes))
  await near.write(Uint8Array.of(1, 2, 3, 4, 5))
  await near.close()
  expect(pieces).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5)])
})

test('never delivers inside the call to write', () => {
  const [near, far] = memoryLinks()
  let heard = false
  far.onData(() => {
    heard = true
  })
  void near.write(Uint8Array.of(1))
  expect(heard).toBe(false)
})

test('keeps its own copy of what is written', async () => {
  const [near, far] = memoryLinks()
  const bytes = Uint8Array.of(1)
  const arrived = new Promise<Uint8Array>((resolve) => far.onData(resolve))
  const written = near.write(bytes)
  bytes[0] = 9
  await written
  expect(await arrived).toEqual(Uint8Array.of(1))
})
