/** What each setting is called in the environment, of one machine and of a function alike. */
export const OPENID_NAMES = {
  /** How people sign in: `oidc` alone, or `both`, links by mail too. */
  signIn: 'CONVOKE_SIGN_IN',
  oidcIssuer: 'CONVOKE_OIDC_ISSUER',
  oidcClientId: 'CONVOKE_OIDC_CLIENT_ID',
  oidcName: 'CONVOKE_OIDC_NAME',
  oidcTenant: 'CONVOKE_OIDC_TENANT',
  oidcDomains: 'CONVOKE_OIDC_DOMAINS',
  oidcAddress: 'CONVOKE_OIDC_ADDRESS',
} as const
