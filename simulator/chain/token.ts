import { ContractFactory, Interface, MaxUint256 } from 'ethers'
import { z } from 'zod'
import type { Address } from '#src/payment/address.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import { hexSchema } from '#src/payment/record.ts'
import { type Artifact, multicall3Code, usdcArtifact } from './artifacts.ts'
import { askNode } from './node.ts'
import { PROXY_ADMIN, TOKEN_OWNER } from './test-keys.ts'

/** Multicall3, at the address it has on public chains. */
export const MULTICALL3: Address = '0xca11bde05977b3631167028862be2a173976ca11'

/** The real USDC contract on a simulated chain, and what its owner can do to it. Amounts in its 6 decimals. */
export interface TestToken {
  readonly domain: TokenDomain
  fund(account: Address, units: bigint): Promise<void>
  balanceOf(account: Address): Promise<bigint>
  blacklist(account: Address): Promise<void>
  unBlacklist(account: Address): Promise<void>
  pause(): Promise<void>
  unpause(): Promise<void>
}

/**
 * Deploys Circle's FiatTokenV2_2 behind its proxy as on Ethereum, and Multicall3. On a fresh chain
 * the token's address is always the same.
 */
export async function deployToken(rpcUrl: string): Promise<TestToken> {
  await askNode(rpcUrl, 'anvil_setCode', MULTICALL3, multicall3Code())
  const library = await deploy(rpcUrl, usdcArtifact('util/SignatureChecker'))
  const logic = usdcArtifact('v2/FiatTokenV2_2', library)
  const proxyArtifact = usdcArtifact('v1/FiatTokenProxy')
  const proxy = await deploy(rpcUrl, proxyArtifact, await deploy(rpcUrl, logic))
  const asOwner = caller(rpcUrl, proxy, logic)
  await caller(rpcUrl, proxy, proxyArtifact)('changeAdmin', PROXY_ADMIN)
  await initialise(asOwner)
  const chainId = Number(await askNode(rpcUrl, 'eth_chainId'))
  return {
    domain: { name: 'USD Coin', version: '2', chainId, verifyingContract: proxy },
    fund: (account, units) => asOwner('mint', account, units),
    balanceOf: (account) => balanceOf(rpcUrl, proxy, account),
    blacklist: (account) => asOwner('blacklist', account),
    unBlacklist: (account) => asOwner('unBlacklist', account),
    pause: () => asOwner('pause'),
    unpause: () => asOwner('unpause'),
  }
}

type Caller = (name: string, ...args: unknown[]) => Promise<void>

/** The versions in the order in which Circle went through them. */
async function initialise(asOwner: Caller): Promise<void> {
  const roles = [TOKEN_OWNER, TOKEN_OWNER, TOKEN_OWNER, TOKEN_OWNER]
  await asOwner('initialize', 'USD Coin', 'USDC', 'USD', 6, ...roles)
  await asOwner('initializeV2', 'USD Coin')
  await asOwner('initializeV2_1', TOKEN_OWNER)
  await asOwner('initializeV2_2', [], 'USDC')
  await asOwner('configureMinter', TOKEN_OWNER, MaxUint256)
}

const caller = (rpcUrl: string, to: Address, { abi }: Artifact): Caller => {
  const contract = Interface.from(abi)
  return async (name, ...args) => {
    await send(rpcUrl, { to, data: contract.encodeFunctionData(name, args) })
  }
}

async function deploy(rpcUrl: string, { abi, bytecode }: Artifact, ...args: unknown[]): Promise<Address> {
  const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(...args)
  const { contractAddress } = await send(rpcUrl, { data })
  if (contractAddress === null) throw new Error('nothing was deployed')
  return contractAddress
}

const BALANCE_OF = Interface.from(['function balanceOf(address) view returns (uint256)'])

async function balanceOf(rpcUrl: string, to: Address, account: Address): Promise<bigint> {
  const data = BALANCE_OF.encodeFunctionData('balanceOf', [account])
  return BigInt(z.string().parse(await askNode(rpcUrl, 'eth_call', { to, data }, 'latest')))
}

const receiptSchema = z.object({
  status: z.literal('0x1'),
  contractAddress: z.string().toLowerCase().pipe(hexSchema(20)).nullable(),
})

/** Sends as the token's owner, whose key anvil holds, and mines at once whatever the rhythm of the blocks. */
async function send(rpcUrl: string, transaction: { to?: Address; data: string }) {
  const hash = await askNode(rpcUrl, 'eth_sendTransaction', { from: TOKEN_OWNER, ...transaction })
  const receipt = await askNode(rpcUrl, 'eth_getTransactionReceipt', hash)
  if (receipt === null) await askNode(rpcUrl, 'evm_mine')
  return receiptSchema.parse(receipt ?? (await askNode(rpcUrl, 'eth_getTransactionReceipt', hash)))
}
