import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import {
  campaignRef,
  change,
  invitationRef,
  partnershipOfRef,
  partnershipRef,
  read,
} from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { proposalsOf } from '../../../functions/prepare/proposals.ts'
import { readinessRecordOf } from '../../../functions/prepare/readiness-record.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, partnership } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

/** The launch is on Wednesday, March 31, 2027; now is a Monday at nine in Denver. */
const START = '2027-02-01T16:00:00.000Z'
const READY = `/campaigns/${IDS.campaign}/readiness`
const SUE = 'sue@college.example'
const FAY = 'fay@guide.example'
const TEAM: TeamMember[] = [
  ...partnership().team,
  { name: 'Fay Cole', email: FAY, role: 'facilitator', organization: 'Guide' },
  { name: 'Sue Park', email: SUE, role: 'support team', organization: 'Community college' },
]

let t: TestWorld
let convener: Visitor
let member: Visitor
const path = (link: string) => new URL(link).pathname
const pageOf = (email: string) => path(LINKS.team.to(t.world.settings, IDS.partnership, email))
const readinessRecord = () => readinessRecordOf(t.world.store, IDS.partnership)
const names = () => proposalsOf(t.world.store, IDS.partnership)
const sent = (wave: string) => t.outbox.list().filter(each => each.wave === wave)
const to = (wave: string) =>
  sent(wave)
    .map(each => each.to[0])
    .sort()
const mailTo = async (wave: string, email: string) => {
  const id = sent(wave).find(each => each.to.includes(email))?.id ?? ''
  return simpleParser(Buffer.from(t.outbox.bytes(id) ?? ''))
}
const run = (until: string) => t.timers.runUntil(until)
const invited = async (email: string) =>
  (await read(t.world.store, invitationRef(IDS.campaign, invitationIdOf(IDS.campaign, email))))?.value
const IDA = { name: 'Ida Ortiz', title: 'Owner', company: 'Ortiz Tool', email: 'ida@ortiz.example' }

beforeEach(async () => {
  t = makeWorld({
    start: START,
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep: world => sweep(world),
  })
  await draftCampaign(t.world, { invitees: 16 })
  await change(t.world.store, partnershipRef(IDS.partnership), stands => ({ ...stands, team: TEAM }))
  for (const { email } of TEAM)
    await t.world.store.put(
      partnershipOfRef(email, IDS.partnership).partition,
      partnershipOfRef(email, IDS.partnership).key,
      { id: IDS.partnership },
      undefined,
    )
  convener = await visitor(t.world, CONVENER)
  member = await visitor(t.world)
})
afterEach(() => t.close())

