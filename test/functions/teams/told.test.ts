/** What a digest and the pages tell of action teams, and whose the link of a summary is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import {
  campaignIdFrom,
  commitmentIdFrom,
  invitationIdFrom,
  type TeamId,
  teamIdFrom,
} from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Commitment } from '../../../domain/teams/commitment.ts'
import type { Joining, TeamCall } from '../../../domain/teams/team.ts'
import { campaignOfRef, campaignRef, change, create, invitationRef } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { closeTeam, joinTeam } from '../../../functions/teams/action-team.ts'
import { commitmentRef } from '../../../functions/teams/commitments.ts'
import { namePriority, vote } from '../../../functions/teams/record.ts'
import { whoJoins } from '../../../functions/teams/team-links.ts'
import { aboutTeams } from '../../../functions/teams/team-news.ts'
import { doubtsAbout, launchOf, readTeamOverview, shownTeam } from '../../../functions/teams/team-view.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { draftCampaign, IDS, invitee } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { teamIn } from './written.ts'

/** A Wednesday, ten in the morning in Denver. */
const NOW = '2027-03-03T17:00:00.000Z'
const CALL = campaignIdFrom('k'.repeat(16))
const FAY = { name: 'Fay', email: 'fay@college.example', role: 'support team' as const, organization: 'College' }
const ANN: Joining = {
  name: 'Ann *Lee*',
  title: '',
  company: 'Lee Forge',
  email: 'ann@lee.example',
  publicPartner: false,
}

let t: TestWorld
let team: TeamId
const { overview, join } = launchIn(() => t.world)
const { at, stands, found, write, lead } = teamIn(
  () => t.world,
  () => team,
)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  const over = { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' } as const
  await draftCampaign(t.world, { invitees: 4, meeting: { date: '2027-03-02' }, campaign: over })
  await join(FAY)
  ;[team = teamIdFrom('')] = await found('Housing')
})
afterEach(() => t.close())

describe('a digest', () => {
  const lines = async () =>
    (await aboutTeams(t.world, await overview())).map(({ kind, since, words }) => [kind, since, words])
  const WEEK = '2027-03-10T17:00:00.000Z'

  test('tells who offers what, who would lead and what is late, letter by letter', async () => {
    expect(await lines()).toEqual([['late', WEEK, 'No one leads **Housing** yet']])
    const offer = { id: 'o', title: '', organization: '', email: FAY.email, at: NOW }
    await joinTeam(t.world, at(), { ...invitee(1), name: 'Gus *x*' })
    const { members } = await stands()
    await write({
      name: 'Housing *now*',
      offers: [
        { ...offer, name: 'Fay *x*', text: 'A *room*' },
        { ...offer, id: 'p', name: 'Eli', text: 'B', answer: 'not now' },
      ],
      members: members.map(each => ({ ...each, wouldLead: NOW })),
    })
    expect(await lines()).toEqual([
      ['needs you', NOW, '**Fay \\*x\\*** offers to help **Housing \\*now\\***: “A \\*room\\*”'],
      ['needs you', NOW, '**Gus \\*x\\*** offers to lead **Housing \\*now\\***'],
      ['late', WEEK, 'No one leads **Housing \\*now\\*** yet'],
    ])
    await closeTeam(t.world, at(), true)
    expect(await lines()).toEqual([])
  })

  test('tells of a lead who has chosen no time for a week, and no more once there is a call', async () => {
    await lead(ANN)
    const late = ['late', WEEK, '**Ann \\*Lee\\*** has not chosen a time for the first call of **Housing**']
    expect(await lines()).toEqual([late])
    const slot = { date: '2027-04-07', start: '08:00', end: '08:30' }
    await write({ calls: [{ slot, by: 'Ann', at: NOW, where: '', agenda: '' }] })
    expect(await lines()).toEqual([])
  })

  test('tells what came of promises', async () => {
    await lead(ANN)
    await write({ proposal: undefined })
    const owner = { name: 'Gus *x*', email: 'g@x.example', company: '' }
    const base = { campaign: IDS.campaign, what: 'A *van*', owner, due: '2027-03-17', madeAt: NOW, note: '' }
    const moved = ['2027-03-18', '2027-03-19'].map(to => ({
      from: '2027-03-17',
      to,
      why: '',
      at: `${to}T00:00:00.000Z`,
      by: 'x',
    }))
    const made: Partial<Commitment>[] = [
      { state: 'kept', settledAt: NOW },
      { state: 'broken', settledAt: WEEK },
      { state: 'kept' },
      { state: 'open', moved },
      { state: 'open' },
    ]
    for (const [n, over] of made.entries()) {
      const id = commitmentIdFrom(`promise-${n}`)
      await create(t.world.store, commitmentRef(IDS.partnership, id), { ...base, id, moved: [], ...over } as Commitment)
    }
    const what = 'A \\*van\\* (Gus \\*x\\*)'
    expect(await lines()).toEqual([
      ['answer', NOW, `**Kept**: ${what}`],
      ['answer', WEEK, `**Not kept**: ${what}`],
      ['answer', '2027-03-19T00:00:00.000Z', `**Moved to Friday, March 19, 2027**: ${what}`],
    ])
  })
})

