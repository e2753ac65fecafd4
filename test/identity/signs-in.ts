/** Convoke with an identity provider, and browsers that sign in by it. */
import { createApp } from '../../functions/web.tsx'
import { createVoucher } from '../../identity/openid.ts'
import { type OpenIdSettings, readOpenId } from '../../identity/openid-settings.ts'
import { makeWorld, type TestWorld, type Wishes } from '../world.ts'
import { CLIENT } from './real-provider.ts'

export interface Browser {
  /** Opens an address with the cookies it has, and keeps those it is given. */
  open(path: string): Promise<Response>
  cookies: Map<string, string>
  /** Follows the button of the page, and answers where the provider is. */
  begin(next?: string): Promise<string>
  /** Who is signed in, by Convoke's own page. */
  isIn(): Promise<boolean>
}

export interface Signing {
  t: TestWorld
  browser(): Browser
}

/** Settings as an operator writes them. */
export function wanted(issuer: string, more: Record<string, string> = {}): OpenIdSettings {
  const read = readOpenId({ oidcIssuer: issuer, oidcClientId: CLIENT.id, oidcName: 'Example Org', ...more })
  if ('wrong' in read || read.settings === undefined) throw new Error('these settings do not read')
  return read.settings
}

export const REDIRECT = 'http://localhost:8080/oidc/callback'

/** A world of its own, or, as after a start with other settings, one that is open. */
export function openSigning(
  settings: OpenIdSettings,
  { over, ...wishes }: Wishes & { over?: TestWorld } = {},
  secret = CLIENT.secret,
): Signing {
  const t = over ?? makeWorld(wishes)
  t.world.voucher = createVoucher(settings, async () => secret, t.world.log)
  const app = createApp(t.world)
  const browser = (): Browser => {
    const cookies = new Map<string, string>()
    const open: Browser['open'] = async path => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await app.request(new URL(path, t.world.settings.url).href, { headers: { cookie } })
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        if (/Max-Age=0/.test(set)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return response
    }
    return {
      open,
      cookies,
      begin: async (next = '/') => (await open(`/oidc?next=${encodeURIComponent(next)}`)).headers.get('location') ?? '',
      isIn: async () => (await open('/signed-in')).status === 200,
    }
  }
  return { t, browser }
}