describe('the page of readiness', () => {
  test('counts what stands, and leads to what mends the rest', async () => {
    const page = await (await convener.get(READY)).text()
    expect(plain(page)).toContain('58 days to the launch')
    expect(plain(page)).toContain('No one on the team represents economic development')
    expect(page).toContain(`href="/campaigns/${IDS.campaign}/review"`)
    await convener.post(READY, {
      do: 'figure',
      figure: '14,200 jobs',
      link: 'https://bls.example/cew',
      note: 'So we see it',
    })
    expect(await convener.text(READY)).toMatch(/14,200 jobs .*bls\.example\/cew .*So we see it/)
    const { figures } = await readinessRecord()
    expect(figures).toHaveLength(1)
    await convener.post(READY, { do: 'drop-figure', figure: figures[0]?.id ?? '' })
    expect((await readinessRecord()).figures).toEqual([])
  })

  test('takes a figure only with a link that others can follow, keeps what was typed, and one figure once', async () => {
    for (const link of ['', 'bls.gov', 'javascript:alert(1)', 'https://', 'file:///etc/passwd']) {
      const response = await convener.post(READY, { do: 'figure', figure: '14,200 jobs', link, note: 'Kept' })
      expect([link, response.status]).toEqual([link, 422])
      expect(await response.text()).toContain('Kept')
    }
    for (let n = 0; n < 14; n++)
      await convener.post(READY, { do: 'figure', figure: `${n % 13} jobs`, link: 'https://bls.example/', note: '' })
    expect((await readinessRecord()).figures).toHaveLength(12)
  })

  test('says whom members stand for, and who does what on the day', async () => {
    const page = await (await convener.get(READY)).text()
    const [, id] = /for="sector-([a-z2-7]{16})"[^>]*>\s*Sector that Cora Day/.exec(page) ?? []
    await convener.post(READY, { do: 'sectors', [`sector-${id}`]: 'economic development' })
    expect(await convener.text(READY)).not.toContain('represents economic development')
    await convener.post(READY, { do: 'sectors', [`sector-${id}`]: 'nonsense' })
    expect((await readinessRecord()).sectors).toEqual({ [CONVENER]: 'economic development' })
    await convener.post(READY, { do: 'day', welcomes: IDS.bob, facilitates: FAY, listens: SUE })
    expect((await readinessRecord()).day).toEqual({ welcomes: [IDS.bob] })
    expect(await convener.text(READY)).toContain('Bob Ruiz welcomes; Fay Cole facilitates; 1 partner listens')
  })

  test('is read by the team without a button, and from any other meeting leads to the launch', async () => {
    const sue = await visitor(t.world, SUE)
    const page = await (await sue.get(READY)).text()
    expect(page).toContain(pageOf(SUE))
    expect(page).not.toContain(`action="${READY}"`)
    expect((await sue.post(READY, { do: 'ask-roles' })).status).toBe(403)
    const other = 'q'.repeat(16)
    const launch = (await read(t.world.store, campaignRef(IDS.campaign)))?.value
    if (!launch?.meeting) throw new Error('no launch')
    const table = { ...launch, id: other, meeting: { ...launch.meeting, kind: 'quarterly' as const } }
    await t.world.store.put(
      campaignRef(campaignIdFrom(other)).partition,
      campaignRef(campaignIdFrom(other)).key,
      table,
      undefined,
    )
    const answer = await convener.get(`/campaigns/${other}/readiness`)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, READY])
  })
})

