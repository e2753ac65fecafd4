/** Why a letter came back (a bounce, RFC 3464): only what speaks of the address itself strikes anybody off. */
import * as z from 'zod'
import { shape } from './shape.ts'

/** What a reason speaks of: the address, its owner's mailbox or server, or us who sent the letter. */
const BOUNCES = {
  'no such address': 'the address',
  'mailbox full': 'them',
  'mailbox closed': 'them',
  'too big': 'them',
  'their filter': 'them',
  'gave up': 'them',
  'their server': 'them',
  /** The service that sends for us keeps a list of its own. */
  'suppression list': 'them',
  'not authenticated': 'us',
  reputation: 'us',
  relaying: 'us',
  unclear: 'them',
} as const satisfies Record<string, 'the address' | 'them' | 'us'>

export type BounceReason = keyof typeof BOUNCES
export const BOUNCE_REASONS = Object.keys(BOUNCES) as BounceReason[]
export const bounceReason = shape(() => z.enum(BOUNCE_REASONS))
/** Whether the address is dead, so that nothing more is sent to it. */
export const isDead = (reason: BounceReason | undefined): boolean =>
  reason !== undefined && BOUNCES[reason] === 'the address'

/** Whether we are the cause, or the service that sends for us: nothing is wrong with the person's address. */
export const isOurs = (reason: BounceReason | undefined): boolean => reason !== undefined && BOUNCES[reason] === 'us'