describe('the link of a summary', () => {
  const token = (id: string) =>
    LINKS.join.to(t.world.settings, IDS.campaign, invitationIdFrom(id)).split('/').at(-1) ?? ''
  const guest = invitationIdOf(IDS.campaign, invitee(0).email)
  const opens = async (id: string) => {
    const found = await whoJoins(t.world, token(id))
    return found && [found.person.name, found.person.publicPartner, found.champion]
  }

  test('is a champion’s, a guest’s or a supporter’s, and nobody else’s', async () => {
    expect(await opens(IDS.ann)).toEqual(['Ann Lee', false, true])
    expect(await opens(guest)).toEqual(['Guest 0', false, false])
    expect(await opens(LINKS.joinAsSupporter.idOf(FAY.email))).toEqual(['Fay', true, false])
    expect(await opens(LINKS.joinAsSupporter.idOf('stranger@knows.example'))).toBeUndefined()
    expect(await whoJoins(t.world, 'no-token')).toBeUndefined()
  })

  test.each([
    ['is dead for whoever was taken off the list', { removedAt: NOW }, false],
    ['is dead for whoever asked to be forgotten', { forgottenAt: NOW }, false],
    [
      'lives on for whoever went to another session of the launch',
      { removedAt: NOW, movedTo: { id: 'm', to: CALL, at: NOW, by: 'x' } },
      true,
    ],
  ])('%s', async (_, over, lives) => {
    await change(t.world.store, invitationRef(IDS.campaign, guest), each => ({ ...each, ...over }) as Invitation)
    expect((await opens(guest)) !== undefined).toBe(lives)
  })
})

describe('the page of a team', () => {
  test('tells of every room of its launch who voted for its topic', async () => {
    const room = campaignIdFrom('r'.repeat(16))
    const elsewhere = campaignIdFrom('e'.repeat(16))
    for (const [id, group] of [
      [room, 'g'],
      [elsewhere, 'h'],
    ] as const) {
      await createCampaign(t.world.store, blank({ id, session: { group, name: 'Room' } }))
      await create(t.world.store, campaignOfRef(IDS.partnership, id), { id })
    }
    const name = async (id: typeof room, text: string, company: string) => {
      const named = await namePriority(t.world, id, text)
      if (named === 'too many') throw new Error(named)
      await vote(t.world, id, { key: company, name: company }, [named.id], 'x')
      return named.id
    }
    const priority = await name(IDS.campaign, 'Freight', 'A')
    await name(room, ' freight', 'B')
    await name(room, 'Rail', 'C')
    await name(elsewhere, 'Freight', 'D')
    await write({ priority })
    const behind = async (session: Campaign['session']) => {
      await change(t.world.store, campaignRef(IDS.campaign), each => ({ ...each, session }))
      const read = await readTeamOverview(t.world, IDS.partnership, IDS.campaign)
      return read && shownTeam(read, await stands()).behind
    }
    expect(await behind(undefined)).toEqual(['A'])
    expect(await behind({ group: 'g', name: 'Here' })).toEqual(['A', 'B'])
  })

  test('is about its own launch, or the latest; shows the call to come; and doubts what was not sent', async () => {
    const later = launch({ uid: 'l@example.org', date: '2028-03-01' })
    await createCampaign(t.world.store, blank({ id: CALL, meeting: later }))
    const { campaigns } = await overview()
    const both = [...campaigns, blank({ id: CALL, meeting: later })]
    expect(launchOf({ campaigns: both }, IDS.campaign)?.id).toBe(IDS.campaign)
    for (const none of [undefined, 'no-such-campaign']) expect(launchOf({ campaigns: both }, none)?.id).toBe(CALL)
    const read = await readTeamOverview(t.world, IDS.partnership, IDS.campaign)
    if (!read) throw new Error('no partnership')
    const slot = { date: '2027-03-17', start: '08:00', end: '08:30' }
    const ids = ['1', '2', '3', '4'].map(n => campaignIdFrom(n.repeat(16)))
    const calls = ids.map((campaign): TeamCall => ({ slot, by: 'x', at: NOW, where: '', agenda: '', campaign }))
    const of = (id: (typeof ids)[number] | undefined, date: string, status: Campaign['status']) =>
      blank({ id: id ?? CALL, status, meeting: launch({ kind: 'action-team', date }) })
    const all = [
      ...read.campaigns,
      of(ids[0], '2027-03-01', 'running'),
      of(ids[1], '2027-03-17', 'canceled'),
      of(ids[2], '2027-03-18', 'draft'),
      of(CALL, '2027-03-17', 'running'),
    ]
    const shown = shownTeam({ ...read, campaigns: all }, { ...(await stands()), calls })
    expect(shown.calls.map(({ id }) => id)).toEqual(ids.slice(0, 3))
    expect(shown.next?.id).toBe(ids[2])
    expect(shown.behind).toEqual([])
    const doubts = doubtsAbout({ ...read, campaigns: all }, shown).map(({ id }) => id)
    expect(doubts).toContain('not sent')
    expect(doubts).not.toContain('no call')
  })
})
