import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PARTITIONS } from '#src/fleet/names.ts'
import type { Address } from '#src/payment/address.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'

export interface SettlerParts {
  readonly name: string
  readonly folder: string
  readonly server: { readonly url: string; readonly ca: string; readonly credentials: string }
  readonly rpcUrl: string
  readonly domain: TokenDomain
  readonly payee: Address
  /** One lane each. */
  readonly gasKeys: readonly Hex[]
  /** How long a payment waits for others; 2 when left out. */
  readonly waitSeconds?: number
}

/** `npm run settler` as an operator runs it. */
export interface SettlerProcess {
  readonly name: string
  readonly pid: number
  /** What it has said so far. */
  said(): string
  /** As a machine does that hangs, and one that goes on later and knows nothing of it. */
  freeze(): void
  thaw(): void
  /** As a power cut does. */
  kill(): Promise<void>
}

const allPartitions = Array.from({ length: PARTITIONS }, (_, partition) => partition)

export function startSettlerProcess(parts: SettlerParts): SettlerProcess {
  const { name, folder, server, rpcUrl, domain, payee, gasKeys, waitSeconds = 2 } = parts
  const path = join(folder, `${name}.json`)
  const lanes = gasKeys.map((testKey, lane) => ({
    ...{ name: `lane-${lane + 1}`, testKey },
    partitions: allPartitions.filter((partition) => partition % gasKeys.length === lane),
  }))
  const config = {
    ...{ name, lanes },
    broker: { servers: [server.url], ca: server.ca, credentials: server.credentials },
    money: { domain, payees: [payee] },
    chain: { rpcUrls: [rpcUrl], confirmations: 2 },
    batch: { payments: 100, waitSeconds },
  }
  writeFileSync(path, JSON.stringify(config, null, 2))
  const args = ['--import', 'tsx', 'settler/index.ts', '--config', path]
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
    appendFileSync(join(folder, `${name}.log`), text)
  })
  return {
    name,
    pid: child.pid ?? 0,
    said: () => said,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async kill() {
      process.off('exit', stop)
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
