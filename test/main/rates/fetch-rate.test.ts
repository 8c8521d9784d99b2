import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { fetchRate } from '#main/rates/fetch-rate.ts'
import { ok } from '#src/result.ts'

/** A source on this machine; the address of its rates. */
async function source(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a port')
  return `http://127.0.0.1:${address.port}/rates?of=usd`
}
const saying = (body: string, status = 200) =>
  source((_request, response) => {
    response.writeHead(status, { location: '/elsewhere' }).end(body)
  })

const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) })

test('asks for the whole address and takes the rate where the pointer says', async () => {
  const asked: (string | undefined)[] = []
  const url = await source((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.end('{"usd":{"kzt":"536.20"}}')
  })
  expect(await fetchRate({ url, pointer: '/usd/kzt' })).toEqual(ok('536.20'))
  expect(asked).toEqual(['GET /rates?of=usd'])
})

test.each([
  ['536.2', '536.2'],
  ['536', '536'],
  ['"536.20"', '536.20'],
  // Twelve places are kept.
  ['"0.1234567890129"', '0.123456789012'],
])('reads %s', async (json, rate) => {
  expect(await fetchRate({ url: await saying(json), pointer: '' })).toEqual(ok(rate))
})

test.each([
  '0',
  '"0.000"',
  '-536.2',
  '"-536.2"',
  '1e-7',
  '1e30',
  '"1e2"',
  '1234567890123',
  '"536,20"',
  '" 536"',
  '"NaN"',
  'null',
  'true',
  '[536]',
  'not JSON',
  '',
])('%s is no rate', async (json) => {
  expect(await fetchRate({ url: await saying(json), pointer: '' })).toEqual(refused('RPC_ANSWER_INVALID'))
})

test.each([204, 301, 302, 404, 500])(
  'an answer with status %i is none: nothing is followed',
  async (status) => {
    expect(await fetchRate({ url: await saying('536', status), pointer: '' })).toEqual(refused('RPC_REFUSED'))
  },
)

test('an endless answer is cut off', async () => {
  const url = await source((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('5'.repeat(4096)));
    }
    response.on('drain', more)
    more()
  })
  const limits = { timeoutMs: 5000, maxBytes: 10_000 }
  expect(await fetchRate({ url, pointer: '' }, limits)).toEqual(refused('RPC_ANSWER_INVALID'))
})

test('a source that begins to answer and falls silent is left', async () => {
  const url = await source((_request, response) => {
    response.write('53')
  })
  expect(await fetchRate({ url, pointer: '' }, { timeoutMs: 150, maxBytes: 1000 })).toEqual(
    refused('RPC_TIMEOUT'),
  )
})

test('a source that is not there', async () => {
  const url = await saying('536')
  const port = new URL(url).port
  expect(await fetchRate({ url: url.replace(port, '1'), pointer: '' })).toEqual(refused('RPC_UNREACHABLE'))
})
