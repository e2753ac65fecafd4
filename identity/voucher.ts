/** The identity provider, whose code is loaded when somebody first signs in by it. */
import type { Log } from '../functions/keep/ports.ts'
import type { Voucher } from '../functions/keep/proof/vouching.ts'
import type { OpenIdSettings } from './openid-settings.ts'

export function createVoucherLater(
  settings: OpenIdSettings,
  secret: () => Promise<string>,
  log: Pick<Log, 'error'>,
): Voucher {
  let made: Promise<Voucher> | undefined
  const voucher = () => {
    made ??= import('./openid.ts').then(({ createVoucher }) => createVoucher(settings, secret, log))
    return made
  }
  return {
    name: settings.name,
    required: settings.required,
    ask: async (asked, anew) => (await voucher()).ask(asked, anew),
    hear: async (asked, answer) => (await voucher()).hear(asked, answer),
  }
}
