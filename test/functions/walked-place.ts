/** A launch with something of everything, and everybody who may come to its routes. */
import { invitationIdFrom, teamIdFrom } from '../../domain/keep/ids.ts'
import type { Role } from '../../domain/keep/partnership.ts'
import { openLogin } from '../../functions/access/sign-in.ts'
import { feedLink } from '../../functions/answer/feed.ts'
import { layOnDesk, setAside } from '../../functions/answer/incoming/set-aside.ts'
import { readContext } from '../../functions/keep/context.ts'
import {
  change,
  create,
  invitationRef,
  invitationsOf,
  partnershipOfRef,
  partnershipRef,
} from '../../functions/keep/documents.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { safeSettings } from '../../functions/keep/safe-preview.ts'
import { releaseWave } from '../../functions/send/release-wave.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { checkOfLetter } from '../../functions/send/texts/signed-set.ts'
import { foundTeams, makeLead } from '../../functions/teams/action-team.ts'
import { addCommitment } from '../../functions/teams/commitments.ts'
import { createApp } from '../../functions/web.tsx'
import { makeToken, type Purpose, shortId } from '../../mail/token.ts'
import { matter } from '../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../world.ts'
import { CONVENER, IDS, signedCampaign } from './campaign/launch.ts'

export const CAMPAIGN = '/campaigns/:cid'

const TEAM: Record<string, Role> = {
  [CONVENER]: 'convener',
  'cole@board.example': 'co-convener',
  'fay@guide.example': 'facilitator',
  'sue@college.example': 'support team',
}
/** Signed in, and no more: a champion, an invitee, somebody who runs other partnerships here. */
export const STRANGERS = ['ann@lee.example', 'guest0@company0.example', 'other@conveners.example']

const worlds: TestWorld[] = []
export function closePlaces(): void {
  for (const world of worlds.splice(0)) world.close()
}

export interface Place {
  t: TestWorld
  /** A route's path with everything in it that there is. */
  fill: (path: string) => string
  ask: (route: string, email?: string, headers?: Record<string, string>) => Promise<Response>
}