describe('the team', () => {
  test('is asked once by mail and by a link of each one’s own, and once more when silent', async () => {
    await run('2027-02-01T18:00:00.000Z')
    expect(sent('role-asked')).toEqual([])
    for (let n = 0; n < 2; n++) await convener.post(READY, { do: 'ask-roles' })
    await run('2027-02-02T18:00:00.000Z')
    expect(to('role-asked')).toEqual([CONVENER, FAY, SUE].sort())
    const mail = await mailTo('role-asked', SUE)
    expect(mail.subject).toBe('Your role in the Front Range Manufacturing Partnership')
    expect(mail.text).toContain('support team')
    const link = path(/http\S+\/team\/[a-z2-7]+/.exec(mail.text ?? '')?.[0] ?? '')
    expect(link).toBe(pageOf(SUE))
    expect((await mailTo('role-asked', FAY)).text).not.toContain('is the right size')
    await member.post(link, { do: 'agree', sector: 'education' })
    await member.post(link, { do: 'scope', said: 'right' })
    await run('2027-03-01T18:00:00.000Z')
    expect(to('role-again')).toEqual([FAY])
    expect(to('role-asked')).toHaveLength(3)
  })

  test('of somebody who joins later, or in another role, is asked as well', async () => {
    await convener.post(READY, { do: 'ask-roles' })
    await run('2027-02-02T18:00:00.000Z')
    const ed: TeamMember = { name: 'Ed Fox', email: 'ed@edc.example', role: 'support team', organization: 'EDC' }
    const fay: TeamMember = { name: 'Fay Cole', email: FAY, role: 'co-convener', organization: 'Guide' }
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: [...stands.team.filter(({ email }) => email !== FAY), fay, ed],
    }))
    await run('2027-02-03T18:00:00.000Z')
    expect(to('role-asked')).toEqual([CONVENER, 'ed@edc.example', FAY, FAY, SUE].sort())
  })

  test('gets no mail at night, and none when the launch has begun', async () => {
    await t.clock.moveTo('2027-02-02T03:00:00.000Z')
    await convener.post(READY, { do: 'ask-roles' })
    await run('2027-02-02T15:59:00.000Z')
    expect(sent('role-asked')).toEqual([])
    await run('2027-02-02T16:05:00.000Z')
    expect(sent('role-asked')).toHaveLength(3)
    await t.clock.moveTo('2027-03-31T14:00:00.000Z')
    await convener.post(READY, { do: 'ask-list', round: '0' })
    await run('2027-04-02T18:00:00.000Z')
    expect(sent('list-asked')).toEqual([])
  })

  test('sees the list without addresses, calls it right, and is asked anew for the next round alone', async () => {
    for (let n = 0; n < 2; n++) await convener.post(READY, { do: 'ask-list', round: '0' })
    await run('2027-02-01T17:00:00.000Z')
    expect(to('list-asked')).toEqual([SUE])
    await convener.post(READY, { do: 'ask-list', round: '0' })
    await run('2027-02-01T18:00:00.000Z')
    expect(to('list-asked')).toEqual([SUE])
    const page = await member.text(pageOf(SUE))
    expect(page).toContain(invitee(3).name)
    expect(page).not.toContain(invitee(3).email)
    await member.post(pageOf(SUE), { do: 'list' })
    await run('2027-02-10T18:00:00.000Z')
    expect(sent('list-again')).toEqual([])
    convener = await visitor(t.world, CONVENER)
    await convener.post(READY, { do: 'ask-list', round: '1' })
    await run('2027-02-10T19:00:00.000Z')
    expect(to('list-asked')).toEqual([SUE, SUE])
    await convener.post(READY, { do: 'ask-list', round: '0' })
    expect((await readinessRecord()).asked.list?.round).toBe(2)
  })

  test('says what it thinks by link: opening changes nothing, saying it twice is once', async () => {
    const before = JSON.stringify(await readinessRecord())
    expect(await member.text(pageOf(SUE))).toContain('I agree to my role')
    expect(JSON.stringify(await readinessRecord())).toBe(before)
    for (let n = 0; n < 2; n++)
      expect((await member.post(pageOf(SUE), { do: 'agree', sector: 'workforce' })).status).toBe(303)
    expect(await readinessRecord()).toMatchObject({
      sectors: { [SUE]: 'workforce' },
      roles: { [SUE]: { role: 'support team', said: 'agreed' } },
    })
    expect(await convener.text(READY)).toContain('1 of 3')
    expect((await member.post(pageOf(SUE), { do: 'doubt', note: ' ' })).status).toBe(422)
    await member.post(pageOf(SUE), { do: 'doubt', note: 'Fewer calls' })
    expect(await convener.text(READY)).toContain('Sue Park does not take the role like this: “Fewer calls”')
    expect((await member.post(pageOf(SUE), { do: 'scope', said: 'huge' })).status).toBe(422)
    await member.post(pageOf(SUE), { do: 'scope', said: 'too small', note: 'Weld County' })
    expect(await convener.text(READY)).toContain('Sue Park finds it too small: “Weld County”')
  })

  test('opens with no link of another, and not once somebody has left it; facilitators decide nothing', async () => {
    const stranger = path(LINKS.team.to(t.world.settings, IDS.partnership, 'x@y.example'))
    expect((await member.get(stranger)).status).toBe(404)
    for (const said of [{ do: 'scope', said: 'right' }, { do: 'list' }, { do: 'propose', ...IDA }])
      await member.post(pageOf(FAY), said)
    expect([(await readinessRecord()).footprints, (await readinessRecord()).lists, await names()]).toEqual([{}, {}, []])
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: stands.team.filter(({ email }) => email !== SUE),
    }))
    for (const response of [await member.get(pageOf(SUE)), await member.post(pageOf(SUE), { do: 'agree' })])
      expect(response.status).toBe(404)
    expect((await readinessRecord()).roles).toEqual({})
  })
})

