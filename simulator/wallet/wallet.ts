import { getBytes, Wallet } from 'ethers'
import { encodeAnswer } from '#src/qr/answer.ts'
import { decodeRequest, type PaymentRequest, requestId } from '#src/qr/request.ts'
import { ok, type Result } from '#src/result.ts'

/** EIP-3009, TransferWithAuthorization, as ethers takes it. */
const TYPES = {
  TransferWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
}

/** What a phone wallet does with a payment request: reads it, and shows what it would sign. */
export interface Asked {
  readonly request: PaymentRequest
  /** Signs, once the person has agreed; resolves to the text of the code that the shop scans. */
  sign(): Promise<string>
}

/**
 * The wallet's side of docs/qr-payment.md, with the digest and the signature made by ethers and not
 * by the terminal's own code. `privateKey`: 0x and 32 bytes.
 */
export function askWallet(requestText: string, privateKey: string): Result<Asked, 'QR_INVALID'> {
  const request = decodeRequest(requestText)
  if (!request.ok) return request
  const { domain, draft } = request.value
  const wallet = new Wallet(privateKey)
  return ok({
    request: request.value,
    async sign() {
      const signed = await wallet.signTypedData({ ...domain }, TYPES, { ...draft, from: wallet.address })
      const signature = getBytes(signed)
      return encodeAnswer({
        requestId: requestId(request.value),
        from: `0x${wallet.address.slice(2).toLowerCase()}`,
        signature: `0x${Buffer.from(signature).toString('hex')}`,
      })
    },
  })
}
