import { expect, it } from 'vitest'
import { readOptions, TEST_KEY, VIRTUAL_HELP } from '#simulator/virtual/options.ts'

const KEY = 'ab'.repeat(32)

it('puts a card behind vpcd, by default with the test key and on this machine', () => {
  const vpcd = { host: '127.0.0.1', port: 35963 }
  expect(readOptions(['card', 'keycard'])).toEqual({
    run: { device: 'card', card: 'keycard', key: TEST_KEY, data: '', vpcd },
  })
  expect(readOptions(['card', 'halo', '--key', `0x${KEY.toUpperCase()}`, '--vpcd', 'lab:35964'])).toEqual({
    run: { device: 'card', card: 'halo', key: KEY, data: '', vpcd: { host: 'lab', port: 35964 } },
  })
  expect(readOptions(['card', 'keycard', '--data', '5443'])).toMatchObject({ run: { data: '5443' } })
})

it('puts a reader on a port, with a card or without', () => {
  expect(readOptions(['reader', 'pn532', '--pty', '/tmp/r'])).toEqual({
    run: { device: 'reader', reader: 'pn532', pty: '/tmp/r', card: undefined, key: TEST_KEY },
  })
  expect(readOptions(['reader', 'neo', '--pty=/tmp/r', '--card=halo', `--key=${KEY}`])).toEqual({
    run: { device: 'reader', reader: 'neo', pty: '/tmp/r', card: 'halo', key: KEY },
  })
})

it('puts a printer on a port', () => {
  expect(readOptions(['printer', 'escpos', '--pty', 'p', '--png', 'out'])).toEqual({
    run: { device: 'printer', pty: 'p', png: 'out' },
  })
})

it('explains itself', () => {
  expect(readOptions(['--help'])).toEqual({ say: VIRTUAL_HELP, code: 0 })
})

it.each([
  [[], 'Which device?'],
  [['toaster'], 'There is no virtual toaster.'],
  [['card'], 'A card is one of: keycard, halo.'],
  [['card', 'tangem'], 'A card is one of: keycard, halo.'],
  [['card', 'keycard', 'halo'], '"halo" is one word too many.'],
  [['card', 'keycard', '--pty', 'x'], 'A card has no --pty.'],
  [['card', 'keycard', '--key', '1'], '--key is 64 hex digits'],
  [['card', 'keycard', '--key', '00'.repeat(32)], '--key is 64 hex digits'],
  [['card', 'keycard', '--key', 'ff'.repeat(32)], '--key is 64 hex digits'],
  [['card', 'keycard', '--data', 'abc'], '--data is for a keycard'],
  [['card', 'keycard', '--data', '00'.repeat(128)], '--data is for a keycard'],
  [['card', 'halo', '--data', '00'], '--data is for a keycard'],
  [['card', 'keycard', '--vpcd', 'localhost'], '--vpcd is HOST:PORT.'],
  [['card', 'keycard', '--vpcd', 'localhost:0'], '--vpcd is HOST:PORT.'],
  [['card', 'keycard', '--vpcd', 'localhost:65536'], '--vpcd is HOST:PORT.'],
  [['reader', 'pn533', '--pty', 'x'], 'A reader is one of: pn532, neo.'],
  [['reader', 'pn532'], 'A reader needs --pty PATH.'],
  [['reader', 'pn532', '--pty', 'x', '--card', 'bank'], '--card is one of: keycard, halo.'],
  [['reader', 'pn532', '--pty', 'x', '--png', 'y'], 'A reader has no --png.'],
  [['printer', 'star', '--pty', 'x', '--png', 'y'], 'A printer is: escpos.'],
  [['printer', 'escpos', '--png', 'y'], 'A printer needs --pty PATH.'],
  [['printer', 'escpos', '--pty', 'x'], 'A printer needs --png DIR.'],
  [['printer', 'escpos', '--pty'], '--pty'],
  [['card', 'keycard', '--kye', 'x'], '--kye'],
])('refuses %j with its reason, and explains itself', (args, reason) => {
  const read = readOptions(args)
  expect(read).toMatchObject({ code: 1, say: expect.stringContaining(reason) })
  expect(read).toMatchObject({ say: expect.stringContaining('Usage:') })
})
