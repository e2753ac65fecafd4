/** Signing in by a link that works once, for fifteen minutes; and the sessions that follow from it. */
import { createHash } from 'node:crypto'
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { DAY, HOUR, MINUTE, shift } from '../../domain/keep/time.ts'
import { setLetter } from '../../mail/set-letter.ts'
import { SIGN_IN } from '../../templates/texts.ts'
import { deskOf } from '../keep/desk-of.ts'
import {
  change,
  create,
  hasAny,
  partnershipHereRef,
  partnershipIdsOf,
  read,
  refOf,
  remove,
  upsert,
} from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { Draws, Keeps, Knows, Logs, Reads, Sends, Timed } from '../keep/ports.ts'
import type { Vouches } from '../keep/proof/vouching.ts'
import { pseudonymOf } from '../keep/pseudonym.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import type { SignInMethod } from '../keep/shapes.ts'
import { submitUnclaimed } from '../keep/submit.ts'
import { audit } from './audit.ts'
import { noteSignIn } from './note-sign-in.ts'

const LINK_LASTS = 15 * MINUTE
const LOGIN_LASTS = 7 * DAY
/** Whoever signs in by their organization's account is asked there once a working day, which knows when somebody has left. */
const VOUCHED_LASTS = 12 * HOUR
/** Whoever does not come back for so long has to sign in again. */
const LOGIN_RESTS = 3 * DAY
const REHEARSAL_LASTS = 40 * 365 * DAY
const A_WHILE = 15 * MINUTE
/** So many links an address may ask for in a while. */
const LINKS_AT_ONCE = 3
/** So many links may leave in a while to addresses of a domain whose people are not known yet: they may be made up. */
const NEWCOMERS_AT_ONCE = 20

// Only hashes are kept, so that reading the database lets nobody in.
const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex')

const linkRef = (token: string) => refOf(DOCUMENTS.signInLink, hash(token))

/** Where to go afterwards: a path of ours and nothing else. */
export const pathWithin = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])[\w\-./]{0,300}$/.test(next) ? next : PATHS.home()

/** What a session is called where its token must not stand. */
export const loginId = (token: string): string => hash(token)

export const loginRef = (id: string) => refOf(DOCUMENTS.login, id)

/** What an address is called in the listing of its sessions. */
export const listedAs = (email: string): string => hash(canonicalAddress(email))

/** That something which works once was used. */
export const usedRef = (token: string) => refOf(DOCUMENTS.usedOnce, hash(token))

const askedRef = (whom: string) => refOf(DOCUMENTS.askedForLink, hash(whom))
const claimRef = refOf(DOCUMENTS.claim)
const guestRef = (email: string) => refOf(DOCUMENTS.guest, canonicalAddress(email))

/**
 * How an address is known: an operator's, named by them, of who claimed the machine, or on somebody's team; or by no more
 * than a domain the operator named. Undefined: not at all.
 */
async function known(
  world: Reads & Knows<'conveners' | 'operators'>,
  email: string,
): Promise<'in person' | 'by domain' | undefined> {
  const address = canonicalAddress(email)
  const allowed = world.settings.conveners.map(canonicalAddress)
  if (allowed.includes(address) || isNamed(world, address)) return 'in person'
  const claim = await read(world.store, claimRef)
  if (claim && sameAddress(claim.value.email, address)) return 'in person'
  if (await hasAny(world.store, DOCUMENTS.partnershipOf, address)) return 'in person'
  return allowed.some(entry => entry.startsWith('@') && address.endsWith(entry)) ? 'by domain' : undefined
}

/** Whether the settings say that this address runs this Convoke. */
const isNamed = ({ settings }: Knows<'operators'>, email: string): boolean =>
  settings.operators?.some(each => sameAddress(each, email)) === true

/** Whether an address may sign in. */
export const maySignIn = async (world: Reads & Knows<'conveners' | 'operators'>, email: string): Promise<boolean> =>
  (await known(world, email)) !== undefined

/** Whether an address may start partnerships: what an operator allows, not what a team membership gives. */
export async function mayStart(world: Reads & Knows<'conveners' | 'rehearsal'>, email: string): Promise<boolean> {
  const address = canonicalAddress(email)
  const allowed = world.settings.conveners.map(canonicalAddress)
  if (allowed.some(entry => (entry.startsWith('@') ? address.endsWith(entry) : address === entry))) return true
  const claim = await read(world.store, claimRef)
  if (claim && sameAddress(claim.value.email, address)) return true
  return world.settings.rehearsal === true && (await read(world.store, guestRef(address))) !== undefined
}

