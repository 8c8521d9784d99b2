import { AIM_DESCRIPTOR } from '../../vectors/hid-pos.ts'
import type { UsbDevice } from './gadget.ts'

/** A PN532 board behind a WCH CH9102, whose class is CDC-ACM. Such chips have no serial number. */
export const PN532_BOARD: UsbDevice = {
  kind: 'acm',
  vendorId: 0x1a86,
  productId: 0x55d4,
  manufacturer: 'WCH',
  product: 'USB Single Serial',
}

/** One application of the maker's own (page FF00), with reports 1 to 4 of 63 bytes in both directions. */
const NEO_DESCRIPTOR = Uint8Array.of(
  ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01],
  ...[1, 2, 3, 4].flatMap((id) => [
    ...[0x85, id, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 63],
    ...[0x09, 0x01, 0x81, 0x02, 0x09, 0x01, 0x91, 0x02],
  ]),
  0xc0,
)

const hid = (descriptor: Uint8Array) =>
  ({ kind: 'hid', attributes: { report_length: '64', report_desc: descriptor } }) as const

export const NEO_READER: UsbDevice = {
  ...hid(NEO_DESCRIPTOR),
  vendorId: 0x0acd,
  productId: 0x3530,
  manufacturer: 'ID TECH',
  product: 'VP3300',
  serialNumber: 'NEO-1',
}

export const SCANNER: UsbDevice = {
  ...hid(AIM_DESCRIPTOR),
  vendorId: 0x0c2e,
  productId: 0x0b07,
  manufacturer: 'Honeywell',
  product: 'HID POS scanner',
  serialNumber: 'SCANNER-1',
}

export const PRINTER: UsbDevice = {
  kind: 'printer',
  vendorId: 0x04b8,
  productId: 0x0e15,
  manufacturer: 'EPSON',
  product: 'TM-T20II',
  serialNumber: 'PRINTER-1',
  attributes: { pnp_string: 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;' },
}
