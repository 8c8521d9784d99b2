import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

export interface AnvilOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Seconds between blocks; without it every transaction makes a block at once. */
  readonly blockTime?: number
  readonly chainId?: number
  /** Remembers the states of the last 64 blocks only, so that a long run fits into memory; blocks and logs stay. */
  readonly prune?: boolean
}

export interface Anvil {
  readonly rpcUrl: string
  stop(): Promise<void>
}

/**
 * Starts anvil, a local Ethereum node, on a loopback port. It lives no longer than this process,
 * however this process ends.
 */
export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  const { port = 0, blockTime, chainId = 31_337, prune = false } = options
  const rhythm = blockTime === undefined ? [] : ['--block-time', String(blockTime)]
  const pruned = prune ? ['--prune-history', '64'] : []
  // Real chains cap a transaction's gas (EIP-7825); anvil does so only when it is told to.
  const args = [
    '--port',
    String(port),
    '--chain-id',
    String(chainId),
    '--enable-tx-gas-limit',
    ...rhythm,
    ...pruned,
  ]
  const guard = spawn(process.execPath, ['-e', GUARD, '--', anvilBinary(), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const address = await listeningAddress(guard)
  return {
    rpcUrl: `http://${address}`,
    async stop() {
      if (guard.exitCode !== null) return
      const gone = once(guard, 'exit')
      guard.stdin.end()
      await gone
    },
  }
}

/**
 * Anvil does not notice that its parent is gone. This program between the two does: its standard
 * input closes with the parent, even when the parent is killed.
 */
const GUARD = `
  const { spawn } = require('node:child_process')
  const [binary, ...args] = process.argv.slice(1)
  const child = spawn(binary, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  child.on('error', (error) => { console.error(error.message); process.exit(1) })
  child.on('exit', (code) => process.exit(code ?? 0))
  process.stdin.on('close', () => child.kill()).resume()
`

/** The binary lies in a package of its own for each platform; names as in @foundry-rs/anvil's const.mjs. */
function anvilBinary(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const require = createRequire(import.meta.url)
  const root = dirname(require.resolve(`@foundry-rs/anvil-${process.platform}-${arch}/package.json`))
  return join(root, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil')
}

/** Waits for "Listening on 127.0.0.1:40115", and then keeps reading: a full pipe would stop anvil. */
function listeningAddress(guard: ChildProcessByStdio<Writable, Readable, null>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    guard.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (printed.length < 20_000) printed += text
      const address = /Listening on (\S+)/.exec(printed)?.[1]
      if (address) resolve(address)
    })
    guard.once('error', reject)
    guard.once('exit', (code) => reject(new Error(`anvil ended with code ${code}: ${printed.slice(-500)}`)))
  })
}
