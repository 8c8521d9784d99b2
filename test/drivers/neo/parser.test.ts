import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeMessage, HEADER, MAX_DATA } from '#drivers/neo/message.ts'
import { createMessageParser, type HeardMessage } from '#drivers/neo/parser.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'

const parse = (...chunks: Uint8Array[]): HeardMessage[] => {
  const parser = createMessageParser()
  return chunks.flatMap((chunk) => parser.push(chunk))
}
const singly = (bytes: Uint8Array): Uint8Array[] => [...bytes].map((byte) => Uint8Array.of(byte))
const anyMessage = fc.record({
  command: fc.nat(255),
  second: fc.nat(255),
  data: fc.uint8Array({ maxLength: 300 }),
})
const read = (bytes: Uint8Array) => ({ command: bytes[10], second: bytes[11], data: bytes.slice(14, -2) })

test.each(Object.entries(ANSWERS))('reads the answer %s', (_, bytes) => {
  const [heard, ...more] = parse(bytes)
  expect(heard).toMatchObject(read(bytes))
  expect(heard?.orders).toContain('high-first')
  expect(more).toEqual([])
})

test.each(Object.entries(COMMANDS))('reads the command %s', (_, bytes) => {
  expect(parse(...singly(bytes))).toMatchObject([read(bytes)])
})

test('says which way round the CRC was', () => {
  expect(parse(COMMANDS.ping)[0]?.orders).toEqual(['low-first'])
  expect(parse(COMMANDS.passThroughOn)[0]?.orders).toEqual(['high-first'])
  // Both bytes of this one's CRC are the same.
  expect(parse(COMMANDS.productType)[0]?.orders).toEqual(['low-first', 'high-first'])
})

test('reads any messages back, in whatever pieces they come', () => {
  fc.assert(
    fc.property(anyMessage, anyMessage, fc.array(fc.nat(700), { maxLength: 6 }), (one, two, cuts) => {
      const stream = Uint8Array.of(...encodeMessage(one, 'high-first'), ...encodeMessage(two, 'low-first'))
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length]
      const chunks = edges.slice(1).map((edge, i) => stream.subarray(edges[i], edge))
      expect(parse(...chunks)).toMatchObject([one, two])
      expect(parse(...singly(stream))).toMatchObject([one, two])
    }),
  )
})

test('finds a message behind noise, and between its own header’s first letters', () => {
  const noise = Uint8Array.of(0x00, 0xff, ...HEADER.subarray(0, 5), ...HEADER.subarray(0, 9))
  expect(parse(noise, ANSWERS.ping, noise, ANSWERS.ok)).toMatchObject([read(ANSWERS.ping), read(ANSWERS.ok)])
})

test('calls a message with one wrong bit damaged, and reads the next one', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(7), (where, bit) => {
      const wrong = ANSWERS.exchangedSign.slice()
      // The header is left whole, and so are the bytes that say how long the message is.
      const at = [10, 11, ...wrong.keys()].filter((index) => index > 13 || index === 10 || index === 11)
      const index = at[where % at.length] ?? 14
      wrong[index] = (wrong[index] ?? 0) ^ (1 << bit)
      const [damaged, ...rest] = parse(wrong, ANSWERS.ok)
      expect(damaged?.orders).toEqual([])
      expect(rest).toMatchObject([read(ANSWERS.ok)])
    }),
  )
})

test('finds the message that a damaged length would have swallowed', () => {
  // Sixteen bytes of data, says the length: as many as the next message has.
  const wrong = ANSWERS.ok.map((byte, i) => (i === 13 ? 0x10 : byte))
  expect(parse(wrong, ANSWERS.ping)).toMatchObject([{ orders: [] }, read(ANSWERS.ping)])
})

test('does not wait for data that no reader sends', () => {
  const absurd = Uint8Array.of(...HEADER, 0x2c, 0x00, 0x05, 0xcd)
  expect(parse(absurd, ANSWERS.ok)).toMatchObject([{ orders: [] }, read(ANSWERS.ok)])
})

test('reads the longest message', () => {
  const data = new Uint8Array(MAX_DATA).fill(0xa5)
  expect(parse(encodeMessage({ command: 0x2c, second: 0, data }, 'high-first'))).toMatchObject([{ data }])
})

test('forgets the beginning of a message that broke off', () => {
  const parser = createMessageParser()
  parser.push(ANSWERS.exchangedSign.subarray(0, 40))
  parser.reset()
  expect(parser.push(ANSWERS.ping)).toMatchObject([read(ANSWERS.ping)])
})

test('survives any bytes, and still reads what follows', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(HEADER), fc.uint8Array({ maxLength: 30 }))), (pieces) => {
      // Long enough to fill whatever message the noise may have announced.
      const heard = parse(...pieces, new Uint8Array(1500), ANSWERS.ping)
      expect(heard.at(-1)).toMatchObject(read(ANSWERS.ping))
    }),
  )
})
