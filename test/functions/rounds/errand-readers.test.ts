/** Who gets each email to those who help: to the person, with a link of their own, and nobody else. */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Partnership, TeamMember } from '../../../domain/keep/partnership.ts'
import { HOUR, type Instant, shift } from '../../../domain/keep/time.ts'
import type { Errand } from '../../../domain/send/errand.ts'
import { writeNote } from '../../../functions/day/notes.ts'
import { approve, askChampions, checkOfSummary, writeSummary } from '../../../functions/day/summary.ts'
import { type Context, readContext } from '../../../functions/keep/context.ts'
import {
  campaignOfRef,
  change,
  create,
  invitationRef,
  partnershipRef,
  refOf,
} from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { readOverview } from '../../../functions/keep/overview.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { noteCall, shareCalls } from '../../../functions/prepare/call-sheet.ts'
import {
  agreeToList,
  answerFootprint,
  answerRole,
  askList,
  askRoles,
} from '../../../functions/prepare/readiness-record.ts'
import { PLANNERS } from '../../../functions/rounds/planners.ts'
import { errandRequest, errandValues } from '../../../functions/send/texts/errand-texts.ts'
import { changeAgenda } from '../../../functions/table/agenda.ts'
import { replaceConvener } from '../../../functions/table/succession.ts'
import { askPartners, foundTeams, joinTeam, makeLead } from '../../../functions/teams/action-team.ts'
import { addCommitment, commitmentsOf } from '../../../functions/teams/commitments.ts'
import { openLead, setCall } from '../../../functions/teams/lead-team.ts'
import { teamsOf } from '../../../functions/teams/teams.ts'
import { setLetter } from '../../../mail/set-letter.ts'
import { ERRAND_TEXTS, type ErrandTextId } from '../../../templates/errand-texts.ts'
import { answered, campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER as CORA, IDS, invitee, partnership, signedCampaign } from '../campaign/launch.ts'
import { plain } from '../visitor.ts'

const [ANN, BOB, DAN] = ['ann@lee.example', 'bob@ruiz.example', 'dan@edc.example']
const [FAY, SUE, WES] = ['fay@guide.example', 'sue@college.example', 'wes@workforce.example']
/** What everybody is called, and their company and words besides: marks of Markdown, HTML, fields, a bare address of the web. */
const MARKED =
  '*Ana* _de_ **la** [Cruz](https://evil.example) `x` {{organization}} <b>O’Neil</b> & "Q" www.evil.example'
const HELPERS: TeamMember[] = [
  { name: MARKED, email: DAN, role: 'co-convener', organization: 'Regional EDC' },
  { name: MARKED, email: FAY, role: 'facilitator', organization: 'Guide' },
  { name: MARKED, email: SUE, role: 'support team', organization: 'Community college' },
  { name: MARKED, email: WES, role: 'support team', organization: 'Workforce board' },
]
const NEW = 'new@edc.example'
const TEAM = [CORA, DAN, FAY, SUE, WES]
const QUARTERLY = campaignIdFrom('q'.repeat(16))

/** The list of the launch: each person by what is so of them. */
const LIST: Record<string, { of: Partial<Invitation>; partner?: true }> = {
  yes: { of: { answers: [answered()] } },
  no: { of: { answers: [answered({ answer: 'declined' })] } },
  silent: { of: {} },
  maybe: { of: { answers: [answered({ answer: 'tentative' })] } },
  'sends somebody': { of: { answers: [answered({ answer: 'delegated' })] } },
  'stands in': { of: { answers: [answered()] } },
  removed: { of: { removedAt: '2027-03-01T00:00:00.000Z' } },
  'opted out': { of: { suppressed: { email: 'x', reason: 'opted out', at: '2027-03-01T00:00:00.000Z' } } },
  'a partner': { of: { answers: [answered()] }, partner: true },
  'a silent partner': { of: {}, partner: true },
  'a removed partner': { of: { removedAt: '2027-03-01T00:00:00.000Z' }, partner: true },
  'a partner who opted out': {
    of: { suppressed: { email: 'x', reason: 'opted out', at: '2027-03-01T00:00:00.000Z' } },
    partner: true,
  },
}
const person = (who: string) =>
  invitee(Object.keys(LIST).indexOf(who), {
    name: MARKED,
    title: MARKED,
    company: `${MARKED} ${who}`,
    publicPartner: LIST[who]?.partner === true,
  })
