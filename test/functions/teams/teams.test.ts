import ICAL from 'ical.js'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CONVOKE } from '../../../domain/keep/history.ts'
import { type CampaignId, campaignIdFrom } from '../../../domain/keep/ids.ts'
import { daysBetween } from '../../../domain/keep/time.ts'
import { leadOf, presentOf } from '../../../domain/teams/team.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { campaignRef, change, invitationsOf, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { foundFirstTeams, foundTeams } from '../../../functions/teams/action-team.ts'
import { addCommitment, commitmentsOf } from '../../../functions/teams/commitments.ts'
import { namePriority, vote } from '../../../functions/teams/record.ts'
import { teamsOf } from '../../../functions/teams/teams.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

const LAUNCH = '2027-03-02'
const MORNING_AFTER = '2027-03-03T17:00:00.000Z'
const ANN = 'ann@lee.example'
const FAY = 'fay@college.example'

let t: TestWorld
let convener: Visitor
let guest: Visitor
const TEAMS = `/campaigns/${IDS.campaign}/teams`

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  await signedCampaign(t.world, { invitees: 5, meeting: { date: LAUNCH } })
  await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
    ...stands,
    team: [...stands.team, { name: 'Fay Cole', email: FAY, role: 'support team' as const, organization: 'College' }],
  }))
  await t.timers.runUntil(MORNING_AFTER)
  convener = await visitor(t.world, CONVENER)
  guest = await visitor(t.world)
})
afterEach(() => t.close())

const path = (link: string) => new URL(link).pathname
const guestId = (n: number) => invitationIdOf(IDS.campaign, invitee(n).email)
const joinPath = (n: number) => path(LINKS.join.to(t.world.settings, IDS.campaign, guestId(n)))
const annsPath = () => path(LINKS.join.to(t.world.settings, IDS.campaign, IDS.ann))
const faysPath = () => path(LINKS.joinAsSupporter.to(t.world.settings, IDS.campaign, FAY))
const found = async (...names: string[]) =>
  foundTeams(
    t.world,
    { id: IDS.campaign, partnership: IDS.partnership },
    names.map(name => ({ name })),
    CONVENER,
  )
const teams = () => teamsOf(t.world.store, IDS.partnership)
const first = async () => {
  const [team] = await teams()
  if (!team) throw new Error('no team')
  return team
}
const sent = (wave: string, to?: string) =>
  t.outbox.list().filter(each => each.wave === wave && (to === undefined || each.to.includes(to)))
const mailOf = async (id = '') => simpleParser(Buffer.from(t.outbox.bytes(id) ?? ''))
const linkIn = async (id: string | undefined, page: string) =>
  path(new RegExp(`http\\S+/${page}/[a-z2-7]+`).exec((await mailOf(id)).text ?? '')?.[0] ?? '')
const entryOf = async (id = '') => {
  const mail = await mailOf(id)
  const ics = mail.attachments.find(({ contentType }) => contentType === 'application/ics')?.content.toString() ?? ''
  return new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent')
}
const run = (day: string) => t.timers.runUntil(`${day}T23:30:00.000Z`)
/** A team that Ann leads, with so many businesses besides. */
async function led(businesses: number): Promise<string> {
  await found('Apprenticeships')
  const { id } = await first()
  await guest.post(annsPath(), { team: id, do: 'lead' })
  for (let n = 0; n < businesses; n++) await guest.post(joinPath(n), { team: id, do: 'join' })
  await t.timers.runUntil('2027-03-03T18:00:00.000Z')
  return linkIn(sent('times', ANN)[0]?.id, 'times')
}
async function called(): Promise<{ lead: string; campaign: CampaignId }> {
  const lead = await led(2)
  const slot = (await first()).proposal?.slots[0]
  await guest.post(lead, { do: 'choose', slot: `${slot?.date} ${slot?.start}`, where: 'https://call.example/1' })
  const campaign = campaignIdFrom((await first()).calls[0]?.campaign ?? '')
  await t.timers.runUntil('2027-03-04T23:30:00.000Z')
  return { lead, campaign }
}

