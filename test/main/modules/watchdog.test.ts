import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { startWatchdog } from '#main/modules/watchdog.ts'
import { fakeClock } from '../../fakes/clock.ts'

const SOCKET = { NOTIFY_SOCKET: '/nowhere', WATCHDOG_USEC: '40000000' }

function watch(env: { NOTIFY_SOCKET?: string; WATCHDOG_USEC?: string } = SOCKET) {
  const clock = fakeClock(0)
  const is = { answering: false }
  const told: string[] = []
  const watchdog = startWatchdog({
    ...{ env, clock, isAnswering: () => is.answering, log: (line) => told.push(line) },
    notify: (state) => told.push(`${clock.now() / 1000} s: ${state}`),
  })
  return { clock, is, watchdog, told: () => told.splice(0) }
}

test('systemd hears that the terminal is ready once its page answers, and then four times in its patience', async () => {
  const { clock, is, told } = watch()
  await clock.advance(5000)
  expect(told()).toEqual([])
  is.answering = true
  await clock.advance(25_000)
  expect(told()).toEqual(['6 s: READY=1', '16 s: WATCHDOG=1', '26 s: WATCHDOG=1'])
})

test('it hears nothing while the page does not answer, and at once when it does again', async () => {
  const { clock, is, told } = watch()
  is.answering = true
  await clock.advance(1000)
  is.answering = false
  await clock.advance(30_000)
  expect(told()).toEqual(['1 s: READY=1'])
  is.answering = true
  await clock.advance(1000)
  expect(told()).toEqual(['32 s: WATCHDOG=1'])
})

test('an end that is meant is told once, and nothing after it', async () => {
  const { clock, is, watchdog, told } = watch()
  is.answering = true
  await clock.advance(1000)
  watchdog.stop()
  watchdog.stop()
  await clock.advance(60_000)
  expect(told()).toEqual(['1 s: READY=1', '1 s: STOPPING=1'])
})

test('a unit without a watchdog hears that it is ready and no more; without a unit nobody is told', async () => {
  const plain = watch({ NOTIFY_SOCKET: '/nowhere' })
  plain.is.answering = true
  await plain.clock.advance(60_000)
  expect(plain.told()).toEqual(['1 s: READY=1'])
  const alone = watch({})
  alone.is.answering = true
  await alone.clock.advance(60_000)
  expect(alone.told()).toEqual([])
})

/** systemd's end of the wire: a datagram socket, which Node cannot make. */
const LISTENER = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("listening", flush=True)
while True:
    data, fds, _, _ = socket.recv_fds(s, 4096, 4)
    for fd in fds: __import__("os").close(fd)
    print(data.decode().strip(), flush=True)
`

test('a real socket hears it in systemd’s own words', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tapsyr-notify-'))
  const path = join(dir, 'notify')
  const listener = spawn('python3', ['-c', LISTENER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const before = process.env.NOTIFY_SOCKET
  process.env.NOTIFY_SOCKET = path
  onTestFinished(() => {
    if (before === undefined) delete process.env.NOTIFY_SOCKET
    else process.env.NOTIFY_SOCKET = before
    listener.kill()
    rmSync(dir, { recursive: true })
  })
  const heard = createInterface({ input: listener.stdout })[Symbol.asyncIterator]()
  const next = async () => (await heard.next()).value
  expect(await next()).toBe('listening')

  const clock = fakeClock()
  const env = { NOTIFY_SOCKET: path, WATCHDOG_USEC: '4000000' }
  const watchdog = startWatchdog({ env, clock, isAnswering: () => true, log: expect.unreachable })
  expect(await next()).toBe('READY=1')
  // The barrier by which systemd-notify waits until it was heard.
  expect(await next()).toBe('BARRIER=1')
  await clock.advance(1000)
  expect([await next(), await next()]).toEqual(['WATCHDOG=1', 'BARRIER=1'])
  watchdog.stop()
  expect([await next(), await next()]).toEqual(['STOPPING=1', 'BARRIER=1'])
})
