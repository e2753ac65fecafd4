/** What becomes of a message while nobody can get into the mail account. */
import type { PostOutcome } from '../../functions/keep/ports.ts'
import type { Access } from './mail-account.ts'

export const DISCONNECTED: PostOutcome = {
  outcome: 'later',
  detail: 'the mail account is not connected',
  waitsFor: 'connection',
}

export const withoutAccess = (access: Exclude<Access, { is: 'token' }>): PostOutcome =>
  access.is === 'disconnected' ? DISCONNECTED : { outcome: 'later', detail: `no access yet: ${access.why}` }