describe('an action team', () => {
  test('is started once, however often the button is pressed, and named as the convener named it', async () => {
    for (let n = 0; n < 2; n++) await convener.post(`${TEAMS}/found`, { name: 'Housing & transit' })
    expect((await teams()).map(({ name }) => name)).toEqual(['Housing & transit'])
    expect((await convener.post(`${TEAMS}/found`, { name: ' ' })).status).toBe(422)
  })

  test('stands for a priority of the launch, and tells who voted for it and has not joined', async () => {
    const named = await namePriority(t.world, IDS.campaign, 'Apprentices that stay')
    const other = await namePriority(t.world, IDS.campaign, 'Freight')
    if (named === 'too many' || other === 'too many') throw new Error('no room')
    for (const n of [0, 1])
      await vote(t.world, IDS.campaign, { key: `company ${n}`, name: `Company ${n}` }, [named.id], 'x')
    expect(await convener.text(TEAMS)).toContain('2 businesses voted for it')
    for (let n = 0; n < 2; n++) await convener.post(`${TEAMS}/found`, { topics: named.id, name: '' })
    expect((await teams()).map(({ name, priority }) => [name, priority])).toEqual([['Apprentices that stay', named.id]])
    const { id } = await first()
    await guest.post(joinPath(0), { team: id, do: 'join' })
    expect(await guest.text(joinPath(3))).toContain('2 businesses voted for it at the launch.')
    expect(await convener.text(`${TEAMS}/${id}`)).toContain('Voted for it, and not on the team: Company 1.')
  })

  test('is there for each of the first priorities when the summary leaves, unless the convener has chosen', async () => {
    const launch = { id: IDS.campaign, partnership: IDS.partnership }
    const names = ['Freight', 'Housing', 'Welders', 'Energy', 'Childcare', 'Signs']
    const ids = []
    for (const text of names) {
      const named = await namePriority(t.world, IDS.campaign, text)
      if (named !== 'too many') ids.push(named.id)
    }
    for (const n of [0, 1, 2, 3, 4])
      await vote(t.world, IDS.campaign, { key: `company ${n}`, name: `Company ${n}` }, ids.slice(n, n + 2), 'x')
    for (let n = 0; n < 2; n++) await foundFirstTeams(t.world, launch)
    expect((await teams()).map(({ name }) => name).sort()).toEqual(['Childcare', 'Energy', 'Housing', 'Welders'])
    await foundTeams(t.world, { ...launch, id: campaignIdFrom('other') }, [{ name: 'Own' }], CONVENER)
    await foundFirstTeams(t.world, { ...launch, id: campaignIdFrom('other') })
    expect(await teams()).toHaveLength(5)
  })

  test('is joined by one click: opening the page does nothing, pressing twice is once', async () => {
    await found('Housing')
    const { id } = await first()
    const before = JSON.stringify(await teams())
    expect(await guest.text(joinPath(0))).toContain('Join this team')
    expect(JSON.stringify(await teams())).toBe(before)
    for (let n = 0; n < 2; n++) expect((await guest.post(joinPath(0), { team: id, do: 'join' })).status).toBe(303)
    expect(presentOf(await first()).map(({ email }) => email)).toEqual([invitee(0).email])
    expect(await guest.text(joinPath(0))).toContain('You are on this team.')
    await guest.post(joinPath(0), { team: id, do: 'leave' })
    expect(presentOf(await first())).toEqual([])
  })

  test('is one click away from the summary of the launch, which everybody of a business gets', async () => {
    await found('Housing')
    const summary = { subject: 'What we decided', body: 'Dear {{first_name}},', missed: '', champions: [] }
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'summary approved' }, each => ({
      ...each,
      summary: { ...summary, at: '2027-03-03T18:00:00.000Z' },
    }))
    await run('2027-03-03')
    expect(sent('summary')).toHaveLength(5)
    const link = await linkIn(sent('summary', invitee(2).email)[0]?.id, 'join')
    expect(link).toBe(joinPath(2))
    await guest.post(link, { team: (await first()).id, do: 'join' })
    expect(presentOf(await first()).map(({ name }) => name)).toEqual(['Guest 2'])
  })

  test('is one for a topic that two rooms of a launch named', async () => {
    const room = (id: CampaignId) => ({ id, partnership: IDS.partnership, session: { group: IDS.campaign, name: id } })
    const here = await foundTeams(t.world, room(IDS.campaign), [{ priority: 'p', name: 'Shared freight' }], CONVOKE)
    const other = room(campaignIdFrom('elsewhere'))
    const there = await foundTeams(t.world, other, [{ priority: 'q', name: 'shared  Freight' }], CONVOKE)
    expect(there).toEqual(here)
    expect((await teams()).map(({ name }) => name)).toEqual(['Shared freight'])
  })

  test('counts nobody of a public partner as a business, whatever the convener leaves empty', async () => {
    await found('Housing')
    const { id } = await first()
    const fay = { do: 'add', name: 'Fay', email: FAY, title: '', company: 'College' }
    const refused = await convener.post(`${TEAMS}/${id}`, { ...fay, brings: '' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Fay is a public partner: write what they bring to this team.')
    await convener.post(`${TEAMS}/${id}`, { ...fay, brings: 'Evening classes' })
    const business = { do: 'add', name: 'Guest 1', email: invitee(1).email, title: '', company: 'Company 1' }
    await convener.post(`${TEAMS}/${id}`, { ...business, brings: 'A van' })
    expect(presentOf(await first()).map(({ name, publicPartner }) => [name, publicPartner])).toEqual([
      ['Fay', true],
      ['Guest 1', false],
    ])
  })

  test('takes a partner only for what they bring, and only when its lead or the convener says so', async () => {
    await found('Housing')
    const { id } = await first()
    const page = await guest.text(faysPath())
    expect(page).toContain('where could you help?')
    expect(page).not.toContain('Join this team')
    for (const what of ['join', 'lead', 'volunteer'])
      expect([what, (await guest.post(faysPath(), { team: id, do: what })).status]).toEqual([what, 422])
    expect((await guest.post(faysPath(), { team: id, do: 'offer', text: ' ' })).status).toBe(422)
    await guest.post(faysPath(), { team: id, do: 'offer', text: 'Evening classes' })
    expect(presentOf(await first())).toEqual([])
    const offer = (await first()).offers[0]
    expect(await convener.text(TEAMS)).toContain('A partner offers help.')
    await convener.post(`${TEAMS}/${id}`, { do: 'offer', offer: offer?.id ?? '', answer: 'welcome' })
    expect(presentOf(await first())).toMatchObject([{ email: FAY, publicPartner: true, brings: 'Evening classes' }])
    expect(await convener.text(TEAMS)).toContain('No business has joined yet.')
  })

  test('looks for a lead among the champions after a day, and finds one by one click', async () => {
    await found('Housing', 'Transit')
    await run('2027-03-04')
    expect(sent('lead-wanted').map(({ to }) => to[0])).toEqual([ANN, 'bob@ruiz.example'])
    const link = await linkIn(sent('lead-wanted', ANN)[0]?.id, 'join')
    expect((await guest.post(joinPath(0), { team: (await first()).id, do: 'lead' })).status).toBe(422)
    expect((await teams()).filter(leadOf)).toEqual([])
    const housing = (await teams()).find(({ name }) => name === 'Housing')?.id ?? ''
    await guest.post(link, { team: housing, do: 'lead' })
    expect(leadOf((await teams()).find(({ id }) => id === housing) ?? (await first()))?.email).toBe(ANN)
    // Somebody else cannot take it away by link, and a member is no champion.
    const bobs = path(LINKS.join.to(t.world.settings, IDS.campaign, IDS.bob))
    expect((await guest.post(bobs, { team: housing, do: 'lead' })).status).toBe(422)
    expect((await guest.post(joinPath(0), { team: housing, do: 'lead' })).status).toBe(422)
  })

  test('is led by a member who offered, once the convener says yes', async () => {
    await found('Housing')
    const { id } = await first()
    await guest.post(joinPath(0), { team: id, do: 'volunteer' })
    expect(leadOf(await first())).toBeUndefined()
    expect(await convener.text(TEAMS)).toContain('Guest 0 offered to lead.')
    await convener.post(`${TEAMS}/${id}`, { do: 'lead', lead: invitee(0).email })
    expect(leadOf(await first())?.name).toBe('Guest 0')
  })
})

