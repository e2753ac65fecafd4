/** The world of two houses, everybody who may knock at one of them, and its pages as they are found by walking. */
import type { Hono } from 'hono'
import {
  campaignIdFrom,
  commitmentIdFrom,
  type InvitationId,
  invitationIdFrom,
  partnershipIdFrom,
  teamIdFrom,
} from '../../domain/keep/ids.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { openLogin } from '../../functions/access/sign-in.ts'
import { feedLink } from '../../functions/answer/feed.ts'
import { layOnDesk, setAside } from '../../functions/answer/incoming/set-aside.ts'
import { readContext } from '../../functions/keep/context.ts'
import { change, invitationRef, invitationsOf, partnershipRef, read } from '../../functions/keep/documents.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { signedSet } from '../../functions/send/texts/signed-set.ts'
import { createApp } from '../../functions/web.tsx'
import { matter } from '../domain/keep/campaigns.ts'
import { IDS, midYear, type StoredRow } from '../samples/mid-year.ts'
import type { TestWorld } from '../world.ts'
import { bodyOf, offeredIn } from './id-forms.ts'
import { type Kept, keptOf, MARK, type Twins, twins } from './twins.ts'

/** Everybody who signs in. All of them are of the first house, or of none. */
export const SIGNED_IN = {
  convener: IDS.convener,
  'co-convener': 'avery@example.org',
  reader: 'marcus.bell@facilitation.example',
  champion: IDS.champions.stays.email,
  guest: IDS.people.accepted?.email ?? '',
  lead: IDS.lead,
  stranger: 'mallory@elsewhere.example',
} as const
export type Who = keyof typeof SIGNED_IN | 'nobody'
export const EVERYBODY = [...(Object.keys(SIGNED_IN) as (keyof typeof SIGNED_IN)[]), 'nobody'] as const

export interface Houses extends Twins {
  t: TestWorld
  app: Hono
  kept: Kept
  ask(path: string, who: Who, body?: readonly [string, string][]): Promise<Response>
  /** The links that people of the first house hold, by whose they are. */
  links: string[]
  close(): void
}

const QUESTION = 'qqqqqqqqqqqqqq22'
const MAIL = 'mmmmmmmmmmmmmm22'
const STRANGE = 'note#strange'

/** The meetings that are walked: of each kind, before and after it was held. */
const ONE_OF_A_KIND = [
  'launch',
  'second session',
  'action-team',
  'quarterly held, reported, pulse answered',
  'quarterly to come',
]
const OTHERS = ['letters out, launch to come', 'waits for signatures, with a concern']
export const WALKED: string[] = [
  ...[...ONE_OF_A_KIND, 'debrief', 'quarterly held, report drafted'].map(name => IDS.campaigns[name] ?? ''),
  ...OTHERS.map(name => IDS.others[name]?.campaign ?? ''),
]
const LINKED = WALKED.filter(id => id !== IDS.campaigns.debrief).reverse()

export async function twoHouses(): Promise<Houses> {
  const t = await midYear()
  const { world } = t
  const app = createApp(world)
  await furnish(t)
  const lists = await byForms(t, app)
  const kept = keptOf(t.folder)
  const rows: StoredRow[] = []
  for (const [place, row] of kept.read()) {
    if (!place.startsWith('doc ')) continue
    const [partition, key, value, version, expiresAt] = JSON.parse(row) as [
      string,
      string,
      string,
      number,
      string | null,
    ]
    const written = { partition, key, value: JSON.parse(value) as StoredRow['value'], version }
    rows.push({ ...written, ...(expiresAt === null ? {} : { expiresAt }) })
  }
  const both = twins(rows)
  for (const { partition, key, value, expiresAt } of both.rows)
    await world.store.put(partition, key, value, undefined, expiresAt)
  await world.mailbox.keep(both.twin(MAIL), new TextEncoder().encode(`Subject: ${MARK}\r\n\r\n${MARK}\r\n`))
  const cookies = new Map<Who, string>()
  for (const who of Object.keys(SIGNED_IN) as (keyof typeof SIGNED_IN)[])
    cookies.set(who, `convoke_session=${await openLogin(world, SIGNED_IN[who])}`)
  return {
    ...both,
    t,
    app,
    kept,
    links: [...lists, ...(await linksOf(t))],
    async ask(path, who, body) {
      const cookie = cookies.get(who)
      const headers = { origin: world.settings.url, ...(cookie === undefined ? {} : { cookie }) }
      const url = new URL(path, world.settings.url).href
      if (body === undefined) return app.request(url, { headers })
      const form = new FormData()
      for (const [name, value] of body) form.append(name, value)
      return app.request(url, { method: 'POST', headers, body: form })
    },
    close() {
      kept.close()
      t.close()
    },
  }
}

