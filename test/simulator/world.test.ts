import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openSerial } from '#drivers/link/serial.ts'
import { startWorld, type World } from '#simulator/world.ts'
import { configSchema } from '#src/config/schema.ts'

/** Programs that this process started, directly or not. */
function descendants(pid = process.pid): string[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
  const below = (parent: number): string[] =>
    rows
      .filter(([, ppid]) => Number(ppid) === parent)
      .flatMap(([child, , name]) => [name ?? '', ...below(Number(child))])
  return below(pid).filter((name) => name === 'anvil' || name === 'socat')
}

let dir: string
let world: World

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tapsyr-world-'))
  world = await startWorld({ dir })
})

afterAll(async () => {
  await world.stop()
  await rm(dir, { recursive: true })
})

const pathSchema = z.object({ path: z.string() })

describe('a simulated world', () => {
  it('writes a configuration that the terminal accepts', async () => {
    const config = configSchema.parse(JSON.parse(await readFile(world.configPath, 'utf8')))
    expect(config.money.payee).toBe(world.merchant)
    expect(config.chain.rpcUrls).toEqual([world.gate.rpcUrl])
    expect(config.testGasKey).toBeDefined()
  })

  it('gives every card its test money', async () => {
    for (const { address, startUnits } of world.cards.values())
      if (address) expect(await world.token.balanceOf(address)).toBe(startUnits)
  })

  it('has devices that a terminal can open, lose and open again', async () => {
    const { reader, printer } = configSchema.parse(
      JSON.parse(await readFile(world.configPath, 'utf8')),
    ).devices
    for (const { path } of [reader, printer, reader].map((device) => pathSchema.parse(device))) {
      const link = await openSerial(path, { baudRate: 115_200 })()
      expect(link.ok).toBe(true)
      if (link.ok) await link.value.close()
    }
  })

  it('stops answering while the network is cut, and keeps its chain', async () => {
    const ask = () =>
      fetch(world.gate.rpcUrl, {
        method: 'POST',
        body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}',
      }).then((answer) => answer.status)
    expect(await ask()).toBe(200)
    await world.network.cut()
    await expect(ask()).rejects.toThrow()
    expect(await world.chain.blockNumber()).toBeGreaterThan(0)
    await world.network.restore()
    expect(await ask()).toBe(200)
  })

  it('leaves no program behind when it stops', async () => {
    const before = descendants()
    const folder = await mkdtemp(join(tmpdir(), 'tapsyr-world-'))
    const second = await startWorld({ dir: folder })
    expect(descendants().length).toBeGreaterThan(before.length)
    await second.stop()
    expect(descendants().sort()).toEqual(before.sort())
    await rm(folder, { recursive: true })
  })
})