describe('the first call', () => {
  test('has three times put before the lead, two to four weeks after the launch, once', async () => {
    await led(2)
    await run('2027-03-04')
    const [mail, ...more] = sent('times', ANN)
    expect(more).toEqual([])
    const { proposal } = await first()
    expect(proposal?.slots).toHaveLength(3)
    for (const { date } of proposal?.slots ?? []) {
      expect(daysBetween(LAUNCH, date)).toBeGreaterThanOrEqual(14)
      expect(daysBetween(LAUNCH, date)).toBeLessThanOrEqual(28)
    }
    expect((await mailOf(mail?.id)).text).toContain('Which of these times works for its first call?')
    // Each time is a link that ticks it, and sets nothing.
    const link =
      /http\S+\/times\/\S+slot=\d{4}-\d\d-\d\dT\d\d:\d\d/.exec((await mailOf(mail?.id)).text ?? '')?.[0] ?? ''
    const { pathname, search } = new URL(link)
    const html = await (await guest.get(pathname + search)).text()
    expect(html.match(/<input[^>]*name="slot"[^>]*checked/g)).toHaveLength(1)
    expect((await first()).calls).toEqual([])
    // Nobody answers: asked once more.
    await run('2027-03-10')
    expect(sent('times', ANN)).toHaveLength(2)
  })

  test('collides with no time that another team has been asked about', async () => {
    await found('Housing', 'Transit')
    for (const { id } of await teams()) await guest.post(annsPath(), { team: id, do: 'lead' })
    const asked = (await teams()).flatMap(({ proposal }) => proposal?.slots ?? [])
    expect(asked).toHaveLength(6)
    expect(new Set(asked.map(({ date, start }) => `${date} ${start}`)).size).toBe(6)
  })

  test('is set by one click, and everybody on the team gets the entry at its wall time', async () => {
    const { campaign } = await called()
    const meeting = (await read(t.world.store, campaignRef(campaign)))?.value.meeting
    const slot = (await first()).proposal?.slots[0]
    expect(meeting).toMatchObject({ kind: 'action-team', date: slot?.date, start: slot?.start, zone: 'America/Denver' })
    const holds = sent('hold').filter(each => each.campaign === campaign)
    expect(holds.map(({ to }) => to[0]).sort()).toEqual([ANN, invitee(0).email, invitee(1).email].sort())
    const entry = await entryOf(holds[0]?.id)
    expect(entry?.getFirstPropertyValue('summary')).toContain('Action team meeting (Apprenticeships): ')
    expect((await mailOf(holds[0]?.id)).text).toContain('led by Ann Lee')
    await run('2027-03-20')
    expect(sent('times', ANN)).toHaveLength(1)
  })

  test('is one call, however often the button is pressed', async () => {
    const { lead, campaign } = await called()
    const again = (await first()).proposal?.slots[1]
    expect((await guest.post(lead, { do: 'choose', slot: `${again?.date} ${again?.start}` })).status).toBe(422)
    expect((await first()).calls.map(each => each.campaign)).toEqual([campaign])
  })

  test('may be at a time of the lead’s own; what does not read is said beside the field, and kept', async () => {
    const lead = await led(1)
    const none = await guest.post(lead, { do: 'choose' })
    expect([none.status, plain(await none.text())]).toEqual([422, expect.stringContaining('Choose one of the times')])
    const past = { do: 'choose', slot: 'own', date: '2027-03-01', start: '10:00', minutes: '30', agenda: 'Our aim' }
    const html = await (await guest.post(lead, past)).text()
    expect(plain(html)).toContain('Choose a time in the future.')
    expect(html).toContain('value="10:00"')
    expect(html).toContain('Our aim')
    await guest.post(lead, { ...past, date: '2027-03-22' })
    const { calls } = await first()
    const set = (await read(t.world.store, campaignRef(campaignIdFrom(calls[0]?.campaign ?? ''))))?.value
    expect(set?.meeting).toMatchObject({ date: '2027-03-22', start: '10:00', end: '10:30' })
    expect(set?.agenda).toBe('Our aim')
  })

  test('has everybody on its list who joined while its time was being chosen, and nobody who left', async () => {
    const lead = await led(2)
    const { id, proposal } = await first()
    const [slot] = proposal?.slots ?? []
    await Promise.all([
      ...[2, 3, 4].map(n => guest.post(joinPath(n), { team: id, do: 'join' })),
      guest.post(lead, { do: 'choose', slot: `${slot?.date} ${slot?.start}` }),
      guest.post(joinPath(0), { team: id, do: 'leave' }),
      ...[2, 3].map(n => guest.post(joinPath(n), { team: id, do: 'join' })),
    ])
    const [call, ...more] = (await first()).calls
    expect(more).toEqual([])
    const listed = []
    for await (const { value } of invitationsOf(t.world.store, campaignIdFrom(call?.campaign ?? '')))
      if (value.removedAt === undefined) listed.push(value.invitee.email)
    expect(listed.sort()).toEqual(
      presentOf(await first())
        .map(({ email }) => email)
        .sort(),
    )
    expect(listed).toHaveLength(5)
  })

  test('goes to whoever joins later, and off the calendar of whoever leaves', async () => {
    const { campaign } = await called()
    const { id } = await first()
    await guest.post(joinPath(3), { team: id, do: 'join' })
    await run('2027-03-05')
    const of = (wave: string) => sent(wave, invitee(3).email).filter(each => each.campaign === campaign)
    expect(of('hold')).toHaveLength(1)
    await guest.post(joinPath(3), { team: id, do: 'leave' })
    await run('2027-03-06')
    expect((await entryOf(of('withdrawn')[0]?.id))?.getFirstPropertyValue('status')).toBeNull()
    const removed = []
    for await (const { value } of invitationsOf(t.world.store, campaign))
      if (value.removedAt) removed.push(value.invitee.email)
    expect(removed).toEqual([invitee(3).email])
  })

  test('has the lead’s agenda in its follow-up and its reminder, as words and nothing else', async () => {
    const { lead, campaign } = await called()
    const rsvp = await linkIn(sent('hold', invitee(0).email)[0]?.id, 'rsvp')
    await guest.post(rsvp, { form: 'accepted', answer: 'accepted', note: '', needs: '', by: '' })
    await guest.post(lead, { do: 'agenda', agenda: 'Who hires in *June*?\n[Prize](https://evil.example)' })
    await run('2027-04-05')
    for (const each of [sent('follow-up-1', ANN)[0], sent('reminder', invitee(0).email)[0]]) {
      const { text, html } = await mailOf(each?.id)
      expect([each?.campaign, text]).toEqual([campaign, expect.stringContaining('Who hires in *June*?')])
      expect(html).not.toContain('href="https://evil.example')
    }
  })

  test('asks the lead for an agenda while there is none, and the morning after what was agreed', async () => {
    const { lead, campaign } = await called()
    const meeting = (await read(t.world.store, campaignRef(campaign)))?.value.meeting
    await run('2027-04-05')
    expect(sent('team-agenda', ANN)).toHaveLength(1)
    const [after] = sent('after-call', ANN)
    expect(daysBetween(meeting?.date ?? '', after?.at.slice(0, 10) ?? '')).toBeGreaterThan(0)
    expect(await linkIn(after?.id, 'times')).toBe(lead)
    expect(await guest.text(lead)).toContain('When does your team talk next?')
  })

  test('moved by the lead, it moves in every calendar', async () => {
    const { lead, campaign } = await called()
    await guest.post(lead, {
      do: 'move',
      date: '2027-03-30',
      start: '07:30',
      minutes: '45',
      where: 'https://call.example/1',
    })
    await run('2027-03-08')
    const [update] = sent('update-1', invitee(0).email).filter(each => each.campaign === campaign)
    const at = (await entryOf(update?.id))?.getFirstPropertyValue('dtstart')
    expect(at instanceof ICAL.Time && at.toJSDate().toISOString()).toBe('2027-03-30T13:30:00.000Z')
  })

  test('is set up by the sweep where a crash came in between', async () => {
    const lead = await led(2)
    const slot = (await first()).proposal?.slots[0]
    const { timetable } = t.world
    const set = timetable.set.bind(timetable)
    let broken = true
    t.world.timetable.set = async schedule => {
      if (broken) throw new Error('power cut')
      return set(schedule)
    }
    const response = await guest.post(lead, { do: 'choose', slot: `${slot?.date} ${slot?.start}` })
    expect(response.status).toBe(500)
    expect((await first()).calls.map(({ campaign }) => campaign)).toEqual([undefined])
    broken = false
    await run('2027-03-05')
    const [call] = (await first()).calls
    const id = campaignIdFrom(call?.campaign ?? '')
    expect((await read(t.world.store, campaignRef(id)))?.value.status).not.toBe('draft')
    expect(sent('hold').filter(each => each.campaign === call?.campaign)).toHaveLength(3)
  })

  test('is no longer set by whoever led before', async () => {
    const lead = await led(2)
    const { id } = await first()
    await convener.post(`${TEAMS}/${id}`, { do: 'lead', lead: invitee(0).email })
    expect((await guest.get(lead)).status).toBe(404)
    await run('2027-03-04')
    const link = await linkIn(sent('times', invitee(0).email)[0]?.id, 'times')
    expect(await guest.text(link)).toContain('Guest 0, you lead this action team.')
    expect(path(LINKS.times.to(t.world.settings, IDS.partnership, id, invitee(0).email))).toBe(link)
  })

  test('may be put to the lead at other times by the convener', async () => {
    await led(1)
    const { id } = await first()
    const times = { do: 'times', date0: '2027-03-18', start0: '07:00', date1: '2027-03-19', start1: '07:00' }
    const same = await convener.post(`${TEAMS}/${id}`, { ...times, date2: '2027-03-19', start2: '07:00' })
    expect(same.status).toBe(422)
    await convener.post(`${TEAMS}/${id}`, { ...times, date2: '2027-03-23', start2: '07:00' })
    await run('2027-03-04')
    expect((await mailOf(sent('times', ANN)[1]?.id)).text).toContain('Tuesday, March 23, 2027, 7:00 AM')
  })
})

