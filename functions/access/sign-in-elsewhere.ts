/**
 * Signing in by an identity provider. It proves an address and nothing more: who may sign in here is decided here. Nothing
 * is kept of whoever begins. What the browser is given holds all of it under our seal, and the state, the nonce and the
 * verifier follow from it, so that an answer brings nobody in but the browser that asked, and brings it in once.
 */
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { MINUTE, shift } from '../../domain/keep/time.ts'
import { create, read } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { Draws, Keeps, Knows, Logs, Timed } from '../keep/ports.ts'
import type { AskedToVouch, NotVouched, Voucher, Vouches } from '../keep/proof/vouching.ts'
import { noteSignIn } from './note-sign-in.ts'
import { derived, sealed, unsealed } from './sealed.ts'
import { maySignIn, openLogin, usedRef } from './sign-in.ts'

/** So long somebody may take at the provider's pages. */
const ASKED_LASTS = 10 * MINUTE

const askedBy = (world: Knows<'secret' | 'url'>, token: string): AskedToVouch => ({
  state: derived(world, 'oidc-state', token),
  nonce: derived(world, 'oidc-nonce', token),
  verifier: derived(world, 'oidc-verifier', token),
  redirect: absolute(world.settings, PATHS.signInBack()),
})

/** What the browser keeps meanwhile: the token of this sign-in, and the page that was asked for. */
const BEGUN = 'oidc-begun'

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
  return { to, begun: sealed(world, BEGUN, shift(world.clock.now(), ASKED_LASTS), [token, next]) }
}

/** `over`: it was begun in another browser, more than ten minutes ago, or has signed somebody in already. */
type Ended =
  | { is: 'in'; login: string; next: string }
  | { is: 'unknown here'; address: string; next: string }
  | { is: NotVouched | 'unavailable' | 'over'; next?: string }

/** Ends one by what the provider's answer brought along. Where it proves an address that may sign in, a session is open. */
export async function endElsewhere(
  world: Keeps & Timed & Draws & Logs & Knows<'conveners' | 'operators' | 'rehearsal' | 'secret' | 'url'> & Vouches,
  voucher: Voucher,
  begun: string | undefined,
  answer: URLSearchParams,
): Promise<Ended> {
  const refuse = async <E extends Exclude<Ended['is'], 'in'>>(is: E, who?: string): Promise<E> => {
    await noteSignIn(world, { by: 'oidc', who, outcome: is })
    return is
  }
  const mine = unsealed(world, BEGUN, begun)
  const [token = '', next = ''] = mine?.parts ?? []
  const asked = askedBy(world, token)
  if (!mine || asked.state !== answer.get('state')) return { is: await refuse('over') }
  const used = usedRef(token)
  if (await read(world.store, used)) return { is: await refuse('over'), next }
  const heard = await voucher.hear(asked, answer)
  if (heard.is === 'unavailable') return { is: await refuse('unavailable'), next }
  if (heard.is === 'refused') return { is: await refuse(heard.because), next }
  const address = canonicalAddress(heard.address)
  // A provider that took one code twice would open no second session.
  if (!(await create(world.store, used, { at: world.clock.now() }, mine.until)))
    return { is: await refuse('over'), next }
  if (!(await maySignIn(world, address))) return { is: await refuse('unknown here', address), address, next }
  return { is: 'in', login: await openLogin(world, address, 'oidc'), next }
}
