/**
 * Signing in by an identity provider. It proves an address and nothing more: who may sign in here is decided here. Nothing
 * is kept of whoever begins. What the browser is given holds all of it under our seal, and the state, the nonce and the
 * verifier follow from it, so that an answer brings nobody in but the browser that asked, and brings it in once.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { fromMillis, MINUTE, shift, toMillis } from '../../domain/keep/time.ts'
import { create, read, refOf } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { Draws, Keeps, Knows, Logs, Timed } from '../keep/ports.ts'
import type { AskedToVouch, NotVouched, Voucher, Vouches } from '../keep/proof/vouching.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { noteSignIn } from './note-sign-in.ts'
import { loginId, maySignIn, openLogin } from './sign-in.ts'

/** So long somebody may take at the provider's pages. */
const ASKED_LASTS = 10 * MINUTE

/** What follows from the secret, a purpose and a text: 256 bits, as base64 for addresses (43 characters). */
const derived = ({ settings }: Knows<'secret'>, purpose: string, text: string): string =>
  createHmac('sha256', settings.secret).update(`oidc-${purpose}|${text}`).digest('base64url')

const askedBy = (world: Knows<'secret' | 'url'>, token: string): AskedToVouch => ({
  state: derived(world, 'state', token),
  nonce: derived(world, 'nonce', token),
  verifier: derived(world, 'verifier', token),
  redirect: absolute(world.settings, PATHS.signInBack()),
})

/** What the browser keeps meanwhile: the token of this sign-in, until when it counts, and the page that was asked for. */
export const BEGUN = /^([a-z2-7]{52})\.(\d{13})\.([\w-]{0,420})\.([\w-]{43})$/

/** Begins one: where the browser goes, and what it keeps in its cookie meanwhile. */
export async function beginElsewhere(
  world: Timed & Draws & Knows<'secret' | 'url'>,
  voucher: Voucher,
  next: string,
  anew: boolean,
): Promise<{ to: URL; begun: string } | 'unavailable'> {
  const token = world.chance.id(32)
  const to = await voucher.ask(askedBy(world, token), anew)
  if (to === 'unavailable') return to
  const until = toMillis(shift(world.clock.now(), ASKED_LASTS))
  const held = `${token}.${until}.${Buffer.from(next).toString('base64url')}`
  return { to, begun: `${held}.${derived(world, 'begun', held)}` }
}

/** The token and the page of what a browser kept, where we gave it and it still counts. */
function readBegun(world: Timed & Knows<'secret'>, begun: string | undefined) {
  const [whole = '', token = '', until = '', next = '', seal = ''] = BEGUN.exec(begun ?? '') ?? []
  if (whole === '') return undefined
  const held = whole.slice(0, -(seal.length + 1))
  if (!timingSafeEqual(Buffer.from(seal), Buffer.from(derived(world, 'begun', held)))) return undefined
  const overAt = fromMillis(Number(until))
  if (overAt <= world.clock.now()) return undefined
  return { token, overAt, next: Buffer.from(next, 'base64url').toString() }
}

/** `over`: it was begun in another browser, more than ten minutes ago, or has signed somebody in already. */
type Ended =
  | { is: 'in'; login: string; next: string }
  | { is: 'unknown here'; address: string; next: string }
  | { is: NotVouched | 'unavailable' | 'over'; next?: string }

/** Ends one by what the provider's answer brought along. Where it proves an address that may sign in, a session is open. */
export async function endElsewhere(
  world: Keeps & Timed & Draws & Logs & Knows<'conveners' | 'rehearsal' | 'secret' | 'url'> & Vouches,
  voucher: Voucher,
  begun: string | undefined,
  answer: URLSearchParams,
): Promise<Ended> {
  const refuse = <E extends Exclude<Ended['is'], 'in'>>(is: E, who?: string): E => {
    noteSignIn(world, { by: 'oidc', who, outcome: is })
    return is
  }
  const mine = readBegun(world, begun)
  const asked = mine && askedBy(world, mine.token)
  if (!mine || asked?.state !== answer.get('state')) return { is: refuse('over') }
  const { next, overAt } = mine
  const used = refOf(DOCUMENTS.vouchedFor, loginId(mine.token))
  if (await read(world.store, used)) return { is: refuse('over'), next }
  const heard = await voucher.hear(asked, answer)
  if (heard.is === 'unavailable') return { is: refuse('unavailable'), next }
  if (heard.is === 'refused') return { is: refuse(heard.because), next }
  const address = canonicalAddress(heard.address)
  // A provider that took one code twice would open no second session.
  if (!(await create(world.store, used, { at: world.clock.now() }, overAt))) return { is: refuse('over'), next }
  if (!(await maySignIn(world, address))) return { is: refuse('unknown here', address), address, next }
  return { is: 'in', login: await openLogin(world, address, 'oidc'), next }
}
