import { expect, test } from 'vitest'
import { loadPcsc } from '#drivers/pcsc/native.ts'
import { fail } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'

/** What the binding throws on a Linux without libpcsclite1. */
const MISSING = `Required addon dependency not found (@pcsc-mini/linux-x86_64-gnu):
Error: libpcsclite.so.1: cannot open shared object file: No such file or directory
Require stack:
- …

⚠ NOTE: If optional dependencies are disabled, you may need to add it as an explicit dependency.
`

test('loads the binding with the names that the driver uses', async () => {
  const { Client, CardMode, CardDisposition, Protocol, ReaderStatus } = must(await loadPcsc())
  expect(Client).toBeTypeOf('function')
  // SCARD_SHARE_SHARED, SCARD_LEAVE_CARD, SCARD_STATE_PRESENT (PC/SC part 5; the same on every system).
  expect([CardMode.SHARED, CardDisposition.LEAVE, ReaderStatus.PRESENT]).toEqual([2, 0, 0x20])
  expect([Protocol.T0, Protocol.ANY]).toEqual([1, 3])
})

test('a system without the library says so', async () => {
  const loaded = await loadPcsc(() => Promise.reject(new Error(MISSING)))
  expect(loaded).toMatchObject(fail('PCSC_UNAVAILABLE'))
  expect(!loaded.ok && loaded.error.detail).toContain('libpcsclite.so.1: cannot open shared object file')
})
