/** The port to a service that vouches for people of an organization (an OpenID Connect provider). */

/** One sign-in under way. All of it but `redirect` follows from what one browser was given, so that no other can end it. */
export interface AskedToVouch {
  /** Comes back with the answer as it was sent (RFC 6749 section 4.1.1). */
  state: string
  /** Stands in the ID token that answers (OpenID Connect Core section 3.1.2.1). */
  nonce: string
  /** Of PKCE (RFC 7636): 43 characters that only we can show when the code is redeemed. */
  verifier: string
  /** Where the service sends the browser back to, exactly. */
  redirect: string
}

/**
 * `denied`: they did not sign in there, or may not. `not verified`: the service does not say that the address is theirs.
 * `elsewhere`: they are of another organization than the operator named. `not proven`: what came proves nothing.
 */
export type NotVouched = 'denied' | 'not verified' | 'elsewhere' | 'not proven'

/** `known`: the service vouches that this address is that of whoever sits at the browser, and for nothing more. */
export type Vouched = { is: 'known'; address: string } | { is: 'refused'; because: NotVouched } | { is: 'unavailable' }

export interface Voucher {
  /** What people call it. */
  name: string
  /** Nobody signs in by a link in a mail. */
  required: boolean
  /** The page of the service that asks whoever is there. `anew`: also whoever is signed in there already. */
  ask(asked: AskedToVouch, anew: boolean): Promise<URL | 'unavailable'>
  /** What the service says, by the parameters that its answer brought to `redirect`. Throws for nothing it may say. */
  hear(asked: AskedToVouch, answer: URLSearchParams): Promise<Vouched>
}

/** Knows who vouches for people, where somebody does. */
export interface Vouches {
  voucher?: Voucher | undefined
}
