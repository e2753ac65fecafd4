/**
 * The second step of signing in: whoever has passkeys shows one after the link. Between the two nothing is open; the browser
 * keeps, under our seal, whose link it followed.
 */
import { MINUTE, shift } from '../../domain/keep/time.ts'
import { change, create, read } from '../keep/documents.ts'
import type { Draws, Keeps, Knows, Logs, Reads, Timed } from '../keep/ports.ts'
import type { ChecksPasskeys, PasskeySite } from '../keep/proof/passkeys.ts'
import type { Passkey } from '../keep/shapes.ts'
import { noteSignIn } from './note-sign-in.ts'
import { passkeyRef, passkeysOf } from './passkeys.ts'
import { sealed, unsealed } from './sealed.ts'
import { openLogin, type Redeemed, usedRef } from './sign-in.ts'

const HALF = 'passkey-half'
const SHOWING = 'passkey-showing'
const HALF_LASTS = 10 * MINUTE

/** What the browser of somebody who has followed their link keeps until they have shown a passkey. */
const halfWay = (world: Timed & Draws & Knows<'secret'>, email: string, next: string): string =>
  sealed(world, HALF, shift(world.clock.now(), HALF_LASTS), [world.chance.id(32), email, next])

/** Lets whoever used a link in: with a session, or, where they have passkeys, half way. What the machine prints needs none. */
export async function enter(
  world: Keeps & Timed & Draws & Logs & Knows<'rehearsal' | 'secret'>,
  { email, by, next }: Redeemed,
): Promise<{ login: string } | { half: string }> {
  if (by === 'mail' && (await passkeysOf(world, email)).length > 0) return { half: halfWay(world, email, next) }
  return { login: await openLogin(world, email, by) }
}

export interface Half {
  token: string
  email: string
  next: string
}

/** Who has followed their link in this browser, within the last ten minutes. */
export function halfOf(world: Timed & Knows<'secret'>, kept: string | undefined): Half | undefined {
  const [token, email, next] = unsealed(world, HALF, kept)?.parts ?? []
  return token === undefined || email === undefined || next === undefined ? undefined : { token, email, next }
}

/** What the browser is asked to show (`PublicKeyCredentialRequestOptionsJSON`), and what it sends back with its answer. */
export async function askToShow(
  world: Reads & Timed & Draws & Knows<'secret'>,
  site: PasskeySite,
  { token, email }: Half,
): Promise<{ options: object; asked: string } | undefined> {
  const has = await passkeysOf(world, email)
  if (has.length === 0) return undefined
  const challenge = Buffer.from(world.chance.id(32)).toString('base64url')
  const options = {
    challenge,
    rpId: site.domain,
    allowCredentials: has.map(({ id }) => ({ type: 'public-key', id })),
    userVerification: 'preferred',
    timeout: HALF_LASTS,
  }
  return { options, asked: sealed(world, SHOWING, shift(world.clock.now(), HALF_LASTS), [token, challenge]) }
}

/** `copied`: it counts less than it did, so somebody may have a copy of it. */
export type NotShown = 'over' | 'wrong' | 'copied'

/** A session for whoever shows a passkey of the address whose link was followed. */
export async function showPasskey(
  world: Keeps & Timed & Draws & Logs & Knows<'rehearsal' | 'secret'> & ChecksPasskeys,
  site: PasskeySite,
  half: Half,
  { answer, asked }: { answer: unknown; asked: unknown },
): Promise<{ login: string } | NotShown> {
  const refuse = async (why: NotShown): Promise<NotShown> => {
    await noteSignIn(world, { by: 'passkey', who: half.email, outcome: why })
    return why
  }
  const mine = unsealed(world, SHOWING, asked)
  const [token, challenge = ''] = mine?.parts ?? []
  if (!mine || token !== half.token) return refuse('over')
  const id = (answer as { id?: unknown } | undefined)?.id
  const known = typeof id === 'string' ? (await read(world.store, passkeyRef(half.email, id)))?.value : undefined
  const shown = known && (await world.passkeys?.shown(answer, known, challenge, site))
  if (!shown) return refuse('wrong')
  const at = world.clock.now()
  if (!(await create(world.store, usedRef(challenge), { at }, mine.until))) return refuse('over')
  const went = await count(world, half.email, known, shown)
  if (went !== 'on') return refuse(went)
  // One link, one session, however many passkeys are shown for it.
  if (!(await create(world.store, usedRef(half.token), { at }, mine.until))) return refuse('over')
  return { login: await openLogin(world, half.email, 'passkey') }
}

/** Notes the use. One that counts has to count up (section 7.2, step 22); one that does not stays at 0. */
async function count(
  world: Keeps & Timed,
  email: string,
  { id }: Passkey,
  { counter, synced }: Pick<Passkey, 'counter' | 'synced'>,
): Promise<'on' | 'wrong' | 'copied'> {
  let went: 'on' | 'wrong' | 'copied' = 'wrong'
  await change(world.store, passkeyRef(email, id), stands => {
    went = (counter > 0 || stands.counter > 0) && counter <= stands.counter ? 'copied' : 'on'
    return went === 'on' ? { ...stands, counter, synced, usedAt: world.clock.now() } : undefined
  })
  return went
}