/** What the year of the first version has none of: mail that was laid aside or waits for a person. */
async function furnish({ world }: TestWorld): Promise<void> {
  const { campaign: launch = '', invitation = '', email = '' } = IDS.people.accepted ?? {}
  const at = { campaign: campaignIdFrom(launch), id: invitationIdFrom(invitation) }
  await world.mailbox.keep(MAIL, new TextEncoder().encode('Subject: a question\r\n\r\nIs there parking?\r\n'))
  const message = {
    id: 'aaaaaaaaaaaaaa22',
    at: world.clock.now(),
    why: 'automatic',
    mail: MAIL,
    subject: 'Away',
    text: 'Out',
    from: { name: '', email },
  } as const
  await setAside(world, { ...at, matters: [] }, message)
  await layOnDesk(world, message)
  await change(world.store, invitationRef(at.campaign, at.id), stands => ({
    ...stands,
    matters: [
      { ...matter('Is there parking?', { mail: MAIL }), id: QUESTION },
      matter('I guess so', {
        id: 'ssssssssssssss22',
        kind: 'unclear',
        suggestion: { answer: 'accepted', because: 'I guess so' },
      }),
    ],
  }))
  await world.store.put(`campaign#${launch}`, STRANGE, { heard: 7 }, undefined)
}

/**
 * What comes about by a convener's forms: one list that was taken in and one that waits, a launch in two rooms to come, all
 * calls of which are one person's. Answers the pages of what has come about.
 */
async function byForms({ world }: TestWorld, app: Hono): Promise<string[]> {
  const headers = { cookie: `convoke_session=${await openLogin(world, IDS.convener)}`, origin: world.settings.url }
  const at = (path: string) => new URL(path, world.settings.url).href
  const post = async (path: string, fields: string[][]): Promise<string> => {
    const answered = await app.request(at(path), { method: 'POST', headers, body: new URLSearchParams(fields) })
    return answered.headers.get('location') ?? ''
  }
  const launch = WALKED.at(-2) ?? ''
  const read = PATHS.readInvitees(launch)
  const taken = await post(read, [['pasted', 'Name,Company,Email\nKim Ray,Ray Tools,kim@ray.example\n']])
  await post(taken, [
    ['do', 'import'],
    ['when', 'now'],
  ])
  const open = await post(read, [['pasted', 'Name,Company,Email\nLee Poe,Poe Works,lee@poe.example\n']])
  const calls = offeredIn(await (await app.request(at(PATHS.calls(launch)), { headers })).text())
  const shared = calls.forms.find(({ fields }) => fields.some(({ name }) => name.startsWith('caller-')))
  const caller = shared?.fields.find(({ of, value }) => of === 'choice' && value !== '')?.value ?? ''
  await post(
    PATHS.calls(launch),
    bodyOf(shared ?? { method: 'post', action: '', fields: [] }).map(([name, value]) => [
      name,
      name.startsWith('caller-') ? caller : value,
    ]),
  )
  const room = { first: 'Longmont', name: 'Loveland', host: 'Poe Works', address: '2 Elm St', goal: '10' }
  const when = { date: '2027-11-10', start: '09:00', end: '10:30', zone: 'America/Denver' }
  const second = await post(PATHS.sessions(launch), Object.entries({ ...room, ...when, parking: '', access: '' }))
  if (!taken || !open || !shared || !second) throw new Error('a form did not lead on')
  const { campaign = '', invitation = '' } = IDS.people.accepted ?? {}
  return [open, `${taken}/take-back`, PATHS.matterMessage(campaign, invitation, QUESTION)]
}

