import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { response, sameBytes } from './emulated-card.ts'

const BLOCK = 16
const SECRET = 32
const SLOTS = 5

const Status = { wrongData: 0x6a80, noSlot: 0x6a84, wrongParameter: 0x6a86, refused: 0x6982, notNow: 0x6985 }

interface Session {
  readonly encryption: Uint8Array
  readonly mac: Uint8Array
  /** The last MAC seen, of either direction; at first what OPEN SECURE CHANNEL gave. */
  iv: Uint8Array
  isProven: boolean
}

/** A command out of the channel, or the whole answer to one that did not get through. */
export type Unwrapped = { readonly data: Uint8Array } | { readonly answer: Uint8Array }

/** The card's side of Keycard's secure channel, first version (status-keycard 3.1, `SecureChannel`). */
export interface CardChannel {
  readonly publicKey: Uint8Array
  freeSlots(): number
  /** What clients pair with, 32 bytes. */
  setSecret(secret: Uint8Array): void
  /** The data of INIT: key length, client's key, IV, ciphertext. Undefined where it does not decrypt. */
  decryptOnce(data: Uint8Array): Uint8Array | undefined
  pair(step: number, data: Uint8Array): Uint8Array
  unpair(index: number): boolean
  open(index: number, clientKey: Uint8Array): Uint8Array
  authenticate(apdu: Uint8Array): Uint8Array
  readonly isOpen: () => boolean
  unwrap(apdu: Uint8Array): Unwrapped
  /** `answer`: data and status word, as it would be without a channel. */
  wrap(answer: Uint8Array): Uint8Array
  reset(): void
}

export function createCardChannel(): CardChannel {
  const privateKey = secp256k1.utils.randomSecretKey()
  const pairings: (Uint8Array | undefined)[] = Array.from({ length: SLOTS })
  let secret = new Uint8Array(SECRET)
  let challenge: Uint8Array | undefined
  let session: Session | undefined

  const shared = (key: Uint8Array): Uint8Array | undefined => {
    try {
      return secp256k1.getSharedSecret(privateKey, key, false).slice(1, 33)
    } catch {
      return undefined
    }
  }

  function unwrap(apdu: Uint8Array): Unwrapped {
    if (!session) return { answer: response(Status.notNow) }
    const [mac, encrypted] = [apdu.subarray(5, 5 + BLOCK), apdu.subarray(5 + BLOCK)]
    const expected = macOf(session, concatBytes(apdu.subarray(0, 5), new Uint8Array(BLOCK - 5)), encrypted)
    const data = sameBytes(mac, expected) ? decrypt(encrypted, session.encryption, session.iv) : undefined
    if (!data) {
      session = undefined
      return { answer: response(Status.refused) }
    }
    session.iv = expected
    return { data }
  }

  function wrap(answer: Uint8Array): Uint8Array {
    if (!session) return answer
    const encrypted = encrypt(answer, session.encryption, session.iv)
    const head = Uint8Array.of(encrypted.length + BLOCK, ...new Uint8Array(BLOCK - 1))
    session.iv = macOf(session, head, encrypted)
    return response(0x9000, ...session.iv, ...encrypted)
  }

  /** The card proves that it knows the secret, then the client. */
  function pair(step: number, data: Uint8Array): Uint8Array {
    if (session?.isProven) return response(Status.notNow)
    if (data.length !== SECRET) return response(Status.wrongData)
    if (step === 0) {
      if (!pairings.includes(undefined)) return response(Status.noSlot)
      challenge = new Uint8Array(randomBytes(SECRET))
      return response(0x9000, ...sha256(concatBytes(secret, data)), ...challenge)
    }
    if (step !== 1 || !challenge) return response(Status.wrongParameter)
    const expected = sha256(concatBytes(secret, challenge))
    challenge = undefined
    if (!sameBytes(data, expected)) return response(Status.refused)
    const [salt, index] = [randomBytes(SECRET), pairings.indexOf(undefined)]
    pairings[index] = sha256(concatBytes(secret, salt))
    return response(0x9000, index, ...salt)
  }

  return {
    publicKey: secp256k1.getPublicKey(privateKey, false),
    freeSlots: () => pairings.filter((key) => !key).length,
    setSecret(given) {
      secret = given.slice()
    },
    decryptOnce([length = 0, ...rest]) {
      const bytes = Uint8Array.from(rest)
      const key = shared(bytes.subarray(0, length))
      const iv = bytes.subarray(length, length + BLOCK)
      return key && decrypt(bytes.subarray(length + BLOCK), key, iv)
    },
    pair,
    unpair(index) {
      if (index >= SLOTS) return false
      pairings[index] = undefined
      return true
    },
    open(index, clientKey) {
      session = undefined
      const pairing = pairings[index]
      if (!pairing) return response(Status.wrongParameter)
      const common = shared(clientKey)
      if (!common) return response(Status.wrongData)
      const [salt, iv] = [randomBytes(SECRET), new Uint8Array(randomBytes(BLOCK))]
      const keys = sha512(concatBytes(common, pairing, salt))
      session = { encryption: keys.slice(0, SECRET), mac: keys.slice(SECRET), iv, isProven: false }
      return response(0x9000, ...salt, ...iv)
    },
    authenticate(apdu) {
      const opened = unwrap(apdu)
      if ('answer' in opened) return opened.answer
      if (!session || session.isProven) return wrap(response(Status.notNow))
      session.isProven = true
      return wrap(response(0x9000, ...randomBytes(SECRET)))
    },
    isOpen: () => session?.isProven === true,
    unwrap: (apdu) => (session?.isProven ? unwrap(apdu) : { answer: response(Status.notNow) }),
    wrap,
    reset() {
      session = undefined
    },
  }
}

/** AES-256-CBC with 80 00 … behind the data (ISO/IEC 9797-1, padding method 2). */
function encrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  const zeros = BLOCK - ((data.length + 1) % BLOCK)
  const padded = concatBytes(data, Uint8Array.of(0x80), new Uint8Array(zeros % BLOCK))
  return cbc(padded, key, iv)
}

function cbc(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return concatBytes(cipher.update(data), cipher.final())
}

function decrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array | undefined {
  if (data.length === 0 || data.length % BLOCK > 0 || iv.length !== BLOCK) return undefined
  const cipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const plain = concatBytes(cipher.update(data), cipher.final())
  const end = plain.findLastIndex((byte) => byte !== 0)
  return plain[end] === 0x80 ? plain.slice(0, end) : undefined
}

/** The last block of AES-256-CBC from zeros, over a block of head and what was encrypted. */
const macOf = ({ mac }: Session, head: Uint8Array, encrypted: Uint8Array): Uint8Array =>
  cbc(concatBytes(head, encrypted), mac, new Uint8Array(BLOCK)).slice(-BLOCK)
