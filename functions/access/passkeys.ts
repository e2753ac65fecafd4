/** Passkeys of whoever is signed in: to add, to name, to remove; and to remove those of somebody who has lost theirs. */
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import { MINUTE, shift } from '../../domain/keep/time.ts'
import { all, change, create, read, refOf, remove } from '../keep/documents.ts'
import type { Draws, Keeps, Knows, Logs, Reads, Timed } from '../keep/ports.ts'
import type { ChecksPasskeys, PasskeySite } from '../keep/proof/passkeys.ts'
import { pseudonymOf } from '../keep/pseudonym.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import type { Passkey } from '../keep/shapes.ts'
import { derived, sealed, unsealed } from './sealed.ts'
import { claimantOf, listedAs, loginId, loginRef, usedRef } from './sign-in.ts'

/** So long ago somebody may have signed in who changes how they sign in. */
const RECENT = 15 * MINUTE
/** So long a browser may take to make a passkey. */
const ASKED_LASTS = 10 * MINUTE
export const MOST_PASSKEYS = 10
export const MOST_NAME = 60

const ADDING = 'passkey-adding'

export const passkeyRef = (email: string, credential: string) =>
  refOf(DOCUMENTS.passkey, listedAs(email), loginId(credential))

/** What a passkey is called in addresses of ours. */
export const passkeyId = (credential: string): string => loginId(credential)

/** The passkeys of an address, the oldest first. */
export async function passkeysOf(world: Reads, email: string): Promise<Passkey[]> {
  const found: Passkey[] = []
  for await (const { value } of all(world.store, DOCUMENTS.passkey, listedAs(email))) found.push(value)
  return found.sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1))
}

/** The site that passkeys are made for; undefined where browsers make none: by a bare number, or without TLS. */
export function siteOf({ settings, passkeys }: Knows<'url'> & ChecksPasskeys): PasskeySite | undefined {
  const { hostname, origin, protocol } = new URL(settings.url)
  if (passkeys === undefined || /^[\d.]+$|^\[/.test(hostname)) return undefined
  return protocol === 'https:' || hostname === 'localhost' ? { domain: hostname, origin } : undefined
}

/** Whether the session was opened so lately that how its person signs in may be changed with it. */
export async function isRecent(world: Reads & Timed, login: string | undefined): Promise<boolean> {
  const opened = login === undefined ? undefined : (await read(world.store, loginRef(loginId(login))))?.value.openedAt
  return opened !== undefined && opened > shift(world.clock.now(), -RECENT)
}

/** What a browser is asked to make (`PublicKeyCredentialCreationOptionsJSON`), and what it sends back with its answer. */
export function askForPasskey(
  world: Timed & Draws & Knows<'secret' | 'url'>,
  site: PasskeySite,
  { email, login, has }: { email: string; login: string; has: readonly Passkey[] },
): { options: object; asked: string } {
  const challenge = Buffer.from(world.chance.id(32)).toString('base64url')
  const until = shift(world.clock.now(), ASKED_LASTS)
  const name = canonicalAddress(email)
  const options = {
    challenge,
    rp: { id: site.domain, name: 'Convoke' },
    user: { id: derived(world, 'passkey-user', name), name, displayName: name },
    // Ed25519, ECDSA and RSA, the first that a device has.
    pubKeyCredParams: [-8, -7, -257].map(alg => ({ type: 'public-key', alg })),
    timeout: ASKED_LASTS,
    attestation: 'none',
    excludeCredentials: has.map(({ id }) => ({ type: 'public-key', id })),
    // The link before it has named its person, so the device needs to remember nobody, nor to ask who they are.
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  }
  return { options, asked: sealed(world, ADDING, until, [loginId(login), challenge]) }
}

/** `over`: asked for too long ago, in another session, or used. `wrong`: no passkey. `many`: there are enough. */
export type NotAdded = 'over' | 'wrong' | 'many'

/** Adds the passkey that a browser made, under a name. */
export async function addPasskey(
  world: Keeps & Timed & Logs & Knows<'secret' | 'url'> & ChecksPasskeys,
  site: PasskeySite,
  email: string,
  login: string,
  { answer, asked, name }: { answer: unknown; asked: unknown; name: string },
): Promise<'added' | NotAdded> {
  const mine = unsealed(world, ADDING, asked)
  const [session, challenge = ''] = mine?.parts ?? []
  if (!mine || session !== loginId(login)) return 'over'
  const made = await world.passkeys?.made(answer, challenge, site)
  if (made === undefined) return 'wrong'
  const at = world.clock.now()
  if (!(await create(world.store, usedRef(challenge), { at }, mine.until))) return 'over'
  if ((await passkeysOf(world, email)).length >= MOST_PASSKEYS) return 'many'
  if (!(await create(world.store, passkeyRef(email, made.id), { ...made, name, addedAt: at }))) return 'wrong'
  world.log.info('passkey added', { who: pseudonymOf(world, email) })
  return 'added'
}

/** Calls one otherwise. There is none: nothing happens. */
export async function renamePasskey(world: Keeps, email: string, id: string, name: string): Promise<void> {
  await change(world.store, refOf(DOCUMENTS.passkey, listedAs(email), id), stands => ({ ...stands, name }))
}

export async function removePasskey(world: Keeps & Logs & Knows<'secret'>, email: string, id: string): Promise<void> {
  const ref = refOf(DOCUMENTS.passkey, listedAs(email), id)
  const stands = await read(world.store, ref)
  if (!stands) return
  await remove(world.store, ref, stands.version)
  world.log.info('passkey removed', { who: pseudonymOf(world, email) })
}

/** Whether somebody may let others in who have lost their passkeys: whom the operator named, or who claimed the machine. */
export async function mayHelp(world: Reads & Knows<'conveners' | 'operators'>, email: string): Promise<boolean> {
  const { conveners, operators = [] } = world.settings
  const named = [...conveners, ...operators].some(each => sameAddress(each, email))
  return named || (await claimantOf(world)) === canonicalAddress(email)
}

/** Takes away all passkeys of an address, so that a link alone lets its person in again. Answers how many there were. */
export async function forgetPasskeys(
  world: Keeps & Logs & Knows<'secret'>,
  email: string,
  by: string,
): Promise<number> {
  const count = await dropPasskeys(world, email)
  world.log.info('passkeys removed for somebody', { who: pseudonymOf(world, email), by: pseudonymOf(world, by), count })
  return count
}

/** The same, where the address itself is forgotten: nobody signs in by it. */
export async function dropPasskeys(world: Keeps, email: string): Promise<number> {
  let count = 0
  for await (const { value, version } of all(world.store, DOCUMENTS.passkey, listedAs(email))) {
    await remove(world.store, passkeyRef(email, value.id), version)
    count++
  }
  return count
}