const mailOf = (who: string) => person(who).email
const idOf = (who: string) => invitationIdFrom(invitationIdOf(IDS.campaign, mailOf(who)))
const [LEAD, OWNER, PARTNER, QUIET] = ['yes', 'maybe', 'a partner', 'a silent partner'].map(mailOf) as [
  string,
  string,
  string,
  string,
]

let t: TestWorld
/** Every errand that was planned so far: its text, its reader and where its button leads. */
let planned: Errand[]
const context = async (): Promise<Context> => (await readContext(t.world.store, IDS.campaign)) as Context
const member = (email: string) =>
  ({ ...partnership(), team: [...partnership().team, ...HELPERS] }).team.find(
    each => each.email === email,
  ) as TeamMember
const stands = async (): Promise<Partnership> => (await context()).partnership

/** Goes on to an instant, twice a day, and notes every errand that is due on the way. */
async function at(instant: Instant): Promise<void> {
  for (let now = t.clock.now(); now < instant; ) {
    now = shift(now, 12 * HOUR) < instant ? shift(now, 12 * HOUR) : instant
    await t.clock.moveTo(now)
    const overview = await readOverview(t.world, IDS.partnership)
    for (const planner of PLANNERS)
      for (const errand of overview ? await planner(t.world, overview) : [])
        if (errand.at <= now && now < errand.until) planned.push(errand)
  }
}
const getters = (text: string) =>
  [...new Set(planned.filter(each => each.text === text).map(({ to }) => to.email))].sort()

beforeAll(async () => {
  planned = []
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves })
  await signedCampaign(t.world, { invitees: Object.keys(LIST).length })
  await change(t.world.store, partnershipRef(IDS.partnership), each => ({
    ...each,
    champions: each.champions.map(champion => ({ ...champion, name: MARKED, title: MARKED, company: MARKED })),
    team: [...each.team.map(member => ({ ...member, name: MARKED, organization: MARKED })), ...HELPERS],
  }))
  await t.timers.runUntil('2027-02-26T18:00:00.000Z')
  for (const who of Object.keys(LIST))
    await change(t.world.store, invitationRef(IDS.campaign, idOf(who)), each => ({
      ...each,
      invitee: person(who),
      ...LIST[who]?.of,
      ...(who === 'stands in' ? { standsInFor: { invitation: idOf('sends somebody'), name: MARKED } } : {}),
    }))
  await season()
})
afterAll(() => t.close())

