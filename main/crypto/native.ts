import { createRequire } from 'node:module'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** The one function that is used of libsecp256k1's binding. It throws for numbers that are no signature. */
interface Binding {
  ecdsaRecover(
    signature: Uint8Array,
    recovery: number,
    digest: Uint8Array,
    compressed: boolean,
    output: Uint8Array,
  ): Uint8Array
}

/**
 * Recovery by libsecp256k1. The binding itself is loaded and not the package's front, which would
 * quietly take a slow library in JavaScript where there is no binding for the machine.
 */
export function loadNativeRecovery(): Result<RecoverPublicKey, 'INTERNAL'> {
  const require = createRequire(import.meta.url)
  try {
    const loaded: unknown = require('secp256k1/bindings.js')
    return isBinding(loaded) ? ok(recoveryOf(loaded)) : fail('INTERNAL', 'its binding has another shape')
  } catch (error) {
    return fail('INTERNAL', error instanceof Error ? error.message.split('\n')[0] : String(error))
  }
}

const isBinding = (loaded: unknown): loaded is Binding =>
  typeof loaded === 'object' &&
  loaded !== null &&
  'ecdsaRecover' in loaded &&
  typeof loaded.ecdsaRecover === 'function'

const recoveryOf =
  (binding: Binding): RecoverPublicKey =>
  (digest, compact, recovery) => {
    try {
      return binding.ecdsaRecover(compact, recovery, digest, false, new Uint8Array(65))
    } catch {
      return undefined
    }
  }
