/** Networks by chain id (EIP-155), as wallets call them: those that have a token with EIP-3009, and the simulator's. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'Ethereum',
  10: 'OP Mainnet',
  137: 'Polygon',
  8453: 'Base',
  31337: 'Anvil',
  42161: 'Arbitrum One',
  42220: 'Celo',
  43114: 'Avalanche',
  84532: 'Base Sepolia',
  11155111: 'Sepolia',
}

/** The network in words, "Base (8453)"; its number where it has no name here. */
export const networkName = (chainId: number): string => {
  const name = NAMES[chainId]
  return name === undefined ? chainId.toString() : `${name} (${chainId})`
}
