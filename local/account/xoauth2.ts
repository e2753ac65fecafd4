/** A mail account's tokens as nodemailer asks for them, for SMTP's XOAUTH2 (developers.google.com, "OAuth 2.0 Mechanism"). */
import type XOAuth2 from 'nodemailer/lib/xoauth2'
import type { MailAccount } from './mail-account.ts'

/** For the connections of one address. `renew`: the server did not take the token it was given. */
export function tokensOf(account: MailAccount, address: string): XOAuth2.Options {
  let given = ''
  return {
    user: address,
    provisionCallback(_, renew, done) {
      if (renew) account.refuse(given)
      const fail = (why: string) => done(new Error(why), '', 0)
      account.access().then(
        access => {
          if (access.is !== 'token') return fail(access.is)
          given = access.token
          done(null, given, 0)
        },
        () => fail('later'),
      )
    },
  }
}
