import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { publicKeyText, signatureFile } from '#main/crypto/ed25519.ts'

/** An operator with a key of their own, made anew for each test. */
export function anOperator() {
  const { privateKey } = generateKeyPairSync('ed25519')
  const publicKey = publicKeyText(privateKey)
  const sign = (text: string): string => signatureFile(Buffer.from(text), privateKey)
  return {
    publicKey,
    sign,
    /** Puts a configuration and its signature into a folder. */
    put(path: string, text: string): void {
      writeFileSync(path, text)
      writeFileSync(`${path}.sig`, sign(text))
    },
    /** Says on a machine that this operator signs. */
    pin(path: string, terminal?: string): void {
      writeFileSync(path, JSON.stringify({ configKeys: [publicKey], ...(terminal && { terminal }) }))
    },
  }
}
