import type { DeviceOption, NodeCheck } from '#src/ipc/setup.ts'

const NODE: NodeCheck = {
  ...{ host: 'rpc.example.kz', fault: null, latencyMs: 84 },
  ...{ chainId: 8453, blockNumber: 41_200_311, blockAge: 3 },
}
const SPARE: NodeCheck = { ...NODE, host: 'spare.example.org', latencyMs: 214, blockAge: 5 }
const silent = { chainId: null, blockNumber: null, blockAge: null, latencyMs: null }

/** What the two nodes say: all well, one of them behind or silent, one of another chain. */
export function nodesIn(shows: (scene: string) => boolean): readonly NodeCheck[] {
  if (shows('setup-network-doubtful'))
    return [
      { ...NODE, blockNumber: 41_199_020, blockAge: 5200 },
      { ...SPARE, ...silent, fault: 'RPC_CAPTIVE_PORTAL' },
    ]
  if (shows('setup-network-refused'))
    return [NODE, { ...SPARE, ...silent, latencyMs: 190, chainId: 137, fault: 'CHAIN_WRONG' }]
  return [NODE, SPARE]
}

const untold = { state: 'untold', code: null } as const

/** A reader that answers and a port where none does, a printer, a second screen. */
export const DEVICES: readonly DeviceOption[] = [
  {
    ...{ device: 'reader', id: 'pn532 1-1.2:1.0', state: 'answers', code: null },
    what: 'PN532 reader at /dev/ttyUSB0, USB 1-1.2:1.0',
  },
  {
    ...{ device: 'reader', id: 'pn532 1-1.3:1.0', state: 'failed', code: 'READER_SILENT' },
    what: 'PN532 reader at /dev/ttyUSB1, USB 1-1.3:1.0',
  },
  {
    ...{ device: 'printer', id: 'usb 1-2:1.0', state: 'answers', code: null },
    what: 'printer at /dev/usb/lp0, USB 1-2:1.0',
  },
  { device: 'scanner', id: 'keyboard', what: '', ...untold },
  { device: 'scanner', id: 'none', what: '', ...untold },
  { device: 'display', id: 'screen', what: '', ...untold },
  {
    ...{ device: 'display', id: 'pole 1-1.3:1.0', ...untold },
    what: 'customer display at /dev/ttyUSB1, USB 1-1.3:1.0',
  },
]
