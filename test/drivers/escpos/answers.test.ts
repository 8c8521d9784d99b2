import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, createAnswerReader } from '#drivers/escpos/answers.ts'
import { ASB, CLEAR_BUFFERS, MODEL, PROCESS_ID, STATUS } from '../../vectors/escpos.ts'

const read = (...bytes: number[]): Answer[] => createAnswerReader().push(Uint8Array.from(bytes))

const KNOWN: readonly (readonly [readonly number[], Answer])[] = [
  [[STATUS.idle[0]], { kind: 'status', byte: 0x12 }],
  [[STATUS.paperOut[3]], { kind: 'status', byte: 0x7e }],
  [ASB.idle, { kind: 'asb', bytes: ASB.idle }],
  [ASB.coverOpen, { kind: 'asb', bytes: ASB.coverOpen }],
  [[0x03], { kind: 'paper', byte: 0x03 }],
  [[0x00], { kind: 'paper', byte: 0x00 }],
  [[...PROCESS_ID.answer], { kind: 'process-id', id: '0001' }],
  [[...CLEAR_BUFFERS.answer], { kind: 'cleared' }],
  [[...MODEL.answer], { kind: 'text', text: 'TM-T88V' }],
  [[0x5f, 0x00], { kind: 'text', text: '' }],
]

describe('the printer’s answers', () => {
  it.each(KNOWN)('%j alone', (bytes, answer) => {
    expect(read(...bytes)).toEqual([answer])
  })

  it('are told apart in any order, however the bytes are split', () => {
    const stream = fc.array(fc.constantFrom(...KNOWN), { maxLength: 12 })
    fc.assert(
      fc.property(stream, fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const reader = createAnswerReader()
        const bytes = parts.flatMap(([part]) => part)
        const answers: Answer[] = []
        for (let at = 0; at < bytes.length; at += size)
          answers.push(...reader.push(Uint8Array.from(bytes.slice(at, at + size))))
        expect(answers).toEqual(parts.map(([, answer]) => answer))
      }),
    )
  })

  it('are read through XON and XOFF', () => {
    expect(read(0x13, 0x10, 0x11, 0x00, 0x13, 0x00, 0x0f, 0x11)).toEqual([{ kind: 'asb', bytes: ASB.idle }])
  })

  it('that break off do not swallow the next', () => {
    expect(read(0x10, 0x00, 0x12)).toEqual([{ kind: 'junk' }, { kind: 'status', byte: 0x12 }])
    expect(read(0x5f, 0x54, 0x4d, 0x12)).toEqual([{ kind: 'junk' }, { kind: 'status', byte: 0x12 }])
    expect(read(0x37, 0x22, 0x30, 0x12)).toEqual([{ kind: 'junk' }, { kind: 'status', byte: 0x12 }])
  })

  it('that are no answers are junk', () => {
    expect(read(0xff)).toEqual([{ kind: 'junk' }])
    expect(read(0x37, 0x22, 0x30, 0x00)).toEqual([{ kind: 'junk' }])
    expect(read(0x5f, ...Array(82).fill(0x41))).toContainEqual({ kind: 'junk' })
    expect(read(...[0x37, 0x22], ...Array(8).fill(0x41))).toContainEqual({ kind: 'junk' })
  })

  it('never make the reader stumble for good', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const reader = createAnswerReader()
        reader.push(noise)
        expect(reader.push(Uint8Array.of(0x12, 0x12)).at(-1)).toEqual({ kind: 'status', byte: 0x12 })
      }),
    )
  })
})