/** A year in which everything happens once that anybody is written to about. */
async function season(): Promise<void> {
  const { world } = t
  const launched = { id: IDS.campaign, partnership: IDS.partnership }
  // Before anybody is asked, Wes has said what he thinks of his role, and Sue of the list.
  await answerRole(world, IDS.partnership, member(WES), { said: 'agreed', note: '' })
  await answerFootprint(world, await stands(), member(WES), { said: 'right', note: '' })
  await askRoles(world, IDS.partnership)
  await askList(world, IDS.partnership, 0)
  await agreeToList(world, await stands(), member(SUE))
  await at('2027-03-22T16:00:00.000Z')
  // Two are called: Ann calls hers, and Wes does not.
  const caller = { id: LINKS.call.idOf(ANN), name: 'Ann Lee', email: ANN, organization: 'Lee Forge', champion: true }
  const shares = { [idOf('silent')]: caller.id, [idOf('a silent partner')]: LINKS.call.idOf(WES) }
  await shareCalls(world, await context(), { shares, points: MARKED }, CORA)
  await at('2027-03-23T14:00:00.000Z')
  const heard = { invitation: idOf('silent'), heard: 'no answer' as const, note: '', once: 'abcdefgh', seen: '' }
  await noteCall(world, { ...(await context()), caller }, heard)
  await at('2027-03-31T13:00:00.000Z')
  // As the launch ends Sue has written down what she heard; Ann approves the summary at once.
  await t.clock.moveTo('2027-03-31T15:00:00.000Z')
  await writeNote(world, { ...(await context()), member: member(SUE) }, { heard: 'x', offer: '', wait: '' })
  const words = { subject: 'What we decided', body: 'Apprenticeships first.', missed: '' }
  await writeSummary(world, await context(), words, CORA)
  await askChampions(world, await context())
  const [ann] = (await stands()).champions
  if (ann) await approve(world, { campaign: (await context()).campaign, champion: ann }, checkOfSummary(words))
  // Two teams: nobody leads one of them.
  const names = [{ name: MARKED.slice(0, 60) }, { name: `Freight ${MARKED.slice(0, 60)}` }]
  const [housing] = await foundTeams(world, launched, names, CORA)
  if (!housing) throw new Error('no teams')
  const team = { partnership: IDS.partnership, team: housing, by: 'Somebody' }
  const sue = { name: MARKED, title: '', company: 'Community college', email: SUE, publicPartner: true }
  await joinTeam(world, team, sue)
  await makeLead(world, await stands(), (await context()).campaign, team, person('yes'))
  await askPartners(world, team, MARKED)
  await at('2027-04-05T22:00:00.000Z')
  const token = LINKS.times.to(world.settings, IDS.partnership, housing, LEAD).split('/').at(-1) ?? ''
  const leading = await openLead(world, token)
  if (!leading) throw new Error('nobody leads')
  await setCall(world, leading, { date: '2027-04-20', start: '08:00', minutes: 30, where: '', agenda: '' })
  const owner = { name: MARKED, email: OWNER, company: MARKED }
  await addCommitment(world, IDS.partnership, {
    campaign: IDS.campaign,
    what: MARKED,
    owner,
    due: '2027-05-10',
  })
  // A quarterly table, its agenda first empty and then out of order, then its report and its survey.
  const meeting = launch({ kind: 'quarterly', uid: 'q@example.org', date: '2027-06-16' })
  const wanted = { id: QUARTERLY, meeting, status: 'running', pulse: '2027-06-16T20:00:00.000Z' } as const
  await createCampaign(world.store, blank(wanted))
  await create(world.store, campaignOfRef(IDS.partnership, QUARTERLY), { id: QUARTERLY })
  await at('2027-06-01T16:00:00.000Z')
  const item = { name: MARKED, company: MARKED, email: mailOf('silent'), at: t.clock.now(), id: 'i', text: MARKED }
  const items = [item, { ...item, id: 'j', text: `Housing ${MARKED}` }]
  await changeAgenda(world, QUARTERLY, agenda => ({ ...agenda, items }))
  await at('2027-06-17T02:00:00.000Z')
  for (const n of ['a', 'b', 'c']) {
    const invitation = invitationIdFrom(n.repeat(16))
    const said = { value: 5, led: 5, home: 5, priorities: {}, missing: '', words: '' } as const
    const own = { ...said, invitation, company: n, at: t.clock.now() }
    await create(world.store, refOf(DOCUMENTS.pulseAnswer, QUARTERLY, invitation), own)
  }
  await at('2027-07-16T16:00:00.000Z')
  const endsWarnedAt = t.clock.now()
  await change(world.store, partnershipRef(IDS.partnership), each => ({ ...each, keepMonths: 1, endsWarnedAt }))
  await at('2027-07-16T17:00:00.000Z')
  // Cora hands over, and has no part in it any more.
  const next = { name: MARKED, email: NEW, organization: MARKED }
  await replaceConvener(world, IDS.campaign, CORA, next, undefined, CORA)
  const before = planned.length
  await at('2027-07-16T18:00:00.000Z')
  const after = planned.splice(before)
  expect(after.map(({ to }) => to.email).filter(email => email === CORA)).toEqual([CORA])
  planned.push(...after.filter(({ kind }) => kind === 'hand-over'))
}

const CONVENERS = [CORA, DAN]
const CHAMPIONS = [ANN, BOB]
/** By the id of the text. A new one has to say here who reads it. */
const GETS: Record<ErrandTextId, string[]> = {
  // Wes has answered; of the others, conveners see on their page what is open.
  'role-asked': [CORA, DAN, FAY, SUE],
  'role-again': [FAY, SUE],
  'list-asked': [WES],
  'list-again': [WES],
  'calls-proposed': CONVENERS,
  'call-sheet': [ANN, WES],
  'call-again': [WES],
  'run-sheet': [...TEAM, ...CHAMPIONS],
  // Sue has written hers.
  notes: [CORA, DAN, FAY, WES],
  'notes-again': [CORA, DAN, FAY, WES],
  // Ann has approved.
  approve: [BOB],
  'approve-again': [BOB],
  'summary-soon': CONVENERS,
  'summary-due': CONVENERS,
  'summary-late': CONVENERS,
  'lead-wanted': CHAMPIONS,
  times: [LEAD],
  'times-again': [LEAD],
  'team-agenda': [LEAD],
  'after-call': [LEAD],
  // Sue is on the team that asks.
  asks: [CORA, DAN, FAY, WES, PARTNER, QUIET],
  'commitment-week': [OWNER],
  'commitment-day': [OWNER],
  'commitment-after': [OWNER],
  'agenda-empty': CONVENERS,
  'agenda-order': CHAMPIONS,
  'records-end': CONVENERS,
  'report-due': CONVENERS,
  'pulse-results': [...CONVENERS, ...CHAMPIONS],
  'hand-over-to': [NEW],
  'hand-over-from': [CORA],
  digest: CONVENERS,
}

