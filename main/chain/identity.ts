import { bytesToHex } from '@noble/hashes/utils.js'
import type { RpcFault } from '#src/chain/port.ts'
import { domainSeparator, type TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { DOMAIN_SEPARATOR } from './abi.ts'
import { bytesSchema, countSchema } from './answers.ts'
import type { Identify } from './endpoint.ts'
import type { Call } from './json-rpc.ts'

/**
 * A node must name the configured chain, and the token there must have the EIP-712 domain that the
 * cards sign for: with a wrong name or version every payment would die as an invalid signature.
 * These are the first questions after a break, so their limit is that of a probe.
 */
export const identityOf =
  (domain: TokenDomain, timeoutMs: number): Identify =>
  async (ask): Promise<Result<undefined, RpcFault | 'CHAIN_WRONG' | 'TOKEN_WRONG'>> => {
    const chainId = await ask({ method: 'eth_chainId', params: [], answer: countSchema, timeoutMs })
    if (!chainId.ok) return chainId
    if (chainId.value !== domain.chainId)
      return fail('CHAIN_WRONG', `chain ${chainId.value}, not ${domain.chainId}`)
    const separator = await ask({ ...separatorCall(domain), timeoutMs })
    if (!separator.ok) return separator
    const expected: Hex = `0x${bytesToHex(domainSeparator(domain))}`
    return separator.value === expected
      ? ok()
      : fail('TOKEN_WRONG', `domain ${separator.value}, not ${expected}, at ${domain.verifyingContract}`)
  }

/** An address without code answers 0x, a contract without the function reverts: both are no token of ours. */
const separatorCall = ({ verifyingContract }: TokenDomain): Call<Hex> => ({
  method: 'eth_call',
  params: [{ to: verifyingContract, data: DOMAIN_SEPARATOR }, 'latest'],
  answer: bytesSchema(),
  whenRefused: ({ message }) => (/revert/i.test(message) ? ok('0x' as const) : undefined),
})
