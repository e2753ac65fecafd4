/** Whether what a provider says of somebody proves their mail address. */
import type { NotVouched } from '../functions/keep/proof/vouching.ts'

/** What the operator lets the provider vouch for. */
export interface Trust {
  /**
   * `verified`: an address counts where the provider says that it was verified. The others name a claim that counts
   * without that.
   */
  address: 'verified' | 'email' | 'preferred_username'
  /** The one organization: the id of a directory of Entra (claim `tid`), or a domain of Google Workspace (claim `hd`). */
  tenant?: string | undefined
  /** Domains of the addresses that it may vouch for; none named: any. */
  domains: readonly string[]
}

/** The claims that are looked at, of the ID token and the UserInfo endpoint together. */
export type Claims = Readonly<Record<string, unknown>>

const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/

/** The id of a directory of Entra, as against a domain. */
export const isDirectory = (tenant: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tenant)

/** Some providers write booleans as text; Entra's `xms_edov` is a number as well. */
const isTrue = (value: unknown): boolean => value === true || value === 1 || value === 'true' || value === '1'

/**
 * The address that the claims prove, in small letters. In Entra whoever runs any directory can write any address into
 * `email`, so that taking it for an identity lets everybody in as anybody ("nOAuth"). It says `email_verified` nowhere, but
 * `xms_edov` where the domain of the address was shown to be the directory's own.
 */
export function addressOf(
  claims: Claims,
  { address, tenant, domains }: Trust,
): { address: string } | { because: NotVouched } {
  if (tenant !== undefined) {
    const said = claims[isDirectory(tenant) ? 'tid' : 'hd']
    if (typeof said !== 'string' || said.toLowerCase() !== tenant) return { because: 'elsewhere' }
  }
  const said = claims[address === 'preferred_username' ? 'preferred_username' : 'email']
  const found = typeof said === 'string' ? said.trim().toLowerCase() : ''
  if (found.length > 254 || !ADDRESS.test(found)) return { because: 'not verified' }
  // A provider that says it was not verified is believed whatever the settings say.
  const denied = claims.email_verified !== undefined && !isTrue(claims.email_verified)
  const verified = isTrue(claims.email_verified) || (claims.email_verified === undefined && isTrue(claims.xms_edov))
  if (address === 'verified' ? !verified : address === 'email' && denied) return { because: 'not verified' }
  if (domains.length > 0 && !domains.includes(found.slice(found.lastIndexOf('@') + 1))) return { because: 'elsewhere' }
  return { address: found }
}
