/** An authenticator that makes and shows passkeys as a browser would send them, and lies where a test has it lie. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { PasskeySite } from '../../functions/keep/proof/passkeys.ts'

/** What it says instead of the truth. */
export interface Lies {
  challenge?: string
  origin?: string
  domain?: string
  type?: string
  counter?: number
  /** Bits of its state: 1 somebody touched it, 4 it knows who, 8 it may be synced, 16 it is, 64 it brings a key along. */
  flags?: number
  key?: KeyObject
  id?: string
  format?: string
}

/** CBOR (RFC 8949) of what an authenticator says, and of no more. */
function cbor(value: unknown): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  const pairs = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, pairs.length), ...pairs.flatMap(([key, held]) => [cbor(key), cbor(held)])])
}

const text = (bytes: Buffer): string => bytes.toString('base64url')
const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest()

export const makeKey = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })

let count = 0

/** One passkey of its own for each that is made. It counts its uses from 1, unless it is told otherwise. */
export function authenticator({ domain, origin }: PasskeySite) {
  const { publicKey, privateKey } = makeKey()
  const id = text(sha256(`credential ${count++}`))
  let uses = 0
  const client = (type: string, challenge: string, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const data = (flags: number, lies: Lies, counter: number) => {
    const counted = Buffer.alloc(4)
    counted.writeUInt32BE(lies.counter ?? counter)
    return Buffer.concat([sha256(lies.domain ?? domain), Buffer.from([lies.flags ?? flags]), counted])
  }
  return {
    id,
    made({ challenge }: { challenge: string }, lies: Lies = {}): string {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const cose = new Map<unknown, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ])
      const raw = Buffer.from(id, 'base64url')
      const authData = Buffer.concat([
        data(1 | 64, lies, 0),
        Buffer.alloc(16),
        Buffer.from([raw.length >> 8, raw.length & 255]),
        raw,
        cbor(cose),
      ])
      const statement = lies.format ? new Map([['x5c', [Buffer.from('a certificate')]]]) : new Map()
      const object = cbor(
        new Map<unknown, unknown>([
          ['fmt', lies.format ?? 'none'],
          ['attStmt', statement],
          ['authData', authData],
        ]),
      )
      const clientDataJSON = text(client('webauthn.create', challenge, lies))
      return JSON.stringify({ id, type: 'public-key', response: { clientDataJSON, attestationObject: text(object) } })
    },
    shown({ challenge }: { challenge: string }, lies: Lies = {}): string {
      const clientData = client('webauthn.get', challenge, lies)
      const authenticatorData = data(1, lies, ++uses)
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), lies.key ?? privateKey)
      const response = {
        clientDataJSON: text(clientData),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
      }
      return JSON.stringify({ id: lies.id ?? id, type: 'public-key', response })
    },
  }
}
