import { expect, test } from 'vitest'
import { openFaultOf } from '#drivers/link/open-fault.ts'

// The words around what strerror says on Linux, from node-serialport and node-hid; those of Windows
// from node-serialport's source (bindings-cpp, src/serialport_win.cpp).
test.each([
  ['Error: No such file or directory, cannot open /dev/ttyACM0', 'LINK_ABSENT'],
  ["Failed to open a device with path '/dev/hidraw0': No such file or directory", 'LINK_ABSENT'],
  ['Error: No such device or address, cannot open /dev/ttyACM0', 'LINK_ABSENT'],
  ['Opening COM7: File not found', 'LINK_ABSENT'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'LINK_FORBIDDEN'],
  ["Error: EACCES: permission denied, access '/dev/hidraw0'", 'LINK_FORBIDDEN'],
  ['Opening COM7: Access denied', 'LINK_FORBIDDEN'],
  ['Error Resource temporarily unavailable Cannot lock port', 'LINK_BUSY'],
  ['Error: Device or resource busy, cannot open /dev/ttyS0', 'LINK_BUSY'],
])('%s: %s', (words, fault) => {
  expect(openFaultOf(words)).toBe(fault)
})

test('leaves open what the words do not say', () => {
  const words = "ioctl(GRDESCSIZE) error for '/dev/null', not a HIDRAW device?"
  expect(openFaultOf(words)).toBeUndefined()
})
