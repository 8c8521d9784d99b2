import { describe, expect, it } from 'vitest'
import { readText } from '#drivers/hid-pos/text.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('the text of a code', () => {
  it('is UTF-8, Kazakh letters included', () => {
    expect(readText(utf8('Әже дүкені'))).toBe('Әже дүкені')
  })

  it('is Latin-1 where it is no UTF-8', () => {
    expect(readText(Uint8Array.of(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x80))).toBe('Müller\u0080')
  })

  it('has no suffix of the scanner behind it, and keeps what is inside and in front', () => {
    expect(readText(utf8('A1\r'))).toBe('A1')
    expect(readText(utf8('A1\r\n'))).toBe('A1')
    expect(readText(utf8('A1\t'))).toBe('A1')
    expect(readText(utf8(' A\t1 '))).toBe(' A\t1 ')
    expect(readText(utf8('\r'))).toBe('')
  })

  it('keeps a byte order mark: it is part of the code', () => {
    expect(readText(utf8('\ufeffA'))).toBe('\ufeffA')
  })
})
