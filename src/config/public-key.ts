import { z } from 'zod'

/** An Ed25519 public key: 32 bytes (RFC 8032, section 5.1.5), 44 letters of base64. */
export const publicKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, 'no key as npm run sign-update or sign-config prints it')
