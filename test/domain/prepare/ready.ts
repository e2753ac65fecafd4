/** A launch of which everything is said, and what readiness says of it. */
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Partnership, TeamMember } from '../../../domain/keep/partnership.ts'
import { readinessOf } from '../../../domain/prepare/readiness.ts'
import { emptyReadinessRecord, type ReadinessRecord, scopeOf } from '../../../domain/prepare/readiness-record.ts'
import { countList, type ReadinessFacts } from '../../../domain/prepare/ready-item.ts'
import { invitee, partnership } from '../../functions/campaign/launch.ts'
import { campaign, launch } from '../keep/campaigns.ts'

/** The launch of the tests is on Wednesday, March 31, 2027. */
export const NOW = '2027-02-01T16:00:00.000Z'
export const EARLIER = '2027-01-10T16:00:00.000Z'

export const member = (name: string, role: TeamMember['role'], organization: string): TeamMember => ({
  name,
  role,
  organization,
  email: `${name.toLowerCase()}@team.example`,
})
export const TEAM = [
  member('Cora', 'convener', 'Front Range Workforce'),
  member('Fay', 'facilitator', 'Guide'),
  member('Sue', 'support team', 'Community college'),
  member('Ed', 'support team', 'Longmont EDC'),
]
export const people: Partnership = partnership({ team: TEAM })
export const by = <T>(value: (each: TeamMember) => T, of = TEAM): Record<string, T> =>
  Object.fromEntries(of.map(each => [each.email, value(each)]))
const DECIDERS = TEAM.filter(({ role }) => role !== 'facilitator')

/** Everything said. */
export const SAID: ReadinessRecord = {
  ...emptyReadinessRecord,
  figures: [{ id: 'f', figure: '14,200 jobs', link: 'https://bls.example/1', note: '', at: NOW, by: 'Cora' }],
  roles: by(({ role }) => ({ role, said: 'agreed', note: '', at: NOW })),
  footprints: by(() => ({ of: scopeOf(people), said: 'right', note: '', at: NOW }), DECIDERS),
  lists: by(() => NOW, DECIDERS),
}
export const invited = (n: number, over = {}): Invitation => ({
  id: invitationIdFrom(`${n}`),
  campaign: campaignIdFrom('c'),
  invitee: invitee(n, over),
  addedAt: EARLIER,
  sends: {},
  answers: [],
  matters: [],
  history: [],
})
export const LIST = Array.from({ length: 20 }, (_, n) => invited(n))

export const facts = (over: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  partnership: people,
  campaign: campaign({ goal: 15, scheduledAt: NOW, meeting: launch(), letter: { subject: 'Join', body: 'Come' } }),
  readinessRecord: SAID,
  listed: countList(LIST),
  waiting: 0,
  signed: people.champions,
  unsigned: [],
  now: NOW,
  ...over,
})
export const items = (over: Partial<ReadinessFacts> = {}) => readinessOf(facts(over)).flatMap(stage => stage.items)
export const one = (id: string, over: Partial<ReadinessFacts> = {}) => items(over).find(each => each.id === id)
export const words = (id: string, over: Partial<ReadinessFacts> = {}) => one(id, over)?.missing.map(each => each.words)