/** In a rehearsal on a machine that names no conveners, whoever comes by the workbench may start partnerships too. */
export async function welcomeGuest(world: Keeps & Knows<'claimable' | 'rehearsal'>, email: string): Promise<void> {
  if (world.settings.rehearsal && world.settings.claimable)
    await create(world.store, guestRef(email), { email: canonicalAddress(email) })
}

async function makeLink(
  world: Keeps & Timed & Draws & Knows<'url'>,
  email: string | undefined,
  { next, printed }: { next?: string | undefined; printed?: true },
): Promise<string> {
  const token = world.chance.id(32)
  const expiresAt = shift(world.clock.now(), LINK_LASTS)
  await create(world.store, linkRef(token), { email, expiresAt, next, printed }, expiresAt)
  return absolute(world.settings, PATHS.signInLink(token))
}

/** The link `npm start` prints: it signs the machine's convener in, or lets the first visitor become that. */
export async function printSignIn(
  world: Keeps & Timed & Draws & Knows<'claimable' | 'conveners' | 'url'>,
): Promise<string> {
  const claim = await read(world.store, claimRef)
  const named = world.settings.conveners.find(entry => !entry.startsWith('@'))
  const email = named ?? claim?.value.email
  if (email === undefined && (world.settings.conveners.length > 0 || !world.settings.claimable))
    return absolute(world.settings, PATHS.signIn())
  return makeLink(world, email, { printed: true })
}

/** Mails a link if the address may sign in. Answers nothing, so that nobody learns who may. */
export async function requestSignIn(
  world: Sends & Knows<'conveners' | 'operators'> & Vouches,
  email: string,
  next?: string,
): Promise<void> {
  if (world.voucher?.required) return
  const who = pseudonymOf(world, email)
  const how = await known(world, email)
  if (how === undefined || !(await mayAsk(world, email, how)))
    return world.log.info('no sign-in link mailed', { who, why: how === undefined ? 'not known' : 'too often' })
  world.log.info('sign-in link mailed', { who })
  const link = await makeLink(world, canonicalAddress(email), { next })
  const letter = { kind: 'sign-in', text: SIGN_IN, action: 'Sign in' } as const
  const press = await setLetter(letter, { from: world.settings.from })
  const copy = { to: canonicalAddress(email), replyTo: deskOf(world.settings), values: { action_link: link } }
  await submitUnclaimed(world, press, copy, { kind: 'sign-in', campaign: '' })
}

/**
 * Counts what was asked for. Only who is known costs a letter, so there is nothing to count for others; and three links
 * of one address are on their way before a fourth is refused, so nobody is kept out by somebody who asks in their name.
 */
async function mayAsk(world: Keeps & Timed, email: string, how: 'in person' | 'by domain'): Promise<boolean> {
  const address = canonicalAddress(email)
  const domain = address.slice(address.lastIndexOf('@'))
  return (
    (how === 'in person' || (await count(world, domain, NEWCOMERS_AT_ONCE))) &&
    (await count(world, address, LINKS_AT_ONCE))
  )
}

async function count(world: Keeps & Timed, whom: string, most: number): Promise<boolean> {
  const now = world.clock.now()
  const ref = askedRef(whom)
  const forgotten = shift(now, DAY)
  let may = false
  await upsert(
    world.store,
    ref,
    (asked = { at: [] }) => {
      const recent = asked.at.filter(each => each > shift(now, -A_WHILE))
      may = recent.length < most
      return may ? { ...asked, at: [...recent, now] } : undefined
    },
    forgotten,
  )
  return may
}

/** Whether a link by mail brings nobody in, because all sign in by the identity provider. */
const isMailAlone = ({ voucher }: Vouches, { printed }: { printed?: boolean | undefined }): boolean =>
  voucher?.required === true && printed !== true

/** What a link is good for at this moment. Looking changes nothing. */
export async function lookAtLink(
  world: Reads & Timed & Vouches,
  token: string,
): Promise<'claim' | 'over' | { signsIn: string }> {
  const link = (await read(world.store, linkRef(token)))?.value
  if (!link || isMailAlone(world, link) || link.usedAt !== undefined || link.expiresAt <= world.clock.now())
    return 'over'
  return link.email === undefined ? 'claim' : { signsIn: link.email }
}

