import { readdirSync, readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeMetrics } from '#main/metrics/file.ts'
import { serveMetrics } from '#main/metrics/server.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

/** A port that nobody has. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const ask = (port: number, { path = '/metrics', method = 'GET', headers = {} } = {}) =>
  new Promise<{ code: number | undefined; type: string | undefined; body: string }>((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ code: response.statusCode, type: response.headers['content-type'], body })
    })
    asking.on('error', reject).end()
  })

async function serving(log: (message: string) => void = () => undefined) {
  const port = await freePort()
  onTestFinished(serveMetrics(port, { text: async () => 'a 1\n', log }))
  return port
}

test('answers on this machine in the format that Prometheus asks for', async () => {
  const port = await serving()
  expect(await ask(port)).toEqual({
    code: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
    body: 'a 1\n',
  })
})

test('answers no page, no other name, no other path and no other method', async () => {
  const port = await serving()
  const code = async (how: Parameters<typeof ask>[1]) => (await ask(port, how)).code
  expect(await code({ headers: { host: `evil.example:${port}` } })).toBe(403)
  expect(await code({ headers: { origin: 'https://evil.example' } })).toBe(403)
  expect(await code({ path: '/' })).toBe(404)
  expect(await code({ method: 'POST' })).toBe(405)
})

test('a port that somebody else has is named, and hinders nothing', async () => {
  const port = await serving()
  const said = new Promise<string>((resolve) => {
    onTestFinished(serveMetrics(port, { text: async () => '', log: resolve }))
  })
  expect(await said).toContain('EADDRINUSE')
})

function writing(path: string) {
  const clock = fakeClock()
  const said: string[] = []
  let n = 0
  const text = async () => {
    n += 1
    return `a ${n}\n`
  }
  onTestFinished(writeMetrics(path, { text, clock, log: (message) => said.push(message) }))
  return { clock, said }
}

test('the file is written anew every 15 seconds, whole, for others to read', async () => {
  const folder = emptyFolder()
  const path = join(folder, 'tapsyr.prom')
  const { clock } = writing(path)
  const content = () => readFileSync(path, 'utf8')
  await expect.poll(() => readdirSync(folder)).toEqual(['tapsyr.prom'])
  expect(content()).toBe('a 1\n')
  expect(statSync(path).mode & 0o777).toBe(0o644)
  await clock.advance(14_999)
  expect(content()).toBe('a 1\n')
  await clock.advance(1)
  await expect.poll(content).toBe('a 2\n')
})

test('a folder that is not there is named once', async () => {
  const { clock, said } = writing(join(emptyFolder(), 'none', 'tapsyr.prom'))
  await expect.poll(() => said).toHaveLength(1)
  await clock.advance(60_000)
  expect(said).toHaveLength(1)
})