/** Every link that is somebody's own. */
async function ownLinks(email: string): Promise<string[]> {
  const { settings, store } = t.world
  const launches = [IDS.campaign, QUARTERLY]
  const champion = (await stands()).champions.find(each => each.email === email)
  const guest = invitationIdFrom(invitationIdOf(IDS.campaign, email))
  const teams = (await teamsOf(store, IDS.partnership)).filter(({ lead }) => lead === email)
  const promises = (await commitmentsOf(store, IDS.partnership)).filter(({ owner }) => owner.email === email)
  return [
    ...(TEAM.includes(email) ? [LINKS.team.to(settings, IDS.partnership, email)] : []),
    ...launches.flatMap(id => [
      ...(TEAM.includes(email) ? [LINKS.day, LINKS.notes, LINKS.joinAsSupporter] : []).map(link =>
        link.to(settings, id, email),
      ),
      LINKS.call.to(settings, id, email),
      ...(champion
        ? [LINKS.join, LINKS.agenda, LINKS.pulse, LINKS.approve].map(link => link.to(settings, id, champion.id))
        : []),
    ]),
    LINKS.join.to(settings, IDS.campaign, guest),
    ...teams.map(({ id }) => LINKS.times.to(settings, IDS.partnership, id, email)),
    ...promises.map(({ id }) => LINKS.commitment.to(settings, IDS.partnership, id)),
  ]
}

describe('emails to those who help', () => {
  test('go to whom they are for, and to nobody else', async () => {
    const found = Object.fromEntries(Object.keys(ERRAND_TEXTS).map(text => [text, getters(text)]))
    expect(found).toEqual(Object.fromEntries(Object.entries(GETS).map(([text, gets]) => [text, [...gets].sort()])))
    // A button leads where its reader alone is known, or where whoever runs it signs in.
    for (const { text, to, link } of planned) {
      if (link === undefined) continue
      const isPage = new URL(link).pathname.startsWith('/campaigns/')
      const isTheirs = isPage ? [...CONVENERS, NEW].includes(to.email) : (await ownLinks(to.email)).includes(link)
      expect([text, to.email, isTheirs]).toEqual([text, to.email, true])
    }
    // Who sees to the door is told who needs what; a champion has no link to it.
    for (const { link, to } of planned.filter(({ text }) => text === 'run-sheet'))
      expect([to.email, link !== undefined]).toEqual([to.email, TEAM.includes(to.email)])
  })

  test('quote people letter by letter, whatever marks stand in their names and words', async () => {
    const partnership = await stands()
    const quoted = new Set<string>()
    for (const errand of planned) {
      const press = await setLetter(errandRequest(partnership, errand), { from: t.world.settings.from })
      const values = errandValues(errand)
      const { to } = errand
      const bytes = press.fill({ to, replyTo: { name: '', email: CORA }, attempt: 'a', at: t.clock.now(), values })
      if ('refused' in bytes) throw new Error(errand.text)
      const mail = await simpleParser(Buffer.from(bytes))
      const html = mail.html || ''
      expect([errand.text, [...html.matchAll(/href="([^"]*)"/g)].filter(([, to]) => to?.includes('evil'))]).toEqual([
        errand.text,
        [],
      ])
      expect([errand.text, /<(?:em|code)\b/.test(html)]).toEqual([errand.text, false])
      for (const read of [plain(html), (mail.text ?? '').replace(/\s+/g, ' '), mail.subject ?? '']) {
        // In a subject two braces are parted.
        const text = read.replaceAll('{ {', '{{').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
        const count = (words: string) => text.split(words).length - 1
        if (count('Cruz') > 0) quoted.add(errand.text)
        // Where somebody is named at all, they are named as they are called: to the end, but for what is cut short above.
        expect([errand.text, count(MARKED.slice(0, 50))]).toEqual([errand.text, count('Cruz')])
        expect([errand.text, count(MARKED.slice(-40))]).toEqual([errand.text, count('Neil')])
      }
    }
    for (const text of ['call-sheet', 'run-sheet', 'asks', 'commitment-day', 'agenda-order', 'hand-over-to', 'digest'])
      expect(quoted).toContain(text)
  })
})
