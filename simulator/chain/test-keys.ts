import type { Hex } from '#src/payment/hex.ts'

/**
 * PUBLISHED TEST KEYS: the first accounts of the mnemonic that anvil and hardhat print at every
 * start ("test test test test test test test test test test test junk"). Everybody has them. Money
 * sent to them on a real chain is gone within seconds.
 */
export const TEST_KEYS: readonly [Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex] = [
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a',
  '0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6',
  '0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a',
  '0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba',
  '0x92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e',
  '0x4bbbf85ce3377467afe5d46f804f221813b2bb87f24d81f60f1fcdbf7cbf4356',
  '0xdbda1821b80551c9d65939329250298aa3472ba22feea921c0cf5d620ea67b97',
  '0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6',
]

/** Pays for gas on the simulator's chain; anvil gives it 10,000 ether. */
export const TEST_GAS_KEY = TEST_KEYS[0]

/** Where the shop of the demonstration is paid: account 3 of the published mnemonic. */
export const TEST_PAYEE: Hex = '0x90f79bf6eb2c4f870365e785982e1f101e93b906'

/** Owner, minter, pauser and blacklister of the test token: account 1. */
export const TOKEN_OWNER: Hex = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'

/** May upgrade the test token and for that reason can never call it: account 2. */
export const PROXY_ADMIN: Hex = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc'
