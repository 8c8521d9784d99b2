import { safeStorage } from 'electron'
import type { Keyring } from '../keys/gas-key.ts'

/**
 * The system's keyring, or undefined where it has none that deserves the name: on Linux without
 * one, Electron falls back to `basic_text`, which hides a key from nobody.
 */
export function systemKeyring(): Keyring | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
    return undefined
  return {
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
  }
}