describe('a call that the convener planned as a meeting', () => {
  test('makes a team of those who are asked, with its lead, and tells that its letters have not left', async () => {
    const where = { start: '08:00', end: '08:45', zone: 'America/Denver', host: 'Online', address: '' }
    const form = { ...where, name: 'Housing', date: '2027-03-18', lead: ANN, people: invitee(0).email }
    for (let n = 0; n < 2; n++) await convener.post(`/campaigns/${IDS.campaign}/meetings/action-team`, form)
    expect(await teams()).toHaveLength(1)
    const team = await first()
    expect([leadOf(team)?.name, presentOf(team).length, team.calls.length]).toEqual(['Ann Lee', 2, 1])
    expect(await convener.text(TEAMS)).toContain('A call is planned but its emails aren’t scheduled')
    await convener.post(`/campaigns/${team.calls[0]?.campaign}/send`)
    expect(await convener.text(TEAMS)).not.toContain('but its emails aren’t scheduled')
    // Whoever joins the team is asked to the call as well, and nobody is asked for a time that is set.
    await guest.post(joinPath(1), { team: team.id, do: 'join' })
    await run('2027-03-05')
    expect(sent('hold', invitee(1).email)).toHaveLength(1)
    expect(sent('times')).toEqual([])
  })
})

describe('a commitment', () => {
  const promised = async (due: string) => {
    const owner = { name: 'Guest 0', email: invitee(0).email, company: 'Company 0' }
    return addCommitment(t.world, IDS.partnership, { campaign: IDS.campaign, what: 'Call *the* mayor', owner, due })
  }
  const days = () => sent('commitment').map(({ at }) => at.slice(0, 10))
  const link = async (n = 0) => linkIn(sent('commitment')[n]?.id, 'commitment')
  const only = async () => (await commitmentsOf(t.world.store, IDS.partnership))[0]

  test('is reminded of a week and a day ahead and the day after, on working mornings, each once', async () => {
    await promised('2027-04-12')
    await run('2027-04-30')
    expect(days()).toEqual(['2027-04-05', '2027-04-09', '2027-04-13'])
    expect((await mailOf(sent('commitment')[0]?.id)).text).toContain('Call *the* mayor')
  })

  test('kept by one click is asked about no more', async () => {
    await promised('2027-04-12')
    await run('2027-04-06')
    expect(await guest.text(await link())).toContain('It is done')
    expect((await only())?.state).toBe('open')
    await guest.post(await link(), { do: 'kept', note: 'She comes in May' })
    expect(await only()).toMatchObject({ state: 'kept', settledBy: 'Guest 0', note: 'She comes in May' })
    await run('2027-04-30')
    expect(days()).toEqual(['2027-04-05'])
  })

  test('moved in the open is reminded of for its new date', async () => {
    await promised('2027-04-12')
    await run('2027-04-06')
    const wrong = await guest.post(await link(), { do: 'move', to: '2027-02-30', why: '' })
    expect(wrong.status).toBe(422)
    expect((await guest.post(await link(), { do: 'move', to: '2027-04-06' })).status).toBe(422)
    await guest.post(await link(), { do: 'move', to: '2027-05-10', why: 'She is away' })
    await run('2027-05-20')
    expect(days()).toEqual(['2027-04-05', '2027-05-03', '2027-05-07', '2027-05-11'])
    expect(await only()).toMatchObject({ due: '2027-05-10', moved: [{ from: '2027-04-12', why: 'She is away' }] })
  })

  test('given up stays in sight of every member, with what its owner said', async () => {
    await promised('2027-04-12')
    await run('2027-04-06')
    await guest.post(await link(), { do: 'broken', note: 'The budget went elsewhere' })
    for (const page of [joinPath(3), annsPath(), faysPath()]) {
      const text = await guest.text(page)
      for (const words of ['Call *the* mayor', 'not kept', 'The budget went elsewhere', 'Company 0'])
        expect(text, page).toContain(words)
      // Nobody's address is shown to the others.
      expect(text).not.toContain(invitee(0).email)
    }
    const later = await visitor(t.world, CONVENER)
    expect(await later.text(TEAMS)).toContain('not kept')
  })

  test('is written down and settled by the convener too, who is named', async () => {
    const form = { what: 'Visit the lab', owner: invitee(1).email, due: '2027-04-20' }
    expect((await convener.post(`/campaigns/${IDS.campaign}/commitments`, { ...form, due: '2027-03-01' })).status).toBe(
      422,
    )
    await convener.post(`/campaigns/${IDS.campaign}/commitments`, form)
    const made = await only()
    expect(made?.owner).toEqual({ name: 'Guest 1', email: invitee(1).email, company: 'Company 1' })
    await convener.post(`/campaigns/${IDS.campaign}/commitments/${made?.id}`, { do: 'kept', note: '' })
    expect(await only()).toMatchObject({ state: 'kept', settledBy: 'Cora Day' })
  })

  test('agreed on a call is written down by the lead, for somebody of the team', async () => {
    const { lead } = await called()
    const form = { do: 'promise', what: 'List the welders', owner: invitee(0).email, due: '2027-04-20' }
    expect((await guest.post(lead, { ...form, owner: 'x@elsewhere.example' })).status).toBe(422)
    await guest.post(lead, form)
    expect(await only()).toMatchObject({ team: (await first()).id, what: 'List the welders' })
    expect(await guest.text(lead)).toContain('List the welders')
  })

  test('owned by somebody who wants no letters is not mailed about', async () => {
    await promised('2027-04-12')
    const optOut = await linkIn(sent('invite', invitee(0).email)[0]?.id, 'opt-out')
    await guest.post(optOut)
    await run('2027-04-30')
    expect(days()).toEqual([])
  })
})

