import type { execHaloCmdPCSC } from '@arx-research/libhalo/api/desktop'
import { Buffer } from 'buffer/index.js'

type LibhaloReader = Parameters<typeof execHaloCmdPCSC>[1]

/** A reader as libhalo takes one, with its own kind of buffers. Of it libhalo uses `transmit` alone. */
export const libhaloReader = (
  transmit: (apdu: Uint8Array) => Promise<Uint8Array> | Uint8Array,
): LibhaloReader => ({
  name: 'reader',
  reader: { name: 'reader' },
  autoProcessing: false,
  transmit: async (apdu) => Buffer.from(await transmit(Uint8Array.from(apdu))),
  on: () => undefined,
  close: () => undefined,
})
