import { expect, it } from 'vitest'
import { attachFirst, type Candidate } from '#main/devices/candidates.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok } from '#src/result.ts'

/** A socket with a reader in it, or with a fault. */
const at = (usbPath: string, fault?: ErrorCode): Candidate<string> => ({
  usbPath,
  attach: async () =>
    fault
      ? fail(fault)
      : ok({
          device: usbPath,
          label: usbPath,
          gone: new Promise(() => undefined),
          close: async () => undefined,
        }),
})
const deviceOf = async (attach: ReturnType<typeof attachFirst<string>>) => {
  const attached = await attach()
  return attached.ok ? attached.value.device : attached.error.code
}

it('keeps to its own of two equal readers, in whatever order the system lists them', async () => {
  let found = [at('1-1'), at('1-2')]
  const attach = attachFirst(async () => found)
  expect(await deviceOf(attach)).toBe('1-1')
  found = [at('1-2'), at('1-1')]
  expect(await deviceOf(attach)).toBe('1-1')
  // Its own was carried away: the other one will do, and is its own from then on.
  found = [at('1-2')]
  expect(await deviceOf(attach)).toBe('1-2')
  found = [at('1-1'), at('1-2')]
  expect(await deviceOf(attach)).toBe('1-2')
})

it('goes on to the next when one does not start', async () => {
  expect(await deviceOf(attachFirst(async () => [at('1-1', 'READER_SILENT'), at('1-2')]))).toBe('1-2')
})

it('when none starts, tells the fault of one that is there', async () => {
  const faults = async () => [
    at('1-1', 'LINK_ABSENT'),
    at('1-2', 'LINK_FORBIDDEN'),
    at('1-3', 'READER_SILENT'),
  ]
  expect(await deviceOf(attachFirst(faults))).toBe('LINK_FORBIDDEN')
  expect(await deviceOf(attachFirst(async () => []))).toBe('LINK_ABSENT')
})
