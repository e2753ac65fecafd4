/** How a season opens: a partnership with two champions, a launch that is written down, and people on its list. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { campaignIdFrom, championIdFrom, invitationIdFrom, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import { CONVENER, inviteeOf, personOf, somebodyOf } from './convener.ts'
import type { Ledger } from './ledger.ts'
import type { Luck } from './luck.ts'
import type { Storage } from './storage.ts'
import { DAY_MILLIS } from './weather.ts'

export const IDS = { campaign: 'c'.repeat(16), partnership: 'p'.repeat(16), ann: 'a'.repeat(16), bob: 'b'.repeat(16) }

const ZONES = ['America/Denver', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe']

const CORA = { name: 'Cora Day', email: CONVENER, role: 'convener', organization: 'Front Range Workforce' } as const
const HELP = [
  { name: 'Fay Ode', email: 'fay@helpers.example', role: 'facilitator', organization: 'Front Range Workforce' },
  { name: 'Sam Poe', email: 'sam@helpers.example', role: 'support team', organization: 'Front Range College' },
] as const

export interface Opening {
  start: number
  holidays: string[]
}

/** Writes what a convener has typed before the story begins, and tells the ledger. */
export function open(luck: Luck, storage: Storage, ledger: Ledger, count: number, helped: boolean): Opening {
  // Around the days on which clocks change as well as far from them.
  const around = luck.pick(['2027-03-14', '2027-03-28', '2027-11-07', '2027-10-31', '2027-07-01', '2028-02-29'])
  const meetingDay = Date.parse(`${around}T12:00:00Z`) + luck.below(45) * DAY_MILLIS
  const start = meetingDay - luck.pick([38, 36, 40, 45, 20, 16]) * DAY_MILLIS + luck.between(0, DAY_MILLIS)
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const holidays = luck.happens(0.5) ? [day(meetingDay - (5 + luck.below(30)) * DAY_MILLIS)] : []
  const createdAt = new Date(Math.floor(start)).toISOString()
  const zone = luck.pick(ZONES)
  const partnership: Partnership = {
    id: partnershipIdFrom(IDS.partnership),
    sector: 'Manufacturing',
    region: 'Front Range',
    why: 'We all look for the same machinists.',
    what: 'A table of business leaders.',
    how: 'Business sets the priorities.',
    organization: { name: 'Front Range Workforce', address: '1 Main St, Longmont, CO 80501', phone: '' },
    champions: [
      { id: championIdFrom(IDS.ann), name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: 'ann@lee.example' },
      {
        id: championIdFrom(IDS.bob),
        name: 'Bob Ruiz',
        title: 'President',
        company: 'Ruiz Castings',
        email: 'bob@ruiz.example',
      },
    ],
    team: helped ? [CORA, ...HELP] : [CORA],
    unfinished: {},
    createdAt,
  }
  const campaign: Campaign = {
    id: campaignIdFrom(IDS.campaign),
    partnership: partnershipIdFrom(IDS.partnership),
    status: 'draft',
    meeting: {
      kind: 'launch',
      uid: 'uid-1@example.org',
      sequence: 0,
      date: day(meetingDay),
      start: '07:30',
      end: '09:00',
      zone,
      venue: { host: 'Ridgeline Machining', address: '100 Mill St', parking: '', access: '' },
    },
    letter: { subject: 'Join us, version 1', body: 'Dear {{first_name}}, this is version 1.' },
    timing: { waves: {}, holidays },
    ...(luck.happens(0.2) ? { calendar: 'once they accept' as const } : {}),
    goal: 15,
    signatures: [],
    concerns: [],
    requests: {},
    left: {},
    rounds: {},
    changes: [],
    unfinished: {},
    history: [],
    createdAt,
  }
  storage.put(`partnership#${IDS.partnership}`, 'partnership', partnership, undefined)
  storage.put(`partnership#${IDS.partnership}`, `campaign#${IDS.campaign}`, { id: IDS.campaign }, undefined)
  storage.put(`campaign#${IDS.campaign}`, 'campaign', campaign, undefined)
  for (const { name, email } of partnership.champions) {
    const host = somebodyOf(IDS.campaign, name, -1, email)
    ledger.hosts.set(host.id, host)
  }
  const dead = luck.happens(0.3) ? luck.between(0, 0.15) : 0
  for (let n = 0; n < count; n++) {
    const person = personOf(IDS.campaign, n, luck.happens(dead))
    person.added.ackedAt = 0
    ledger.people.set(person.id, person)
    const invitation: Invitation = {
      id: invitationIdFrom(person.id),
      campaign: campaignIdFrom(IDS.campaign),
      invitee: inviteeOf(person),
      addedAt: createdAt,
      sends: {},
      answers: [],
      matters: [],
      history: [],
    }
    storage.put(`campaign#${IDS.campaign}`, `invitation#${person.id}`, invitation, undefined)
  }
  ledger.stages.push({
    what: 'opening',
    invokedAt: 0,
    ackedAt: 0,
    meeting: { date: day(meetingDay), start: '07:30', zone, venue: 'Ridgeline Machining' },
    sequence: 0,
    letter: 1,
    paused: false,
    canceled: false,
    wishes: {},
  })
  return { start, holidays }
}