describe('a name that the team proposes', () => {
  const answer = async (said: string) =>
    convener.post(READY, { do: 'name', proposal: (await names())[0]?.id ?? '', answer: said })

  test('waits for the convener, and is on the list once they take it up, whoever presses twice', async () => {
    for (let n = 0; n < 2; n++) {
      const proposed = { do: 'propose', ...IDA, why: 'We sit on a board' }
      expect((await member.post(pageOf(SUE), proposed)).status).toBe(303)
    }
    expect((await member.post(pageOf(CONVENER), { do: 'propose', ...IDA })).status).toBe(422)
    expect(await names()).toHaveLength(1)
    expect(await invited(IDA.email)).toBeUndefined()
    expect(await convener.text(READY)).toMatch(/Ida Ortiz .*Owner · Ortiz Tool .*“We sit on a board” Sue Park/)
    for (let n = 0; n < 2; n++) await answer('later')
    expect((await invited(IDA.email))?.invitee).toMatchObject({ name: 'Ida Ortiz', company: 'Ortiz Tool' })
    expect((await invited(IDA.email))?.history).toMatchObject([
      { event: 'added', by: { person: 'Sue Park', was: 'proposed', by: CONVENER } },
    ])
    expect(await member.text(pageOf(SUE))).toContain('Ida Ortiz, Ortiz Tool on the list')
  })

  test('may be put forward again when the answer was “not now”, and not when they are on the list', async () => {
    await member.post(pageOf(SUE), { do: 'propose', ...IDA })
    await answer('no')
    // A page that stood open since before the answer.
    await answer('later')
    expect(await invited(IDA.email)).toBeUndefined()
    expect(await member.text(pageOf(SUE))).toContain('Ida Ortiz, Ortiz Tool not now')
    expect((await member.post(pageOf(SUE), { do: 'propose', ...IDA })).status).toBe(303)
    expect((await names()).map(({ settled }) => settled)).toEqual([undefined])
    await answer('later')
    const again = await member.post(pageOf(SUE), { do: 'propose', ...IDA, email: 'IDA@ortiz.example' })
    expect([again.status, plain(await again.text())]).toEqual([422, expect.stringContaining('on the list already')])
  })

  test('says what is wrong beside the field and keeps what was typed; so many wait and no more', async () => {
    const response = await member.post(pageOf(SUE), { do: 'propose', ...IDA, email: 'ida at ortiz', company: '' })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('id="name-email-error"')
    expect(page).toContain('id="name-company-error"')
    expect(page).toContain('value="Ida Ortiz"')
    for (let n = 0; n < 30; n++)
      await member.post(pageOf(SUE), { do: 'propose', ...IDA, email: `ida${n}@ortiz.example` })
    expect((await member.post(pageOf(SUE), { do: 'propose', ...IDA })).status).toBe(422)
    expect(await names()).toHaveLength(30)
  })

  test('is told to the convener in the morning until it is answered, and what the team said once', async () => {
    await member.post(pageOf(SUE), { do: 'propose', ...IDA })
    await member.post(pageOf(SUE), { do: 'agree' })
    await member.post(pageOf(SUE), { do: 'scope', said: 'too big', note: 'Two regions' })
    await run('2027-02-02T18:00:00.000Z')
    const { text } = await mailTo('digest', CONVENER)
    expect(text).toMatch(/Sue Park.*proposes.*Ida Ortiz/)
    expect(text).toMatch(/Sue Park.*says the industry and region are too big: “Two regions”/)
    expect(text).toMatch(/Sue Park.*agrees to their role/)
    await answer('no')
    await run('2027-02-05T18:00:00.000Z')
    expect(sent('digest')).toHaveLength(1)
  })

  test('gets the letter at once when it has left and the convener says so', async () => {
    await change(t.world.store, campaignRef(IDS.campaign), stands => ({ ...stands, left: { invite: START } }))
    await member.post(pageOf(SUE), { do: 'propose', ...IDA })
    expect(await convener.text(READY)).toContain('Invite now')
    await answer('now')
    expect((await invited(IDA.email))?.sends.invite).toMatchObject({ status: 'due' })
  })
})
