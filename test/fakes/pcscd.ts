import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A PC/SC service of the test's own, with vsmartcard's virtual reader of two slots. */
export interface TestPcscd {
  /** A card that connects here lies on the first of `readers`; one port above, on the second. */
  readonly port: number
  readonly readers: readonly [string, string]
  /** Ends it as a crash would. */
  kill(): Promise<void>
}

const READER = 'Tapsyr test PICC'
const VPCD = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'
const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }

/**
 * The folder that holds the service's socket. The client library reads the socket's path once in
 * the life of a process, so all services of one test file live, one after the other, at this one.
 */
const dir = mkdtempSync(join(tmpdir(), 'tapsyr-pcscd-'))
for (const name of ['conf', 'none', 'run', 'run/pcscd']) mkdirSync(join(dir, name))
const started = new Set<ChildProcess>()
const removeFolder = () => rmSync(dir, { recursive: true, force: true })
if (process.env.VITEST)
  afterAll(async () => {
    await Promise.all([...started].map(kill))
    removeFolder()
  })
// The bench is no test, and ends each service itself.
else process.on('exit', removeFolder)
const SOCKET = join(dir, 'run/pcscd/pcscd.comm')
process.env.PCSCLITE_CSOCK_NAME = SOCKET

/**
 * Under a /run of its own, where neither the system's service nor its readers are disturbed: no
 * driver for real readers is to be seen. Root may do so, and so may most users.
 */
const APART = `mount --bind "$0/run" /run && mount --bind "$0/none" /usr/lib/pcsc/drivers &&
  exec pcscd --foreground --error --auto-exit --config "$0/conf"`
const apart = (): string[] => [
  'unshare',
  '--mount',
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
  ...['sh', '-c', APART, dir],
]

/**
 * Where that is forbidden, as in many containers: the socket is opened here and handed over as
 * systemd would (sd_listen_fds(3)), so pcscd opens none of its own.
 */
const HANDED = `use Socket; use POSIX (); $^F = 255; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die $!;
  bind($s, sockaddr_un($ARGV[0])) or die $!; listen($s, 16) or die $!; POSIX::dup2(fileno($s), 3);
  $ENV{LISTEN_FDS} = 1; $ENV{LISTEN_PID} = $$; exec qw(pcscd --foreground --error --auto-exit --config), $ARGV[1];`
const handed = (): string[] => ['perl', '-e', HANDED, SOCKET, join(dir, 'conf')]

/** Why no such service can be run here; undefined when one can. Starts and ends one to be sure. */
export async function whyNoPcscd(): Promise<string | undefined> {
  if (spawnSync('pcscd', ['--version'], { env }).error) return 'pcscd is not installed'
  if (!existsSync(VPCD)) return `vsmartcard's vpcd is not installed (${VPCD})`
  try {
    await (await startPcscd()).kill()
    return undefined
  } catch (error) {
    return String(error)
  }
}

export async function startPcscd(): Promise<TestPcscd> {
  const port = await freePair()
  // A copy, as the system's folder of drivers may be hidden.
  copyFileSync(VPCD, join(dir, 'libifdvpcd.so'))
  writeFileSync(join(dir, 'conf/reader'), readerConf(port))
  const child = (await start(apart())) ?? (await start(handed()))
  if (!child) throw new Error('pcscd cannot be started here')
  return { port, readers: [`${READER} 00 00`, `${READER} 00 01`], kill: () => kill(child) }
}

/** One entry only: of several, vpcd takes the first slot of each for the same. */
const readerConf = (port: number): string => `FRIENDLYNAME "${READER}"
DEVICENAME /dev/null:0x${port.toString(16)}
LIBPATH ${join(dir, 'libifdvpcd.so')}
CHANNELID 0x${port.toString(16)}
`

/** Resolves when it answers; undefined when it ended instead. */
async function start([command = '', ...args]: string[]): Promise<ChildProcess | undefined> {
  rmSync(SOCKET, { force: true })
  const child = spawn(command, args, { env, stdio: 'ignore' })
  started.add(child)
  const ended = new Promise<'ended'>((resolve) => {
    child.once('exit', () => resolve('ended'))
    child.once('error', () => resolve('ended'))
  })
  while (child.exitCode === null && child.signalCode === null) {
    if (await answers()) return child
    if ((await Promise.race([ended, nextLook()])) === 'ended') return undefined
  }
  return undefined
}

const nextLook = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10))

const answers = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(SOCKET)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

/** A free port whose next one is free too: vpcd takes one for each slot. */
async function freePair(): Promise<number> {
  for (;;) {
    const first = await listen(0)
    const port = portOf(first)
    const second = await listen(port + 1).catch(() => undefined)
    await Promise.all([close(first), second && close(second)])
    if (second) return port
  }
}

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, () => resolve(server))
  })

const close = (server: Server): Promise<unknown> => new Promise((resolve) => server.close(resolve))

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('a server without a port')
  return address.port
}
