/** Answers of passkeys, checked as Web Authentication level 3 says (sections 7.1 and 7.2), by @simplewebauthn/server. */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers'
import * as z from 'zod'
import type { Passkeys } from '../functions/keep/proof/passkeys.ts'

const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]+$/)
const id = bytes(1400)
const type = z.literal('public-key')
// Extensions are asked for by nobody and read by nobody.
const made = z.object({
  id,
  type,
  response: z.object({ clientDataJSON: bytes(8000), attestationObject: bytes(32_000) }),
})
const shown = z.object({
  id,
  type,
  response: z.object({ clientDataJSON: bytes(8000), authenticatorData: bytes(8000), signature: bytes(8000) }),
})

const BARE = { type: 'public-key', clientExtensionResults: {} } as const

/**
 * Nobody vouches for the make of a passkey here, and the library would ask addresses in a certificate whether it was
 * revoked: an answer that brings one along was not asked for.
 */
const bringsCertificates = (attestation: string): boolean => {
  const object = decodeAttestationObject(isoBase64URL.toBuffer(attestation))
  const format = object.get('fmt')
  return format !== 'none' && !(format === 'packed' && object.get('attStmt').get('x5c') === undefined)
}

/** What the library throws for is an answer that does not hold. */
async function held<T>(check: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await check()
  } catch {
    return undefined
  }
}

export const passkeys: Passkeys = {
  made: (answer, challenge, { domain, origin }) =>
    held(async () => {
      const { id, response } = made.parse(answer)
      if (bringsCertificates(response.attestationObject)) return undefined
      const { registrationInfo } = await verifyRegistrationResponse({
        response: { ...BARE, id, rawId: id, response },
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: domain,
        requireUserVerification: false,
      })
      if (!registrationInfo) return undefined
      const { credential, credentialDeviceType } = registrationInfo
      return {
        id: credential.id,
        publicKey: isoBase64URL.fromBuffer(credential.publicKey),
        counter: credential.counter,
        synced: credentialDeviceType === 'multiDevice',
      }
    }),
  shown: (answer, known, challenge, { domain, origin }) =>
    held(async () => {
      const { id, response } = shown.parse(answer)
      if (id !== known.id) return undefined
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...BARE, id, rawId: id, response },
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: domain,
        // Whoever keeps the passkey compares what it counts.
        credential: { id, publicKey: isoBase64URL.toBuffer(known.publicKey), counter: 0 },
        requireUserVerification: false,
      })
      if (!verified) return undefined
      const { newCounter, credentialDeviceType } = authenticationInfo
      return { counter: newCounter, synced: credentialDeviceType === 'multiDevice' }
    }),
}
