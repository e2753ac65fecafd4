/** Markup in every field that is shown: pages, letters, calendars, CSV. Pages are found by following every link. */
import ICAL from 'ical.js'
import { type ParsedMail, simpleParser } from 'mailparser'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invitationIdFrom, teamIdFrom } from '../../domain/keep/ids.ts'
import type { Matter, MatterKind } from '../../domain/keep/matter.ts'
import { openLogin } from '../../functions/access/sign-in.ts'
import { feedLink } from '../../functions/answer/feed.ts'
import { takeAnswer } from '../../functions/answer/take-answer.ts'
import { editCampaign } from '../../functions/campaign/edit-campaign.ts'
import { requestSignatures } from '../../functions/campaign/request-signatures.ts'
import { askForChange, sign } from '../../functions/campaign/sign.ts'
import { readContext } from '../../functions/keep/context.ts'
import {
  campaignRef,
  change,
  create,
  invitationRef,
  invitationsOf,
  partnershipOfRef,
  partnershipRef,
  suppressionRef,
} from '../../functions/keep/documents.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { addInvitees } from '../../functions/list/invite.ts'
import { proposeInvitee } from '../../functions/prepare/proposals.ts'
import { addFigure, answerFootprint, answerRole, askList, askRoles } from '../../functions/prepare/readiness-record.ts'
import { onSchedule } from '../../functions/rounds/on-schedule.ts'
import { sweep } from '../../functions/rounds/sweep.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { checkOfSet } from '../../functions/send/texts/signed-set.ts'
import { askPartners, foundTeams, makeLead, offerHelp, setAim } from '../../functions/teams/action-team.ts'
import { addCommitment } from '../../functions/teams/commitments.ts'
import { makeToken } from '../../mail/token.ts'
import { CONVENER, draftCampaign, IDS, invitee, signAll } from '../functions/campaign/launch.ts'
import { appOf } from '../functions/visitor.ts'
import { makeWorld, type TestWorld } from '../world.ts'

/** Ends a text, an attribute, a comment, a script; begins an element, an attribute, a formula. */
const HOSTILE = `=1+1"><zzz onload=alert(1)>' zzz='1" zzz="1</title></textarea></script><!-- ]]> &lt;zzz&gt;`
/** Begins a line of its own in a header, a calendar or a table. */
const LINES = `${HOSTILE}\r\nX-ZZZ: 1\r\nATTENDEE:mailto:zzz@evil.example\nEND:VEVENT\nBEGIN:VEVENT\n\tBcc: zzz@evil.example`
const BODY = [
  'Dear {{first_name}} of {{company}},',
  HOSTILE,
  `[here](javascript:alert(1)) [there](data:text/html,<zzz>) [and](vbscript:zzz) ![zzz](https://evil.example/zzz.png)`,
  '<zzz onload=alert(1)>\n\n<script>zzz</script>\n\n<style>zzz</style>\n\n[a]: javascript:zzz\n\n[a]',
  '`<zzz>` **<zzz>** > <zzz>',
  '- =1+1 <zzz>',
  'Come on {{date}} to {{host}}.',
].join('\n\n')

const ASSISTANT = 'assistant@zzz.example'
const KNOWN = [CONVENER, ASSISTANT, 'ann@lee.example', 'bob@ruiz.example', ...[0, 1, 7].map(n => invitee(n).email)]

