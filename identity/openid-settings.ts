/** What an operator says about the provider of OpenID Connect, read with words for what does not read. */
import * as z from 'zod'
import { isDirectory, type Trust } from './address.ts'
import { OPENID_NAMES } from './openid-names.ts'

export interface OpenIdSettings {
  /** The provider's identifier, as its discovery document has it. */
  issuer: string
  clientId: string
  /** What people call it. */
  name: string
  /** Nobody signs in by a link in a mail. */
  required: boolean
  trust: Trust
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Whether it is on this machine, where an address without TLS is on no wire. */
export const isOnThisMachine = (url: URL): boolean => LOOPBACK.test(url.hostname)

const issuer = () =>
  z
    .string()
    .refine(text => {
      if (!URL.canParse(text)) return false
      const url = new URL(text)
      return (url.protocol === 'https:' || (url.protocol === 'http:' && isOnThisMachine(url))) && !/[?#@]/.test(text)
    }, 'is not the address of an issuer; give one such as https://accounts.google.com')
    .refine(
      text => !/^https:\/\/login\.microsoftonline\.[a-z.]+\/(?:common|organizations|consumers)\b/i.test(text),
      'lets every directory of Microsoft in; give that of your own, https://login.microsoftonline.com/DIRECTORY-ID/v2.0',
    )
const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/** Made when somebody has such settings. */
const schema = () =>
  z.object({
    signIn: z.enum(['oidc', 'both'], 'is neither oidc nor both').default('both'),
    oidcIssuer: issuer(),
    oidcClientId: z.string().regex(/^[\x21-\x7e]{1,500}$/, 'is not the id of a client'),
    oidcName: z.string().max(40, 'is longer than 40 characters').default('your organization'),
    oidcTenant: z
      .string()
      .transform(text => text.toLowerCase())
      .refine(
        text => isDirectory(text) || DOMAIN.test(text),
        'is neither a directory id of Entra nor a domain of Google Workspace',
      )
      .optional(),
    oidcDomains: z
      .string()
      .transform(text =>
        text
          .toLowerCase()
          .split(/[\s,;]+/)
          .map(each => each.replace(/^@/, ''))
          .filter(Boolean),
      )
      .refine(all => all.every(each => DOMAIN.test(each)), 'holds something that is no domain; give example.org, …')
      .default([]),
    oidcAddress: z
      .enum(['verified', 'email', 'preferred_username'], 'is none of verified, email, preferred_username')
      .default('verified'),
  })

type Setting = keyof typeof OPENID_NAMES

/** What the settings say, or what is wrong with the first that does not read: its name and words that follow the name. */
export type ReadOpenId = { settings: OpenIdSettings | undefined } | { name: string; wrong: string }

/** Reads the settings, `undefined` where no provider is named. */
export function readOpenId(said: Readonly<Partial<Record<Setting, string | undefined>>>): ReadOpenId {
  const given = (Object.keys(OPENID_NAMES) as Setting[]).filter(each => (said[each] ?? '') !== '')
  const wrong = (setting: Setting, words: string) => ({ name: OPENID_NAMES[setting], wrong: words })
  if (!said.oidcIssuer) {
    const [first] = given.filter(each => each !== 'signIn' || said.signIn !== 'both')
    if (first === undefined) return { settings: undefined }
    return wrong('oidcIssuer', `is missing, and ${OPENID_NAMES[first]} is of no use without it`)
  }
  if (!said.oidcClientId) return wrong('oidcClientId', `is missing; the provider names it for your app`)
  const read = schema().safeParse(Object.fromEntries(given.map(each => [each, said[each]])))
  if (!read.success) {
    const [issue] = read.error.issues
    return wrong(issue?.path[0] as Setting, issue?.message ?? 'does not read')
  }
  const { signIn, oidcIssuer, oidcClientId: clientId, oidcName: name, oidcTenant: tenant } = read.data
  const { oidcDomains: domains, oidcAddress: address } = read.data
  if (address !== 'verified') {
    const because = `is missing: with ${OPENID_NAMES.oidcAddress}=${address} the provider verifies no address`
    if (tenant === undefined)
      return wrong('oidcTenant', `${because}, so name the one directory that may vouch for some`)
    if (domains.length === 0) return wrong('oidcDomains', `${because}, so name the domains that are your own`)
  }
  const trust: Trust = { address, tenant, domains }
  return { settings: { issuer: oidcIssuer, clientId, name, required: signIn === 'oidc', trust } }
}
