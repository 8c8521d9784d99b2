import { expect, test } from 'vitest'
import type { ReportLink } from '#src/device/report-link.ts'
import { fail, ok } from '#src/result.ts'

export interface ReportLinkPair {
  readonly near: ReportLink
  readonly far: ReportLink
  /** Takes the device away from under both. */
  unplug(): Promise<unknown>
}

/** A report of 64 bytes that starts with its id, the longest a full-speed device sends in one packet. */
const report = (id: number, first = 0): Uint8Array =>
  Uint8Array.of(id, ...Uint8Array.from({ length: 63 }, (_, i) => (first + i) % 256))

/** What every `ReportLink` does, whatever it is made of. */
export function reportLinkContract(makePair: () => Promise<ReportLinkPair>): void {
  test('keeps reports whole and in their order', async () => {
    const { near, far, unplug } = await makePair()
    const sent = [report(1), report(2, 63), report(4, 126)]
    const arrived = collect(far, sent.length)
    for (const one of sent) expect(await near.write(one)).toEqual(ok())
    expect(await arrived).toEqual(sent)
    await unplug()
  })

  test('carries both ways at once', async () => {
    const { near, far, unplug } = await makePair()
    const arrived = Promise.all([collect(near, 1), collect(far, 1)])
    await Promise.all([near.write(report(1, 10)), far.write(report(1, 20))])
    expect(await arrived).toEqual([[report(1, 20)], [report(1, 10)]])
    await unplug()
  })

  test('stops telling a listener that went away', async () => {
    const { near, far, unplug } = await makePair()
    let heard = 0
    far.onReport(() => {
      heard += 1
    })()
    const arrived = collect(far, 1)
    await near.write(report(1))
    await arrived
    expect(heard).toBe(0)
    await unplug()
  })

  test('tells once that it was closed, also a listener that comes too late, and refuses to write', async () => {
    const { near, unplug } = await makePair()
    let told = 0
    near.onClose(() => {
      told += 1
    })
    await near.close()
    await near.close()
    expect(told).toBe(1)
    await new Promise<void>((resolve) => near.onClose(resolve))
    expect(await near.write(report(1))).toEqual(fail('LINK_CLOSED'))
    await unplug()
  })

  test('tells its user when the device is pulled out', async () => {
    const { near, unplug } = await makePair()
    const told = new Promise<void>((resolve) => near.onClose(resolve))
    await unplug()
    await told
    expect(await near.write(report(1))).toMatchObject(fail('LINK_CLOSED'))
  })
}

function collect(link: ReportLink, count: number): Promise<Uint8Array[]> {
  return new Promise((resolve) => {
    const reports: Uint8Array[] = []
    const stop = link.onReport((one) => {
      reports.push(one)
      if (reports.length < count) return
      stop()
      resolve(reports)
    })
  })
}
