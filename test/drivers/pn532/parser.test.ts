import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACK_FRAME, ERROR_FRAME, encodeFrame, NACK_FRAME } from '#drivers/pn532/frame.ts'
import { createFrameParser, type Frame } from '#drivers/pn532/parser.ts'
import { FRAMES } from '../../vectors/pn532.ts'

const parse = (...chunks: Uint8Array[]): Frame[] => {
  const parser = createFrameParser()
  return chunks.flatMap((chunk) => parser.push(chunk))
}
const singly = (bytes: Uint8Array): Uint8Array[] => [...bytes].map((byte) => Uint8Array.of(byte))
const body = fc.uint8Array({ minLength: 2, maxLength: 265 })

test.each(Object.entries(FRAMES))('%s: its body is read', (name, bytes) => {
  const data = { kind: 'data', body: bytes.slice(name.startsWith('extended') ? 8 : 5, -2) }
  expect(parse(bytes)).toEqual([data])
})

test('tells the short frames apart', () => {
  const kinds = parse(ACK_FRAME, NACK_FRAME, ERROR_FRAME).map(({ kind }) => kind)
  expect(kinds).toEqual(['ack', 'nack', 'error'])
})

test('reads any body back, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(body, fc.array(fc.nat(280), { maxLength: 6 }), (bytes, cuts) => {
      const stream = Uint8Array.of(...ACK_FRAME, ...encodeFrame(bytes), ...encodeFrame(bytes))
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length]
      const chunks = edges.slice(1).map((edge, i) => stream.subarray(edges[i], edge))
      const data = { kind: 'data', body: bytes }
      expect(parse(...chunks)).toEqual([{ kind: 'ack' }, data, data])
      expect(parse(...singly(stream))).toEqual([{ kind: 'ack' }, data, data])
    }),
  )
})

test('takes any number of zeros between frames', () => {
  const stream = Uint8Array.of(...new Uint8Array(9), ...ACK_FRAME, ...new Uint8Array(3), ...FRAMES.released)
  expect(parse(stream).map(({ kind }) => kind)).toEqual(['ack', 'data'])
})

test('finds a frame behind noise that has no start code in it', () => {
  const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.filter((byte) => byte !== 0xff))
  fc.assert(
    fc.property(noise, body, (before, bytes) => {
      expect(parse(before, encodeFrame(bytes))).toEqual([{ kind: 'data', body: bytes }])
    }),
  )
})

test('gives no data for a frame with one wrong bit', () => {
  const bit = fc.nat(7)
  fc.assert(
    fc.property(body, fc.nat(), bit, (bytes, where, which) => {
      const frame = encodeFrame(bytes)
      // The preamble and the postamble may be anything; the rest may not.
      const at = 1 + (where % (frame.length - 2))
      frame[at] = (frame[at] ?? 0) ^ (1 << which)
      const heard = parse(frame).filter(({ kind }) => kind === 'data')
      expect(heard).not.toContainEqual({ kind: 'data', body: bytes })
    }),
  )
})

test('survives any bytes, and still reads what follows', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      // Long enough to fill whatever frame the noise may have announced.
      const flush = new Uint8Array(600)
      const frames = parse(noise, flush, encodeFrame(Uint8Array.of(0xd5, 0x03)))
      expect(frames.at(-1)).toEqual({ kind: 'data', body: Uint8Array.of(0xd5, 0x03) })
    }),
  )
})

test('calls damaged what has a frame’s shape and wrong sums', () => {
  const wrong = FRAMES.released.map((byte, i) => (i === 8 ? byte ^ 1 : byte))
  expect(parse(wrong)).toEqual([{ kind: 'corrupt' }])
  const wrongLength = FRAMES.released.map((byte, i) => (i === 4 ? byte ^ 1 : byte))
  expect(parse(wrongLength, ACK_FRAME)).toEqual([{ kind: 'corrupt' }, { kind: 'ack' }])
})

test.each([
  ['too long for the chip', Uint8Array.of(0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02)],
  ['empty', Uint8Array.of(0x00, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00)],
  ['extended, with a wrong sum', Uint8Array.of(0x00, 0xff, 0xff, 0xff, 0x01, 0x07, 0xf9)],
])('does not wait for a body whose length is %s', (_, header) => {
  expect(parse(header, ACK_FRAME)).toEqual([{ kind: 'corrupt' }, { kind: 'ack' }])
})
