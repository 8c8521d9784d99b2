import { expect, it } from 'vitest'
import { crc32c } from '#main/files/crc32c.ts'
import { scanLog } from '#main/files/leveldb-log.ts'

it.each([
  ['32 bytes of zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['0, 1, 2 … 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
])('has the checksum of %s that RFC 3720 gives', (_name, bytes, checksum) => {
  expect(crc32c(bytes)).toBe(checksum)
})

/** One record each, as Chromium 130 wrote them into the manifest, a log too, and the log of a new IndexedDB. */
const RECORD = Buffer.from('e4d68eee10000101086964625f636d7031020003020400', 'hex')
const LONGER = Buffer.from('f28820161700010100000000000000010000000106000000003200020801', 'hex')
const BLOCK = 32 * 1024

it('reads what Chromium wrote', () => {
  expect(scanLog(RECORD)).toEqual({ records: 1, goodBytes: 23, end: 'whole' })
  expect(scanLog(Buffer.concat([RECORD, RECORD]))).toEqual({ records: 2, goodBytes: 46, end: 'whole' })
  expect(scanLog(Buffer.alloc(0))).toEqual({ records: 0, goodBytes: 0, end: 'whole' })
})

it.each([1, 6, 7, 22])('finds the first record whole and the second torn after %i bytes', (bytes) => {
  const log = Buffer.concat([RECORD, RECORD.subarray(0, bytes)])
  expect(scanLog(log)).toEqual({ records: 1, goodBytes: 23, end: 'torn' })
})

it('finds a record damaged that was written behind a torn one', () => {
  const log = Buffer.concat([RECORD, RECORD.subarray(0, 7), RECORD])
  expect(scanLog(log)).toEqual({ records: 1, goodBytes: 23, end: 'damaged' })
})

it('skips the end of a block that has no room for a header', () => {
  const records = [LONGER, LONGER, ...Array.from({ length: 1422 }, () => RECORD)]
  const padding = Buffer.alloc(2)
  const block = Buffer.concat([...records, padding])
  expect(block).toHaveLength(BLOCK)
  expect(scanLog(Buffer.concat([block, RECORD]))).toEqual({
    records: records.length + 1,
    goodBytes: BLOCK + RECORD.length,
    end: 'whole',
  })
})

/** A part of a long record, sealed as the format says: a masked CRC-32C over type and content. */
function part(type: number, content: Uint8Array): Buffer {
  const body = Buffer.concat([Uint8Array.of(type), content])
  const sum = crc32c(body)
  const header = Buffer.alloc(6)
  header.writeUInt32LE((((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0)
  header.writeUInt16LE(content.length, 4)
  return Buffer.concat([header, body])
}

it('seals parts as Chromium does', () => {
  expect(part(1, RECORD.subarray(7))).toEqual(RECORD)
})

it('counts a record in several parts once all of them are there', () => {
  const filled = part(2, Buffer.alloc(BLOCK - RECORD.length - 7, 1))
  const log = Buffer.concat([
    RECORD,
    filled,
    part(3, Buffer.alloc(BLOCK - 7, 2)),
    part(4, Buffer.alloc(9, 3)),
  ])
  expect(scanLog(log)).toEqual({ records: 2, goodBytes: log.length, end: 'whole' })
  expect(scanLog(log.subarray(0, 2 * BLOCK))).toEqual({ records: 1, goodBytes: 23, end: 'torn' })
  const behind = Buffer.concat([log.subarray(0, 2 * BLOCK), RECORD])
  expect(scanLog(behind)).toEqual({ records: 1, goodBytes: 23, end: 'damaged' })
})

it('takes zeros behind the last record for no record', () => {
  const log = Buffer.concat([RECORD, Buffer.alloc(172)])
  expect(scanLog(log)).toEqual({ records: 1, goodBytes: 23, end: 'damaged' })
})