async function linksOf({ world }: TestWorld): Promise<string[]> {
  const { settings } = world
  const partnership = partnershipIdFrom(IDS.partnership)
  const stands = await read(world.store, partnershipRef(partnership))
  const found: string[] = []
  for (const campaign of LINKED) {
    const id = campaignIdFrom(campaign)
    const stands = (await readContext(world.store, id))?.partnership
    const guests: InvitationId[] = []
    for await (const { value } of invitationsOf(world.store, id))
      if (value.removedAt === undefined) guests.push(invitationIdFrom(value.id))
    for (const guest of guests.slice(0, 2))
      for (const purpose of ['rsvp', 'opt-out', 'join', 'agenda', 'pulse', 'report'] as const)
        found.push(LINKS[purpose].to(settings, id, guest))
    for (const champion of stands?.champions.slice(0, 2) ?? []) {
      for (const purpose of ['sign', 'approve', 'join', 'agenda', 'pulse', 'report'] as const)
        found.push(LINKS[purpose].to(settings, id, champion.id))
      for (const purpose of ['call', 'day'] as const) found.push(LINKS[purpose].to(settings, id, champion.email))
    }
    for (const { email } of stands?.team.slice(0, 3) ?? []) {
      for (const purpose of ['call', 'day', 'notes'] as const) found.push(LINKS[purpose].to(settings, id, email))
      found.push(`${LINKS.day.to(settings, id, email)}/capture`)
      found.push(LINKS.joinAsSupporter.to(settings, id, email))
    }
  }
  const waiting = await readContext(world.store, campaignIdFrom(WALKED.at(-1) ?? ''))
  const [text] = waiting ? signedSet(waiting) : []
  for (const { id } of waiting?.partnership.champions ?? [])
    found.push(`${LINKS.sign.to(settings, campaignIdFrom(WALKED.at(-1) ?? ''), id)}/letter?check=${text?.check}`)
  const signed = await readContext(world.store, campaignIdFrom(WALKED.at(-2) ?? ''))
  for (const { check } of signed?.campaign.signatures ?? [])
    found.push(`${settings.url}${PATHS.signedLetter(WALKED.at(-2) ?? '', check)}`)
  for (const { email } of stands?.value.team ?? []) found.push(LINKS.team.to(settings, partnership, email))
  const { rows } = await rowsOf(world, partnership)
  for (const key of rows) {
    const [kind, id = ''] = key.split('#')
    if (kind === 'commitment') found.push(LINKS.commitment.to(settings, partnership, commitmentIdFrom(id)))
    if (kind === 'team') found.push(LINKS.times.to(settings, partnership, teamIdFrom(id), IDS.lead))
  }
  found.push(await feedLink(world, partnership, IDS.people.accepted?.email ?? ''))
  return found.map(link => link.slice(settings.url.length))
}

const rowsOf = async ({ store }: TestWorld['world'], partnership: string) => ({
  rows: (await store.list(`partnership#${partnership}`, { limit: 1000 })).found.map(({ key }) => key),
})

/** The app's own routes, each with what finds a path of its kind. */
export function routesOf(app: Hono): { method: string; path: string; fits: RegExp }[] {
  const routes = app.routes.filter(({ method }) => method !== 'ALL')
  const fits = (path: string) =>
    new RegExp(
      `^${path
        .split('/')
        .map(part => part.replace(/:\w+(?:\{(.*)\})?/, (_, pattern?: string) => `(?:${pattern ?? '[^/]+'})`))
        .join('/')}$`,
    )
  return [
    ...new Map(routes.map(({ method, path }) => [`${method} ${path}`, { method, path, fits: fits(path) }])).values(),
  ]
}
