import { describe, expect, it } from 'vitest'
import { readOpenId } from '../../identity/openid-settings.ts'
import { readSettings, type StartOptions } from '../../local/settings.ts'

const DIRECTORY = '11111111-2222-3333-4444-555555555555'
const known = { oidcIssuer: 'https://id.example.org', oidcClientId: 'convoke' }

describe('settings of an identity provider', () => {
  it('are read with what follows from them', () => {
    expect(readOpenId({})).toEqual({ settings: undefined })
    expect(readOpenId({ signIn: 'both' })).toEqual({ settings: undefined })
    expect(readOpenId({ ...known, oidcTenant: 'Example.ORG', oidcDomains: '@example.org, board.example' })).toEqual({
      settings: {
        issuer: 'https://id.example.org',
        clientId: 'convoke',
        name: 'your organization',
        required: false,
        trust: { address: 'verified', tenant: 'example.org', domains: ['example.org', 'board.example'] },
      },
    })
  })

  it.each<[Record<string, string>, string]>([
    [{ signIn: 'oidc' }, 'CONVOKE_OIDC_ISSUER is missing, and CONVOKE_SIGN_IN is of no use without it'],
    [{ oidcClientId: 'a' }, 'CONVOKE_OIDC_ISSUER is missing'],
    [{ oidcIssuer: 'https://id.example.org' }, 'CONVOKE_OIDC_CLIENT_ID is missing'],
    [{ ...known, oidcIssuer: 'id.example.org' }, 'is not the address of an issuer'],
    [{ ...known, oidcIssuer: 'http://id.example.org' }, 'is not the address of an issuer'],
    [{ ...known, oidcIssuer: 'http://localhost.example.org' }, 'is not the address of an issuer'],
    [{ ...known, oidcIssuer: 'https://name:word@id.example.org' }, 'is not the address of an issuer'],
    [{ ...known, oidcIssuer: 'https://login.microsoftonline.com/common/v2.0' }, 'lets every directory of Microsoft in'],
    [{ ...known, oidcIssuer: 'https://login.microsoftonline.com/organizations/v2.0' }, 'lets every directory'],
    [{ ...known, oidcTenant: 'my company' }, 'CONVOKE_OIDC_TENANT is neither a directory id'],
    [{ ...known, oidcDomains: 'example' }, 'CONVOKE_OIDC_DOMAINS holds something that is no domain'],
    [{ ...known, oidcAddress: 'upn' }, 'CONVOKE_OIDC_ADDRESS is none of'],
    [{ ...known, oidcAddress: 'email' }, 'CONVOKE_OIDC_TENANT is missing: with CONVOKE_OIDC_ADDRESS=email'],
    [{ ...known, oidcAddress: 'email', oidcTenant: DIRECTORY }, 'CONVOKE_OIDC_DOMAINS is missing'],
    [{ ...known, signIn: 'mail' }, 'CONVOKE_SIGN_IN is neither oidc nor both'],
  ])('%j are refused in words', (said, words) => {
    const read = readOpenId(said)
    expect('wrong' in read && `${read.name} ${read.wrong}`).toContain(words)
  })

  it('of one machine come with the secret, which is never shown', () => {
    const env = { CONVOKE_OIDC_ISSUER: 'https://id.example.org', CONVOKE_OIDC_CLIENT_ID: 'convoke' }
    expect(() => readSettings([], env)).toThrow('CONVOKE_OIDC_CLIENT_SECRET is missing')
    const secret = { CONVOKE_OIDC_CLIENT_SECRET: 'hunter2' }
    expect((readSettings([], { ...env, ...secret }) as StartOptions).openid).toMatchObject({ secret: 'hunter2' })
    expect(() => readSettings([], { ...env, ...secret, CONVOKE_OIDC_TENANT: '?' })).not.toThrow(/hunter2/)
    expect((readSettings([], secret) as StartOptions).openid).toBeUndefined()
  })
})