let t: TestWorld
let cookie = ''
let links: string[] = []
beforeAll(async () => {
  t = makeWorld({
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  const { world } = t
  await draftCampaign(world, {
    invitees: 2,
    meeting: { venue: { host: LINES, address: LINES, parking: LINES, access: LINES } },
    campaign: { letter: { subject: `${HOSTILE} {{first_name}}`, body: BODY }, name: HOSTILE, lead: HOSTILE },
  })
  await change(world.store, partnershipRef(IDS.partnership), stands => ({
    ...stands,
    sector: HOSTILE,
    region: LINES,
    why: LINES,
    what: LINES,
    how: LINES,
    organization: { name: LINES, address: LINES, phone: HOSTILE },
    champions: stands.champions.map(each => ({ ...each, name: LINES, title: HOSTILE, company: LINES })),
    team: stands.team.map(each => ({ ...each, name: HOSTILE, organization: LINES })),
  }))
  await create(world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
  const hostile = { name: `{{opt_out_link}}${LINES}`, title: HOSTILE, company: LINES, phone: HOSTILE }
  const assistant = { name: LINES, email: ASSISTANT }
  await addInvitees(world, IDS.campaign, [invitee(7, { ...hostile, assistant })], CONVENER, 'now')
  await requestSignatures(world, IDS.campaign, CONVENER)
  const check = checkOfSet((await readContext(world.store, IDS.campaign)) as never) ?? ''
  const signing = { campaign: IDS.campaign, champion: IDS.ann, check }
  await askForChange(world, { ...signing, comment: LINES })
  await signAll(world)
  await sign(world, { ...signing, name: HOSTILE })
  await releaseNow(world, IDS.campaign, 'invite', CONVENER)
  await t.timers.runUntil('2026-01-06T16:00:00.000Z')

  const ids: string[] = []
  for await (const { value } of invitationsOf(world.store, IDS.campaign)) ids.push(value.id)
  for (const [n, id] of ids.entries()) {
    const said = {
      campaign: IDS.campaign,
      invitation: invitationIdFrom(id),
      channel: 'link',
      note: LINES,
      needs: LINES,
      by: LINES,
    } as const
    const delegate = { name: LINES, title: HOSTILE, email: 'zzz@zzz.example' }
    await takeAnswer(world, { ...said, answer: n === 0 ? 'delegated' : 'accepted', delegate, id: `${n}` })
    await change(world.store, invitationRef(IDS.campaign, invitationIdFrom(id)), stands => ({
      ...stands,
      matters: (['question', 'unclear', 'suggestion', 'delegate', 'away', 'not sure who'] as MatterKind[]).map(
        (kind): Matter => ({
          id: `matter-${kind.replaceAll(' ', '-')}`,
          kind,
          at: t.clock.now(),
          from: { name: LINES, email: `"${HOSTILE}"@zzz.example` },
          subject: LINES,
          text: LINES,
          person: { name: LINES, title: HOSTILE, email: HOSTILE },
          ...(kind === 'unclear' ? { settled: { at: t.clock.now(), by: LINES, how: 'dismiss' as const } } : {}),
        }),
      ),
      history: [...stands.history, { at: t.clock.now(), by: LINES, event: 'told' as const, words: LINES }],
      sends: {
        ...stands.sends,
        'follow-up-1': {
          status: 'failed' as const,
          at: t.clock.now(),
          attempt: 'x',
          attempts: 1,
          sequence: 0,
          detail: LINES,
        },
      },
    }))
  }
  const suppressed = { email: `"${HOSTILE}"@zzz.example`, reason: 'bounced', at: t.clock.now() } as const
  await create(world.store, suppressionRef(IDS.partnership, suppressed.email), suppressed)
  await change(world.store, campaignRef(IDS.campaign), stands => ({ ...stands, pausedWhy: { told: HOSTILE } }))
  await editCampaign(world, IDS.campaign, CONVENER, { event: 'told', words: LINES }, stands => ({
    ...stands,
    ...(stands.meeting
      ? { meeting: { ...stands.meeting, start: '08:00', sequence: stands.meeting.sequence + 1 } }
      : {}),
  }))
  const person = { name: LINES, title: HOSTILE, company: LINES, email: invitee(0).email, publicPartner: false }
  const launch = { id: IDS.campaign, partnership: IDS.partnership }
  const [team = teamIdFrom('')] = await foundTeams(world, launch, [{ name: HOSTILE }, { name: LINES }], LINES)
  const at = { partnership: IDS.partnership, team, by: LINES }
  const { campaign, partnership } = (await readContext(world.store, IDS.campaign)) ?? {}
  if (!campaign || !partnership) throw new Error('no campaign')
  await makeLead(world, partnership, campaign, at, person)
  await setAim(world, at, LINES, LINES)
  await askPartners(world, at, LINES)
  await offerHelp(world, at, { name: LINES, title: HOSTILE, organization: LINES, email: 'offer@zzz.example' }, LINES)
  const owner = { name: LINES, email: invitee(1).email, company: LINES }
  await addCommitment(world, IDS.partnership, { campaign: IDS.campaign, team, what: LINES, owner, due: '2026-01-20' })
  const [member] = partnership.team
  if (!member) throw new Error('no team')
  await addFigure(world, IDS.partnership, { figure: LINES, link: 'https://zzz.example/', note: LINES }, LINES)
  await answerRole(world, IDS.partnership, member, { said: 'not like this', note: LINES })
  await answerFootprint(world, partnership, member, { said: 'too big', note: LINES })
  const named = { ...person, email: 'name@zzz.example', phone: HOSTILE }
  await proposeInvitee(world, partnership, { invitee: named, why: LINES }, member)
  await askRoles(world, IDS.partnership)
  await askList(world, IDS.partnership, 0)
  await t.timers.runUntil('2026-01-08T16:00:00.000Z')
  cookie = `convoke_session=${await openLogin(world, CONVENER)}`

  const token = (purpose: 'rsvp' | 'opt-out' | 'sign', id: string) =>
    makeToken(world.settings.secret, purpose, IDS.campaign, id)
  const guest = ids.at(-1) ?? ''
  links = [
    `/sign/${token('sign', IDS.ann)}`,
    `/sign/${token('sign', IDS.ann)}/letter?check=${checkOfSet((await readContext(world.store, IDS.campaign)) as never)}`,
    `/letters/${IDS.campaign}/${check}`,
    ...ids.flatMap(id => [`/rsvp/${token('rsvp', id)}`, `/opt-out/${token('opt-out', id)}`]),
    `/rsvp/${token('rsvp', guest)}/calendar`,
    ...[
      LINKS.call.to(world.settings, IDS.campaign, 'ann@lee.example'),
      LINKS.day.to(world.settings, IDS.campaign, CONVENER),
      LINKS.join.to(world.settings, IDS.campaign, invitationIdFrom(guest)),
      LINKS.join.to(world.settings, IDS.campaign, IDS.ann),
      LINKS.times.to(world.settings, IDS.partnership, team, invitee(0).email),
      LINKS.team.to(world.settings, IDS.partnership, CONVENER),
    ].map(link => new URL(link).pathname),
    `/sign-in?next=${encodeURIComponent(HOSTILE)}`,
    `/rsvp/${token('rsvp', guest)}?answer=${encodeURIComponent(HOSTILE)}`,
  ]
}, 60_000)
afterAll(() => t.close())

const ask = (path: string, body?: FormData) =>
  appOf(t.world).request(new URL(path, t.world.settings.url).href, {
    headers: { cookie, origin: t.world.settings.url },
    ...(body ? { method: 'POST', body } : {}),
  })

/** All that is kept about the campaign and its partnership, and what has left. */
async function everything(): Promise<string> {
  const { store, timetable } = t.world
  const partitions = [`campaign#${IDS.campaign}`, `partnership#${IDS.partnership}`, `suppression#${IDS.partnership}`]
  const found = await Promise.all(partitions.map(each => store.list(each, { limit: 1000 })))
  return JSON.stringify([found, await timetable.list(IDS.campaign), t.outbox.list().length])
}

/** Where all letters lead. */
async function mailedLinks(): Promise<string[]> {
  const found: string[] = []
  for (const { id } of t.outbox.list()) {
    const { html } = await simpleParser(Buffer.from(t.outbox.bytes(id) ?? []))
    for (const [, to = ''] of String(html || '').matchAll(/\shref="([^"]*)"/g))
      if (to.startsWith(t.world.settings.url)) found.push(unescaped(to).slice(t.world.settings.url.length))
  }
  return found
}

const TAG = /<[a-z!/](?:[^<>"']|"[^"]*"|'[^']*')*>/gi
const LEADS = /\s(?:href|src|action|formaction|data|poster|background)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi
const HARMLESS = /^(?:$|\/(?!\/)|#|\?|https?:\/\/|webcal:\/\/|mailto:|tel:|cid:|data:(?:,$|image\/))/i

/** What markup there is that came out of a field: nothing, or the tags in question. */
function strange(html: string): string[] {
  const found: string[] = []
  for (const [tag] of html.matchAll(TAG)) {
    const bare = tag.replace(/"[^"]*"|'[^']*'/g, '""')
    if (/zzz|\son\w+\s*=|<script(?! src="" defer)/i.test(bare)) found.push(tag)
    for (const [, a, b, c] of tag.matchAll(LEADS)) if (!HARMLESS.test(a ?? b ?? c ?? '')) found.push(tag)
  }
  // A tag that the browser sees and the expression above does not, and a text that ends what it stands in.
  if (/<zzz|<\/textarea><\/script>|<!-- ]]>/i.test(html)) found.push('<zzz')
  return found
}

const unescaped = (text: string) =>
  text
    .replace(/&amp;/g, '&')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')

describe('markup in fields', () => {
  const seen = new Map<string, string>()
  const kept: string[] = []
  const failed: string[] = []
  const csvs = new Map<string, string>()

  beforeAll(async () => {
    const queue = [
      '/',
      `/campaigns/${IDS.campaign}`,
      `/campaigns/${IDS.campaign}/invitees?q=${encodeURIComponent(HOSTILE)}`,
    ]
    queue.push(...links, ...(await mailedLinks()))
    // Every page of a campaign, whether or not another leads to it.
    for (const { method, path } of appOf(t.world).routes)
      if (method === 'GET' && /^\/campaigns\/:cid(\/[a-z-]+)*$/.test(path))
        queue.push(path.replace(':cid', IDS.campaign))
    for (const text of [
      'letter',
      'follow-up-1',
      'reminder',
      'partner-letter',
      'change-again',
      'cancellation',
      'thanks-accepted',
    ])
      queue.push(
        `/campaigns/${IDS.campaign}/letters/${text}`,
        `/campaigns/${IDS.campaign}/letters/${text}/preview`,
        `/campaigns/${IDS.campaign}/letters/${text}/preview?as=text`,
      )
    queue.push(`/campaigns/${IDS.campaign}/invitees?did=saved&who=${encodeURIComponent(HOSTILE)}`)
    const list = new FormData()
    list.set(
      'pasted',
      `Name,Company,Email,${HOSTILE}\n${HOSTILE.repeat(3)},"${HOSTILE.replaceAll('"', '""')}",kim@zzz.example,x\nx,y,${HOSTILE}\n`,
    )
    queue.push((await ask(`/campaigns/${IDS.campaign}/invitees/read`, list)).headers.get('location') ?? '')
    const asked = new Set<string>()
    kept.push(await everything())
    for (let path = queue.shift(); path !== undefined && asked.size < 400; path = queue.shift()) {
      const bare = path.replace(/#.*$/, '')
      if (asked.has(bare) || !bare.startsWith('/') || bare.startsWith('//') || bare.startsWith('/assets/')) continue
      asked.add(bare)
      const response = await ask(bare)
      const text = await response.text()
      if (response.status >= 500) failed.push(bare)
      const type = response.headers.get('content-type') ?? ''
      if (type.startsWith('text/csv')) csvs.set(bare, text)
      if (!type.startsWith('text/html')) continue
      seen.set(bare, text)
      for (const [, to = ''] of text.matchAll(/\s(?:href|src|data-screen)="([^"]*)"/g)) queue.push(unescaped(to))
    }
    kept.push(await everything())
  }, 60_000)

  it('becomes no element, attribute or script of any page that can be reached', () => {
    const patterns = new Set(
      [...seen.keys()].map(path => path.split('?')[0]?.replace(/[a-z2-7]{16,}|[0-9a-f]{64}/g, ':id')),
    )
    for (const page of [
      '',
      '/review',
      '/partnership',
      '/meeting',
      '/champions',
      '/team',
      '/letter',
      '/timing',
      '/invitees',
      '/meetings',
      '/not-written-to',
      '/people/:id',
      '/invitees/:id',
      '/invitees/import/:id',
      '/letters',
      '/letters/letter/preview',
    ])
      expect(patterns, page).toContain(`/campaigns/:id${page}`)
    expect(patterns.size).toBeGreaterThanOrEqual(30)
    for (const [path, html] of seen) expect([path, strange(html)]).toEqual([path, []])
    expect([...seen.values()].filter(html => html.includes('zzz onload')).length).toBeGreaterThan(20)
  })

  it('is sought on pages none of which changes anything by being looked at', () => {
    expect(seen.size).toBeGreaterThan(40)
    expect(kept[1]).toBe(kept[0])
    expect(failed).toEqual([])
  })

  it('becomes none when a form comes back with it either', async () => {
    let refused = 0
    const done = new Set<string>()
    for (const html of seen.values())
      for (const [form] of html.matchAll(/<form[^>]*method="post".*?<\/form>/gs)) {
        const action = unescaped(/action="([^"]*)"/.exec(form)?.[1] ?? '')
        const shape = action.replace(/[a-z2-7]{16,}/g, ':id')
        if (done.has(shape) || action === '/sign-out' || /\/(cancel|sample)$/.test(action)) continue
        done.add(shape)
        const body = new FormData()
        for (const [field] of form.matchAll(/<(?:input|textarea|select)[^>]*>/g)) {
          const name = unescaped(/\sname="([^"]*)"/.exec(field)?.[1] ?? '')
          const hidden = /type="hidden"/.test(field)
          if (name) body.set(name, hidden ? unescaped(/\svalue="([^"]*)"/.exec(field)?.[1] ?? '') : HOSTILE)
        }
        const response = await ask(action, body)
        if (response.status === 422) refused++
        expect([action, response.status < 500]).toEqual([action, true])
        expect([action, strange(await response.text())]).toEqual([action, []])
      }
    expect(refused).toBeGreaterThanOrEqual(6)
  })

  it('becomes no formula of any table that can be saved', () => {
    expect(csvs.size).toBeGreaterThanOrEqual(2)
    for (const [path, text] of csvs)
      for (const row of Papa.parse<string[]>(text.replace(/^\ufeff/, '')).data)
        for (const cell of row) expect([path, cell]).toEqual([path, expect.not.stringMatching(/^\s*[=+@\-＝]/)])
    expect([...csvs.values()].join()).toContain('zzz')
  })

  it('becomes nothing in any letter: no element or link, no field of its head, no event or guest of its calendar', async () => {
    const kinds = new Set<string>()
    for (const { id, wave } of t.outbox.list()) {
      const bytes = Buffer.from(t.outbox.bytes(id) ?? [])
      const mail: ParsedMail = await simpleParser(bytes, { skipImageLinks: true })
      kinds.add(wave.replace(/:.*|-\d+$/, ''))
      expect([wave, strange(String(mail.html || ''))]).toEqual([wave, []])
      expect(String(mail.html || '')).not.toMatch(/<img[^>]*\ssrc="[^"]*evil\.example/)
      expect([...mail.headers.keys()].filter(name => /zzz|bcc/i.test(name))).toEqual([])
      const written = [mail.to, mail.cc].flat().flatMap(each => each?.value.map(({ address }) => address) ?? [])
      // A probe is to Convoke's own reply address.
      for (const address of written) expect([...KNOWN, ...(wave === 'probe' ? [address] : [])]).toContain(address)
      const head = bytes.toString('latin1').split('\r\n\r\n', 1)[0] ?? ''
      expect(head).not.toMatch(/^(x-zzz|bcc|attendee)/im)
      for (const attachment of mail.attachments.filter(({ contentType }) => contentType.startsWith('text/calendar')))
        sound(attachment.content.toString('utf8'), 1)
      // A name that looks like a field of a letter is not filled in.
      if (mail.text?.includes('{{opt_out_link}}')) kinds.add('named like a field')
    }
    for (const kind of ['signature-request', 'invite', 'thanks', 'update', 'named like a field'])
      expect(kinds).toContain(kind)
  })

  it('becomes nothing in the calendar that somebody has subscribed to', async () => {
    const response = await ask(new URL(await feedLink(t.world, IDS.partnership, invitee(0).email)).pathname)
    expect(response.status).toBe(200)
    sound(await response.text(), 0)
  })
})

/** One event, with at most so many guests, and no property of anybody else's making. */
function sound(source: string, guests: number): void {
  const calendar = new ICAL.Component(ICAL.parse(source))
  const events = calendar.getAllSubcomponents('vevent')
  expect(events).toHaveLength(1)
  expect(events[0]?.getAllProperties('attendee').length).toBeLessThanOrEqual(guests)
  expect(source).not.toMatch(/^(x-zzz|bcc|attendee:mailto:zzz)/im)
  expect(JSON.stringify(events[0]?.toJSON())).toContain('zzz')
}
