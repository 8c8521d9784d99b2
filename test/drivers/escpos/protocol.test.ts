import { describe, expect, it } from 'vitest'
import {
  makeAutomaticStatus,
  makeClearBuffers,
  makeCut,
  makeDrawerPulse,
  makeFeed,
  makeIdentityRequest,
  makeInitialize,
  makeLeaveKanji,
  makePaperRequest,
  makeProcessId,
  makeRecover,
  makeStatusRequest,
  readAutomaticStatus,
  readStatus,
} from '#drivers/escpos/protocol.ts'
import { ASB, CLEAR_BUFFERS, MODEL, PROCESS_ID, STATUS } from '../../vectors/escpos.ts'

const READY = {
  offline: false,
  coverOpen: false,
  error: false,
  recoverable: false,
  paperEnd: false,
  nearEnd: false,
}

describe('commands', () => {
  it.each([
    ['ESC @', makeInitialize(), [0x1b, 0x40]],
    ['GS a', makeAutomaticStatus(), [0x1d, 0x61, 0x0e]],
    ['DLE EOT 2', makeStatusRequest(2), [0x10, 0x04, 0x02]],
    ['GS r 1', makePaperRequest(), [0x1d, 0x72, 0x01]],
    ['GS ( H', makeProcessId(PROCESS_ID.id), [...PROCESS_ID.request]],
    ['DLE DC4 8', makeClearBuffers(), [...CLEAR_BUFFERS.request]],
    ['DLE ENQ 2', makeRecover(), [0x10, 0x05, 0x02]],
    ['GS I 67', makeIdentityRequest(67), [...MODEL.request]],
    ['FS .', makeLeaveKanji(), [0x1c, 0x2e]],
    ['ESC J', makeFeed(12), [0x1b, 0x4a, 0x0c]],
    ['GS V 66', makeCut(), [0x1d, 0x56, 0x42, 0x00]],
    ['ESC p', makeDrawerPulse(), [0x1b, 0x70, 0x00, 0x19, 0xfa]],
  ])('%s', (_, made, bytes) => {
    expect([...made]).toEqual(bytes)
  })
})

describe('status bytes', () => {
  it.each([
    ['idle', {}],
    ['drawerSignalHigh', {}],
    ['coverOpen', { offline: true, coverOpen: true }],
    ['paperOut', { offline: true, paperEnd: true, nearEnd: true }],
    ['paperOutWithoutNearEndSensor', { offline: true, paperEnd: true }],
    ['nearEnd', { nearEnd: true }],
    ['cutterStuck', { offline: true, error: true, recoverable: true }],
  ] as const)('tell %s', (name, part) => {
    expect(readStatus(STATUS[name])).toEqual({ ...READY, ...part })
  })
})

describe('automatic status', () => {
  it.each([
    ['idle', {}],
    ['drawerSignalHigh', {}],
    ['coverOpen', { offline: true, coverOpen: true }],
    ['paperOut', { offline: true, paperEnd: true, nearEnd: true }],
  ] as const)('tells %s', (name, part) => {
    expect(readAutomaticStatus(ASB[name])).toEqual({ ...READY, ...part })
  })

  it('tells an error', () => {
    expect(readAutomaticStatus([0x18, 0x08, 0, 0x0f])).toEqual({
      ...READY,
      offline: true,
      error: true,
      recoverable: true,
    })
  })

  it.each([
    ['a hot print head, which cools by itself', 0x40],
    ['an error beyond repair', 0x20],
    ['a stuck cutter in a printer beyond repair', 0x28],
  ])('tells %s, which no command ends', (_, second) => {
    expect(readAutomaticStatus([0x18, second, 0, 0x0f])).toMatchObject({ error: true, recoverable: false })
  })
})