/** Whose link was used, how they came by it, and where they wanted to go. */
export interface Redeemed {
  email: string
  by: 'mail' | 'machine'
  next: string
}

/** Uses a link up: whose it was. Undefined when it is used, over or none. */
export async function redeemSignIn(
  world: Keeps & Timed & Draws & Vouches,
  token: string,
  claimant?: string,
): Promise<Redeemed | undefined> {
  const now = world.clock.now()
  const found = (await read(world.store, linkRef(token)))?.value
  if (!found || isMailAlone(world, found) || (found.email === undefined && claimant === undefined)) return undefined
  let mine = false
  await change(
    world.store,
    linkRef(token),
    link => {
      mine = link.usedAt === undefined && link.expiresAt > now
      return mine ? { ...link, usedAt: now } : undefined
    },
    found.expiresAt,
  )
  if (!mine) return undefined
  const email = found.email ?? canonicalAddress(claimant ?? '')
  if (found.email === undefined && !(await create(world.store, claimRef, { email }))) return undefined
  if (found.email === undefined) await audit(world, { deed: 'machine claimed', by: email })
  return { email, by: found.printed ? 'machine' : 'mail', next: found.next ?? PATHS.home() }
}

/** The address of whoever claimed this machine, where somebody did. */
export const claimantOf = async (world: Reads): Promise<string | undefined> =>
  (await read(world.store, claimRef))?.value.email

/** A new session of an address; what it answers goes into the cookie and is kept nowhere else. */
export async function openLogin(
  world: Keeps & Timed & Draws & Logs & Knows<'rehearsal' | 'secret'>,
  email: string,
  by: SignInMethod = 'mail',
): Promise<string> {
  const token = world.chance.id(32)
  const lasts = by === 'oidc' ? VOUCHED_LASTS : LOGIN_LASTS
  const expiresAt = shift(world.clock.now(), world.settings.rehearsal ? REHEARSAL_LASTS : lasts)
  const seenAt = world.clock.now()
  const id = loginId(token)
  await create(world.store, refOf(DOCUMENTS.loginOf, listedAs(email), id), { id, openedAt: seenAt }, expiresAt)
  await create(
    world.store,
    loginRef(id),
    { email: canonicalAddress(email), expiresAt, seenAt, openedAt: seenAt, by },
    expiresAt,
  )
  // Partnerships of before there was a listing of all come into it so.
  for (const partnership of await partnershipIdsOf(world.store, email))
    await create(world.store, partnershipHereRef(partnership), { id: partnership })
  await noteSignIn(world, { by, who: email, outcome: 'signed in' })
  return token
}

/** Whose session a cookie is, or undefined. */
export async function loginOf(
  world: Keeps & Timed & Knows<'rehearsal'> & Vouches,
  token: string | undefined,
): Promise<string | undefined> {
  if (token === undefined || !/^[a-z2-7]{40,80}$/.test(token)) return undefined
  const login = (await read(world.store, loginRef(loginId(token))))?.value
  const now = world.clock.now()
  if (!login || login.expiresAt <= now) return undefined
  // It was opened before all had to sign in by the identity provider.
  if (world.voucher?.required && login.by !== 'oidc' && login.by !== 'machine') return undefined
  if (world.settings.rehearsal) return login.email
  // It was opened in a rehearsal, which ends none; a day more, for clocks that were set back.
  if (login.expiresAt > shift(now, LOGIN_LASTS + DAY)) return undefined
  const seen = login.seenAt ?? now
  if (seen <= shift(now, -LOGIN_RESTS)) return undefined
  // Noted once an hour: a page costs no write because of it.
  if (seen <= shift(now, -HOUR) || login.seenAt === undefined)
    await change(world.store, loginRef(loginId(token)), stands => ({ ...stands, seenAt: now }), login.expiresAt)
  return login.email
}

/** Somebody signs out. */
export async function closeLogin(world: Keeps & Timed & Draws & Logs & Knows<'secret'>, token: string): Promise<void> {
  const by = await endLogin(world, loginId(token))
  if (by !== undefined) await audit(world, { deed: 'signed out', by })
}

/** Ends a session, and answers whose it was. */
export async function endLogin(world: Keeps & Logs & Knows<'secret'>, id: string): Promise<string | undefined> {
  const login = await read(world.store, loginRef(id))
  if (!login) return undefined
  await remove(world.store, loginRef(id), login.version)
  world.log.info('signed out', { who: pseudonymOf(world, login.value.email) })
  return login.value.email
}