export async function place(): Promise<Place> {
  const t = makeWorld()
  worlds.push(t)
  const { world } = t
  await signedCampaign(world, { invitees: 2 })
  await releaseNow(world, IDS.campaign, 'invite', CONVENER)
  await releaseWave(world, { campaign: IDS.campaign, wave: 'invite' })
  const team = Object.entries(TEAM).map(([email, role]) => ({ name: email, email, role, organization: '' }))
  await change(world.store, partnershipRef(IDS.partnership), stands => ({ ...stands, team }))
  for (const { email } of team)
    await create(world.store, partnershipOfRef(email, IDS.partnership), { id: IDS.partnership })
  const app = createApp(world)
  const sessions = new Map<string, string>()
  for (const email of [...Object.keys(TEAM), ...STRANGERS]) sessions.set(email, await openLogin(world, email))
  const ask: Place['ask'] = async (route, email, headers = {}) => {
    const [method = 'GET', path = ''] = route.split(' ')
    const cookie: Record<string, string> = email ? { cookie: `convoke_session=${sessions.get(email)}` } : {}
    return app.request(new URL(fill(path), world.settings.url).href, {
      method,
      headers: { ...cookie, ...(method === 'POST' ? { origin: world.settings.url } : {}), ...headers },
      ...(method === 'POST' ? { body: new FormData() } : {}),
    })
  }
  const [guest] = await collect(invitationsOf(world.store, IDS.campaign))
  await world.mailbox.keep('mail-1', new TextEncoder().encode('Subject: a question\r\n\r\nIs there parking?\r\n'))
  await change(world.store, invitationRef(IDS.campaign, invitationIdFrom(guest?.value.id ?? '')), stands => ({
    ...stands,
    matters: [matter('Is there parking?', { mail: 'mail-1' })],
  }))
  const message = {
    id: 'aside-1',
    at: world.clock.now(),
    why: 'automatic',
    mail: 'mail-1',
    subject: 'Away',
    text: 'Out',
  } as const
  const letter = { ...message, from: { name: '', email: 'guest0@company0.example' } }
  await setAside(world, { campaign: IDS.campaign, id: invitationIdFrom(guest?.value.id ?? ''), matters: [] }, letter)
  await layOnDesk(world, letter)
  const context = await readContext(world.store, IDS.campaign)
  const token = (purpose: Purpose, id: string) => makeToken(world.settings.secret, purpose, IDS.campaign, id)
  const values: Record<string, string> = {
    ':cid': IDS.campaign,
    ':iid': guest?.value.id ?? '',
    ':champion': IDS.ann,
    ':mid': 'matter-1',
    ':message': 'aside-1',
    ':wave': 'invite',
    ':text': 'letter',
    ':check': (context && checkOfLetter(context)) ?? '',
    ':file': app.routes.find(({ path }) => path.endsWith('.css'))?.path.split('/')[2] ?? '',
  }
  const [tid = teamIdFrom('')] = await foundTeams(
    world,
    { id: IDS.campaign, partnership: IDS.partnership },
    [{ name: 'Housing' }],
    CONVENER,
  )
  const ann = { name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: 'ann@lee.example', publicPartner: false }
  if (context)
    await makeLead(
      world,
      context.partnership,
      context.campaign,
      { partnership: IDS.partnership, team: tid, by: CONVENER },
      ann,
    )
  const promised = { campaign: IDS.campaign, team: tid, what: 'Call the mayor', owner: ann, due: '2026-12-01' }
  const promise = await addCommitment(world, IDS.partnership, promised)
  const strange = { partition: `campaign#${IDS.campaign}`, key: 'note#strange' }
  await world.store.put(strange.partition, strange.key, { heard: 7 }, undefined)
  values[':row'] = shortId(JSON.stringify([strange.partition, strange.key]))
  values[':tid'] = tid
  values[':promise'] = promise.id
  const feed = await feedLink(world, IDS.partnership, guest?.value.invitee.email ?? '')
  const fill = (path: string): string => {
    if (path === '/sign/:token' || path === '/sign/:token/letter') values[':token'] = token('sign', IDS.ann)
    if (path.startsWith('/rsvp/:token')) values[':token'] = token('rsvp', guest?.value.id ?? '')
    if (path.startsWith('/preview/')) {
      const safe = safeSettings(world.settings, IDS.campaign, world.clock.now())
      const inside = LINKS.rsvp.to(safe, IDS.campaign, invitationIdFrom(guest?.value.id ?? ''))
      return new URL(path.includes(':page') ? inside : safe.url).pathname
    }
    if (path === '/opt-out/:token') values[':token'] = token('opt-out', guest?.value.id ?? '')
    if (path === '/join/:token')
      return new URL(LINKS.join.to(world.settings, IDS.campaign, invitationIdFrom(guest?.value.id ?? ''))).pathname
    if (path === '/times/:token')
      return new URL(LINKS.times.to(world.settings, IDS.partnership, tid, ann.email)).pathname
    if (path === '/commitment/:token')
      return new URL(LINKS.commitment.to(world.settings, IDS.partnership, promise.id)).pathname
    if (path === '/team/:token') return new URL(LINKS.team.to(world.settings, IDS.partnership, CONVENER)).pathname
    if (path === '/calendar/:token') return new URL(feed).pathname
    if (path === '/sign-in/:token') values[':token'] = 'a'.repeat(52)
    return path.replace(/:[a-z]+/g, name => values[name] ?? name)
  }
  const asConvener = { cookie: `convoke_session=${sessions.get(CONVENER)}`, origin: world.settings.url }
  const post = async (path: string, fields: Record<string, string>): Promise<string> => {
    const url = new URL(path, world.settings.url).href
    const answered = await app.request(url, { method: 'POST', headers: asConvener, body: new URLSearchParams(fields) })
    return answered.headers.get('location') ?? ''
  }
  const list = { pasted: 'Name,Company,Email\nKim Ray,Ray Tools,kim@ray.example\n' }
  const brought = await post(fill(`${CAMPAIGN}/invitees/read`), list)
  await post(brought, { do: 'import', when: 'now' })
  values[':id'] = brought.split('/').at(-1) ?? ''
  return { t, fill, ask }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

/** All of the campaign and its partnership. */
export async function kept({ world }: TestWorld): Promise<string> {
  const found: unknown[] = []
  for (const partition of [`campaign#${IDS.campaign}`, `partnership#${IDS.partnership}`])
    found.push((await world.store.list(partition, { limit: 1000 })).found)
  return JSON.stringify(found)
}
