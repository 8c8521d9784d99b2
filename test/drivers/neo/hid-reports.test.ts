import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReportAssembler, splitIntoReports } from '#drivers/neo/hid-reports.ts'
import { encodeMessage, MAX_DATA } from '#drivers/neo/message.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'

/** What comes out of an assembler for these reports, `undefined` left away. */
function assemble(...reports: Uint8Array[]): Uint8Array[] {
  const assembler = createReportAssembler()
  return reports.flatMap((report) => assembler.push(report) ?? [])
}

const only = (message: Uint8Array): Uint8Array => splitIntoReports(message)[0] ?? new Uint8Array()

test('a short message is one report with id 1, filled up with zeros', () => {
  // NEO 2 guide, 2.8.2 "Sample Single Report Command and Response".
  const report = Uint8Array.of(1, ...COMMANDS.ping, ...new Uint8Array(47))
  expect(splitIntoReports(COMMANDS.ping)).toEqual([report])
  expect(assemble(Uint8Array.of(1, ...ANSWERS.ping, ...new Uint8Array(47)))).toEqual([ANSWERS.ping])
})

test('the answer to SIGN is three reports', () => {
  const [first, second, third, ...more] = splitIntoReports(ANSWERS.exchangedSign)
  expect(more).toEqual([])
  expect(first).toEqual(Uint8Array.of(2, ...ANSWERS.exchangedSign.subarray(0, 63)))
  expect([...(second ?? []).slice(0, 5)]).toEqual([3, 0xfc, 0x0e, 0x11, 0x08])
  expect([...(third ?? []).slice(0, 5)]).toEqual([4, 0xe3, 0xf5, 0xe9, 0xca])
  expect([...(third ?? []).slice(33)]).toEqual(new Array(31).fill(0))
})

test.each([
  [47, [1]],
  [48, [2, 4]],
  [110, [2, 4]],
  [111, [2, 3, 4]],
  [MAX_DATA, [2, ...new Array(22).fill(3), 4]],
])('%i bytes of data go in reports %j', (length, ids) => {
  const message = encodeMessage({ command: 0x2c, second: 0, data: new Uint8Array(length) }, 'high-first')
  const reports = splitIntoReports(message)
  expect(reports.map(([id]) => id)).toEqual(ids)
  expect(reports.every((report) => report.length === 64)).toBe(true)
})

test('no message is no report', () => {
  expect(splitIntoReports(new Uint8Array())).toEqual([])
})

test('any message comes out as it went in, whatever came before', () => {
  const anyReport = fc.uint8Array({ maxLength: 64 })
  const anyData = fc.uint8Array({ maxLength: MAX_DATA })
  fc.assert(
    fc.property(fc.array(anyReport), anyData, (before, data) => {
      const message = encodeMessage({ command: 0x2c, second: 0, data }, 'high-first')
      expect(assemble(...before, ...splitIntoReports(message)).at(-1)).toEqual(message)
    }),
  )
})

test('parts without their beginning are passed over', () => {
  const [, second, third] = splitIntoReports(ANSWERS.exchangedSign)
  expect(assemble(second ?? only(ANSWERS.ok), third ?? only(ANSWERS.ok), only(ANSWERS.ok))).toEqual([
    ANSWERS.ok,
  ])
})

test('a new beginning ends what came before', () => {
  const [first, second] = splitIntoReports(ANSWERS.exchangedSign)
  const reports = [first, second].flatMap((report) => report ?? [])
  expect(assemble(...reports, ...splitIntoReports(ANSWERS.exchangedSelect))).toEqual([
    ANSWERS.exchangedSelect,
  ])
})

test('a message with a part missing is dropped whole', () => {
  const [first, , third] = splitIntoReports(ANSWERS.exchangedSign)
  expect(assemble(...[first, third].flatMap((report) => report ?? []))).toEqual([])
})

test('what does not begin like a message is dropped', () => {
  expect(assemble(new Uint8Array(64).fill(1), new Uint8Array(0), Uint8Array.of(9, 9))).toEqual([])
})

test('middles without an end do not fill the memory', () => {
  const assembler = createReportAssembler()
  const [first = new Uint8Array(), middle = new Uint8Array()] = splitIntoReports(ANSWERS.exchangedSign)
  assembler.push(first)
  for (let i = 0; i < 1_000; i++) assembler.push(middle)
  // What was begun is given up long before: an end finds nothing to complete.
  expect(assembler.push(Uint8Array.of(4, ...new Uint8Array(63)))).toBeUndefined()
})