describe('the convener', () => {
  test('reads in the morning who offers what, who is late, and what came of a promise', async () => {
    await found('Housing', 'Transit')
    const team = (await teams()).find(({ name }) => name === 'Housing')?.id ?? ''
    const transit = (await teams()).find(({ name }) => name === 'Transit')
    await guest.post(joinPath(0), { team, do: 'volunteer' })
    await guest.post(faysPath(), { team, do: 'offer', text: 'Evening classes' })
    await guest.post(annsPath(), { team: transit?.id ?? '', do: 'lead' })
    const owner = { name: 'Guest 1', email: invitee(1).email, company: 'Company 1' }
    const made = { campaign: IDS.campaign, what: 'Call the mayor', owner, due: '2027-04-12' }
    const { id } = await addCommitment(t.world, IDS.partnership, made)
    await guest.post(path(LINKS.commitment.to(t.world.settings, IDS.partnership, id)), { do: 'kept', note: '' })
    await run('2027-03-12')
    const digests = await Promise.all(
      sent('digest').map(async each => (await mailOf(each.id)).text?.replace(/ \(http[^)]*\)/g, '') ?? ''),
    )
    for (const words of ['Guest 0 offers to lead Housing', 'Fay Cole offers to help Housing', 'Kept: Call the mayor'])
      expect([words, digests.filter(text => text.includes(words)).length > 0]).toEqual([words, true])
    expect(digests.at(-1)).toContain('Ann Lee has not chosen a time for the first call of Transit')
    expect(digests.filter(text => text.includes('Kept: Call the mayor'))).toHaveLength(1)
  })
})

describe('partners', () => {
  test('read on the Monday what teams asked for in the week, in one letter, and offer it from there', async () => {
    await found('Housing', 'Transit')
    const { id } = await first()
    await guest.post(annsPath(), { team: id, do: 'lead' })
    await t.timers.runUntil('2027-03-03T18:00:00.000Z')
    const lead = await linkIn(sent('times', ANN)[0]?.id, 'times')
    await guest.post(lead, { do: 'ask', text: 'Seats in the evening course' })
    await guest.post(lead, { do: 'ask', text: 'A map of bus lines' })
    await run('2027-03-16')
    const [mail, ...more] = sent('asks', FAY)
    expect(more).toEqual([])
    expect(mail?.at.slice(0, 10)).toBe('2027-03-08')
    expect((await mailOf(mail?.id)).text).toContain('Seats in the evening course')
    const link = await linkIn(mail?.id, 'join')
    expect(await guest.text(link)).toContain('A map of bus lines')
    // Businesses get no such letter.
    expect(sent('asks').some(({ to }) => to.includes(invitee(0).email))).toBe(false)
  })
})
