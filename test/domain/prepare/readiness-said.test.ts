import { describe, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import { type ReadinessRecord, scopeOf } from '../../../domain/prepare/readiness-record.ts'
import { countList, type ReadinessFacts } from '../../../domain/prepare/ready-item.ts'
import { answered, campaign, launch } from '../keep/campaigns.ts'
import { by, EARLIER, invited, items, LIST, member, NOW, one, people, SAID, TEAM, words } from './ready.ts'

describe('what is said of each thing a launch stands on', () => {
  const is = (id: string, over: Partial<ReadinessFacts> = {}) => {
    const found = one(id, over)
    return [found?.state, found?.is]
  }

  test('where everything is there', () => {
    expect(items().map(({ id, is: said }) => [id, said])).toEqual([
      ['partners', 'education, workforce, economic development'],
      ['convener', 'Cora'],
      ['roles', '4 of 4'],
      ['data', 'Manufacturing, Front Range; 1 figure'],
      ['footprint', '3 of 3 say so'],
      ['signatures', '2 of 2'],
      ['place', 'Wed, Mar 31, 7:30 AM to 9:00 AM, Mountain Time; Ridgeline Machining'],
      ['day', expect.stringMatching(/^.+ and .+ welcome; Fay facilitates; 2 partners listen$/)],
      ['list', '20 leaders of 20 companies'],
      ['agreed', '3 of 3'],
      ['letter', 'goes out on Fri, Feb 26'],
      ['follow-ups', 'Wed, Mar 17; Wed, Mar 24'],
    ])
  })

  test('where half of it is', () => {
    const [champion] = people.champions
    const half = { signed: people.champions.slice(0, 1), unsigned: people.champions.slice(1) }
    expect(is('signatures', half)).toEqual(['partly', '1 of 2'])
    expect(is('signatures', { signed: [], unsigned: people.champions })).toEqual(['missing', '0 of 2'])
    const lone = { ...people, champions: champion ? [champion] : [] }
    expect(words('signatures', { partnership: lone, signed: lone.champions })).toEqual([
      'Name two champions or more: 1 so far.',
    ])
    expect(is('signatures', { partnership: lone, signed: lone.champions })).toEqual(['partly', '1 of 2'])
    const draft = campaign({ status: 'draft' })
    expect(one('signatures', { ...half, campaign: draft })?.missing).toEqual([
      { words: 'Ask the champions to sign.', step: 'review', waits: false },
    ])
    const asked = { ...half, campaign: campaign({ status: 'awaiting signatures' }) }
    expect(one('signatures', asked)?.missing).toEqual([
      { words: `Not signed yet: ${people.champions[1]?.name}.`, step: 'review', waits: true },
    ])
  })

  test('of partners, conveners and roles', () => {
    const of = (...team: TeamMember[]) => ({ partnership: { ...people, team } })
    expect(is('partners', of(member('Fay', 'facilitator', 'College')))).toEqual(['missing', ''])
    const [cora, fay, sue, ed] = TEAM as [TeamMember, TeamMember, TeamMember, TeamMember]
    expect(is('partners', of(sue))).toEqual(['partly', 'education'])
    expect(one('convener', of(fay, sue))).toMatchObject({
      state: 'missing',
      is: '',
      missing: [{ words: 'Name a lead convener.', step: 'team' }],
    })
    const at = { ...cora, organization: 'Company 1' }
    const listed = countList([invited(1, { company: 'Company 1' })])
    expect(one('convener', { ...of(at, fay), listed })).toMatchObject({ state: 'partly', is: 'Cora' })
    const noted = (note: string) => ({
      ...SAID,
      roles: { ...SAID.roles, [sue.email]: { role: sue.role, said: 'not like this' as const, note, at: NOW } },
    })
    expect(words('roles', { readinessRecord: noted('Too much') })).toEqual([
      'Sue does not take the role like this: “Too much”',
    ])
    expect(words('roles', { readinessRecord: noted('') })).toEqual(['Sue does not take the role like this.'])
    const open: ReadinessRecord = {
      ...SAID,
      roles: by(({ role }) => ({ role, said: 'agreed', note: '', at: NOW }), [cora, ed]),
    }
    expect(one('roles', { readinessRecord: open })).toMatchObject({
      state: 'partly',
      is: '2 of 4',
      missing: [{ words: 'Ask everyone to agree to their role.', waits: false }],
    })
    const asked = { ...open, asked: { roles: NOW } }
    expect(one('roles', { readinessRecord: asked })?.missing).toEqual([
      { words: 'No response from: Fay and Sue.', step: 'readiness', place: 'people', waits: true },
    ])
    const nobody = { ...SAID, roles: {} }
    expect(is('roles', { readinessRecord: nobody })).toEqual(['missing', '0 of 4'])
    // Whoever is alone is asked for others first, and for no answer.
    expect(words('roles', { ...of(cora), readinessRecord: nobody })).toEqual([
      'You are alone. Name the others of the team.',
    ])
    expect(words('footprint', { ...of(cora, fay), readinessRecord: { ...SAID, footprints: {} } })).toEqual([
      'You are alone. Name the others of the team.',
    ])
  })

  test('of the industry and the region', () => {
    const named = (sector: string, region: string) => ({ partnership: { ...people, sector, region } })
    expect(is('data', named('', 'Front Range'))).toEqual(['missing', '1 figure'])
    expect(is('data', named('manufacturing', ''))).toEqual(['missing', '1 figure'])
    const none = { readinessRecord: { ...SAID, figures: [] } }
    expect(is('data', none)).toEqual(['partly', 'Manufacturing, Front Range; 0 figures'])
    const open = {
      ...SAID,
      footprints: by(
        () => ({ of: scopeOf(people), said: 'right' as const, note: '', at: NOW }),
        [TEAM[0] as TeamMember],
      ),
    }
    expect(one('footprint', { readinessRecord: open })).toMatchObject({
      state: 'partly',
      is: '1 of 3 say so',
      missing: [{ words: 'Ask the team, with their roles.', step: 'readiness', place: 'people', waits: false }],
    })
    expect(one('footprint', { readinessRecord: { ...open, asked: { roles: NOW } } })?.missing).toEqual([
      { words: 'No response from: Sue and Ed.', step: 'readiness', place: 'people', waits: true },
    ])
    expect(is('footprint', { readinessRecord: { ...SAID, footprints: {} } })).toEqual(['missing', '0 of 3 say so'])
  })

  test('of the day', () => {
    const day = (chosen: ReadinessRecord['day'], over: Partial<ReadinessFacts> = {}) =>
      one('day', { readinessRecord: { ...SAID, day: chosen }, ...over })
    const nobody = { welcomes: [], facilitates: [], listens: [] }
    const empty = day(nobody, { listed: countList([invited(1)]) })
    expect(empty).toMatchObject({ state: 'missing', is: '' })
    expect(empty?.missing.map(each => [each.words, each.place])).toEqual([
      ['Choose the champions who welcome everyone.', 'day'],
      ['Choose who facilitates: someone neutral.', 'day'],
      ['Choose who of the partners listens.', 'day'],
    ])
    // Public partners on the list listen too.
    const partner = countList([invited(1, { publicPartner: true })])
    expect(day(nobody, { listed: partner })?.missing).toHaveLength(2)
    const [first] = people.champions
    const team = [...TEAM, member('Flo', 'facilitator', 'Guide')]
    expect(
      day({ welcomes: [first?.id ?? ''], listens: ['sue@team.example'] }, { partnership: { ...people, team } })?.is,
    ).toBe(`${first?.name} welcomes; Fay and Flo facilitate; 1 partner listens`)
    expect(day({ welcomes: [], facilitates: [] })?.is).toBe('2 partners listen')
  })

  test('of the list', () => {
    const listed = (leaders: number, over: Partial<ReadinessFacts['listed']> = {}) => ({
      listed: { ...countList(LIST.slice(0, leaders)), ...over },
    })
    expect(is('list', listed(15))).toEqual(['ready', '15 leaders of 15 companies'])
    expect(words('list', listed(14))).toEqual(['15 companies make a critical mass; the list has 14.'])
    expect(one('list', listed(0))).toMatchObject({ state: 'missing', is: '' })
    expect(words('list', listed(0))).toEqual(['15 companies make a critical mass; the list has none.'])
    expect(is('list', listed(1))).toEqual(['partly', '1 leader of 1 company'])
    // A quarter of titles may not sound like it.
    expect(words('list', listed(16, { notTop: 4 }))).toEqual([])
    expect(words('list', listed(16, { notTop: 5 }))).toEqual(['5 titles do not sound like a decision-maker’s.'])
    expect(words('list', listed(16, { publicPartners: 16 }))).toEqual([])
    expect(one('list', listed(16, { publicPartners: 17 }))?.missing).toEqual([
      {
        words:
          'Public partners would outnumber business leaders: the list has 17 public partners and 16 business leaders.',
        step: 'invitees',
      },
    ])
    expect(one('list', { waiting: 1 })?.missing).toEqual([
      { words: '1 proposed name waits for your answer.', step: 'readiness', place: 'names' },
    ])
  })

  test('of who agrees to it', () => {
    const said = (lists: Record<string, string>, list?: { round: number; at: string }) => ({
      readinessRecord: { ...SAID, lists, asked: list ? { list } : {} },
    })
    const [cora] = TEAM as [TeamMember]
    expect(one('agreed', said({}))).toMatchObject({
      state: 'missing',
      is: '0 of 3',
      missing: [{ words: 'Ask the team to review the list and add names.', place: 'people', waits: false }],
    })
    expect(one('agreed', said({ [cora.email]: NOW }, { round: 1, at: NOW }))).toMatchObject({
      state: 'partly',
      is: '1 of 3',
      missing: [{ words: 'No response from: Sue and Ed.', waits: true }],
    })
    const alone = { partnership: { ...people, team: [cora] } }
    expect(words('agreed', { ...alone, ...said({}) })).toEqual(['You are alone. Name the others of the team.'])
    expect(words('agreed', { listed: countList([]) })).toEqual(['There is no list yet.'])
    // Since the first of them agreed; whoever was added in that moment was seen.
    const added = (addedAt: string[]) => ({ listed: { ...countList(LIST), addedAt } })
    const agreedAt = { ...SAID, lists: { ...SAID.lists, [cora.email]: EARLIER } }
    expect(one('agreed', { ...added([EARLIER, NOW, NOW]), readinessRecord: agreedAt })?.is).toBe(
      '3 of 3; 2 added since',
    )
  })

  test('of the place', () => {
    const at = (over: Parameters<typeof launch>[0], rest: Parameters<typeof campaign>[0] = {}, now = NOW) =>
      words('place', { now, campaign: campaign({ meeting: launch(over), ...rest }) })
    const venue = launch().venue
    expect(at({ venue: { ...venue, host: '' } })).toEqual(['Find a business that hosts.'])
    expect(at({ end: '09:30' })).toEqual([])
    expect(at({ end: '09:31' })).toEqual(['Keep it under two hours.'])
    const start = '2027-03-31T13:30:00.000Z'
    for (const status of ['draft', 'awaiting signatures'] as const)
      expect(at({}, { status }, start)).toEqual(['The day has passed.'])
    expect(at({}, { status: 'draft' }, '2027-03-31T13:29:59.999Z')).toEqual([])
    // One that was held has passed as it should.
    expect(at({}, { status: 'running' }, start)).toEqual([])
    expect(one('place', { campaign: campaign({ meeting: launch({ venue: { ...venue, host: '' } }) }) })?.state).toBe(
      'partly',
    )
  })

  test('of the letter and its follow-ups', () => {
    const letter = { subject: 'Join', body: 'Come' }
    const of = (over: Parameters<typeof campaign>[0]) => ({ campaign: campaign({ letter, scheduledAt: NOW, ...over }) })
    const { letter: _, ...unwritten } = campaign({ scheduledAt: NOW })
    expect(one('letter', { campaign: unwritten as ReturnType<typeof campaign> })).toMatchObject({
      state: 'missing',
      is: 'goes out on Fri, Feb 26',
    })
    const off = of({ timing: { waves: { invite: { off: true } }, holidays: [] } })
    expect(one('letter', off)).toMatchObject({
      state: 'missing',
      is: '',
      missing: [{ words: 'It won’t be sent: switched off.', step: 'timing' }],
    })
    // Until the end of the working day a month ahead.
    const timed = (hour: string) => of({ timing: { waves: { invite: { date: '2027-02-28', hour } }, holidays: [] } })
    expect(words('letter', timed('17:00'))).toEqual([])
    expect(one('letter', timed('17:01'))?.missing).toEqual([
      {
        words: 'Less than a month before the launch. A later date gives leaders time to make room.',
        step: 'meeting',
        waits: false,
      },
    ])
    expect(one('letter', of({ left: { invite: '2027-03-03T16:00:00.000Z' } }))).toMatchObject({
      state: 'partly',
      is: 'sent on Wed, Mar 3',
      missing: [{ step: 'calls', waits: true }],
    })
    const none = of({ timing: { waves: { 'follow-up-1': { off: true }, 'follow-up-2': { off: true } }, holidays: [] } })
    expect(one('follow-ups', none)).toMatchObject({
      state: 'missing',
      is: '',
      missing: [{ words: 'None is scheduled. Set one for those who haven’t replied.' }],
    })
  })

  test('of who is on the list and who said yes', () => {
    const said = (answer: 'accepted' | 'delegated' | 'tentative' | 'declined', sequence = 0) => [
      answered({ answer, sequence }),
    ]
    const there = [
      { ...invited(1), answers: said('accepted', 1) },
      { ...invited(2), answers: said('delegated', 1) },
      { ...invited(3), answers: said('tentative', 1) },
      { ...invited(4), answers: said('declined', 1) },
      { ...invited(5), answers: said('accepted', 0) },
      { ...invited(6, { publicPartner: true }), answers: said('accepted', 1) },
      invited(7, { publicPartner: true, title: 'Clerk' }),
      invited(8, { title: 'Clerk' }),
      invited(9, { title: '' }),
      { ...invited(10), removedAt: NOW },
      { ...invited(11), standsInFor: { invitation: invitationIdFrom('1'), name: 'x' } },
    ]
    const counts = countList(there, 1)
    expect({ ...counts, companies: counts.companies.size, addedAt: counts.addedAt.length }).toEqual({
      leaders: 7,
      companies: 7,
      notTop: 1,
      publicPartners: 2,
      coming: { leaders: 2, publicPartners: 1 },
      addedAt: 9,
    })
  })
})
