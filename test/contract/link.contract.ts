import { expect, test } from 'vitest'
import type { Link } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'

export interface LinkPair {
  readonly near: Link
  readonly far: Link
  /** Takes the wire away from under both. */
  unplug(): Promise<unknown>
}

/** What every `Link` does, whatever it is made of. */
export function linkContract(makePair: () => Promise<LinkPair>): void {
  test('gives the other end the same bytes in the same order', async () => {
    const { near, far, unplug } = await makePair()
    const all = Uint8Array.from({ length: 1_024 }, (_, i) => i % 256)
    const arrived = collect(far, all.length)
    expect(await near.write(all.subarray(0, 300))).toEqual(ok())
    expect(await near.write(all.subarray(300))).toEqual(ok())
    expect(await arrived).toEqual([...all])
    await unplug()
  })

  test('carries both ways at once', async () => {
    const { near, far, unplug } = await makePair()
    const arrived = Promise.all([collect(near, 2), collect(far, 2)])
    await Promise.all([near.write(Uint8Array.of(1, 2)), far.write(Uint8Array.of(3, 4))])
    expect(await arrived).toEqual([
      [3, 4],
      [1, 2],
    ])
    await unplug()
  })

  test('stops telling a listener that went away', async () => {
    const { near, far, unplug } = await makePair()
    let heard = 0
    far.onData((bytes) => {
      heard += bytes.length
    })()
    const arrived = collect(far, 1)
    await near.write(Uint8Array.of(1))
    await arrived
    expect(heard).toBe(0)
    await unplug()
  })

  test('tells once that it was closed, also a listener that comes too late', async () => {
    const { near, unplug } = await makePair()
    let told = 0
    near.onClose(() => {
      told += 1
    })
    await near.close()
    await near.close()
    expect(told).toBe(1)
    await new Promise<void>((resolve) => near.onClose(resolve))
    await unplug()
  })

  test('refuses to write once it is closed', async () => {
    const { near, unplug } = await makePair()
    await near.close()
    expect(await near.write(Uint8Array.of(1))).toEqual(fail('LINK_CLOSED'))
    await unplug()
  })

  test('tells both ends when the wire is pulled out', async () => {
    const { near, far, unplug } = await makePair()
    const told = Promise.all([near, far].map((link) => new Promise<void>((resolve) => link.onClose(resolve))))
    await unplug()
    await told
    expect(await near.write(Uint8Array.of(1))).toMatchObject(fail('LINK_CLOSED'))
  })
}

function collect(link: Link, count: number): Promise<number[]> {
  return new Promise((resolve) => {
    const bytes: number[] = []
    const stop = link.onData((chunk) => {
      bytes.push(...chunk)
      if (bytes.length < count) return
      stop()
      resolve(bytes)
    })
  })
}
