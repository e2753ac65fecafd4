/** The port to what checks the answers of passkeys (Web Authentication level 3). It asks nobody anything. */
import type { Vouches } from './vouching.ts'

/** One site: the domain that passkeys are made for, and the origin of its pages. */
export interface PasskeySite {
  domain: string
  origin: string
}

/** A passkey as it is kept. */
interface KnownPasskey {
  /** The credential's id and its public key (COSE), as base64 for addresses. */
  id: string
  publicKey: string
  /** How often it was used, as it counts itself; 0 for good where it does not count. */
  counter: number
  /** Its maker copies it to other devices of its owner. */
  synced: boolean
}

export interface Passkeys {
  /** What a browser made for this challenge, or undefined where its answer proves no new passkey. Throws for no answer. */
  made(answer: unknown, challenge: string, site: PasskeySite): Promise<KnownPasskey | undefined>
  /** How often the passkey was used by now and whether it is synced, or undefined where the answer is not by it. */
  shown(
    answer: unknown,
    known: KnownPasskey,
    challenge: string,
    site: PasskeySite,
  ): Promise<Pick<KnownPasskey, 'counter' | 'synced'> | undefined>
}

/** Checks passkeys, where somebody can. */
export interface ChecksPasskeys {
  passkeys?: Passkeys | undefined
}

/** What proves who somebody is, beside a link. */
export type Proves = Vouches & ChecksPasskeys
