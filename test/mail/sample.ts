/** A believable partnership for tests of letters. */

import type { Letter } from '../../domain/keep/campaign.ts'
import { championIdFrom, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Meeting } from '../../domain/keep/meeting.ts'
import type { Champion, Partnership } from '../../domain/keep/partnership.ts'
import type { Values } from '../../mail/merge.ts'
import { personFields } from '../../mail/merge.ts'
import type { Copy } from '../../mail/press.ts'
import { defaultLetter } from '../../templates/texts.ts'

const champion = (id: string, name: string, title: string, company: string): Champion => ({
  id: championIdFrom(id.repeat(16)),
  name,
  title,
  company,
  email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
})

export const CHAMPIONS: Champion[] = [
  champion('a', 'Dana Whitfield', 'President', 'Ridgeline Machining'),
  champion('b', 'Luis Ortega', 'CEO', 'Ortega Precision Castings'),
  champion('c', 'Margaret Yoon', 'Managing Partner', 'Yoon & Hale Fabrication'),
  champion('d', 'Tom Abernathy', 'Owner', 'Abernathy Tool'),
]

export const PARTNERSHIP: Partnership = {
  id: partnershipIdFrom('p'.repeat(16)),
  sector: 'Manufacturing',
  region: 'Front Range',
  why: 'Every one of us is turning work away. Our shops have 1,400 open positions between them, the roads our freight depends on are choked, and each of us has been trying to fix that alone.',
  what: 'It is a table of manufacturers who set the agenda, with colleges, workforce boards and government there to help carry it out.',
  how: 'We meet, we choose two or three things worth doing together, and small teams get them done. The public partners do the legwork.',
  organization: {
    name: 'Front Range Workforce Center',
    address: '420 Mason Street, Fort Collins, CO 80521',
    phone: '970-555-0142',
  },
  champions: CHAMPIONS.slice(0, 2),
  team: [],
  unfinished: {},
  createdAt: '2026-01-05T09:00:00.000Z',
}

export const MEETING: Meeting = {
  kind: 'launch',
  uid: 'launch@example.org',
  sequence: 0,
  date: '2026-03-31',
  start: '08:00',
  end: '09:30',
  zone: 'America/Denver',
  venue: {
    host: 'Ridgeline Machining',
    address: '1180 Buckingham Street, Fort Collins, CO 80524',
    parking: 'Visitor spaces at the north door; overflow across the street.',
    access: 'Step-free entrance at the north door. Closed shoes, please: we walk past the machine hall.',
  },
}

export const LETTER: Letter = defaultLetter(PARTNERSHIP)
export const SEAL = { check: '7f'.repeat(32), confirm: 'https://convoke.example.org/confirm/abcdefghij' }

export const PERSON = { name: 'Eleanor Marsh', title: 'Chief Executive', company: 'Marsh Valve Works' }

const page = (name: string) => `https://convoke.example.org/${name}/${'k'.repeat(58)}`
export const LINKED: Values = {
  answer_link: page('a'),
  calendar_link: page('calendar'),
  opt_out_link: `https://convoke.example.org/o/${'k'.repeat(58)}`,
  action_link: 'https://convoke.example.org/sign/abc',
}

export const copyTo = (
  person: { name: string; title: string; company: string },
  email = 'eleanor@example.com',
): Copy => ({
  to: { name: person.name, email },
  replyTo: { name: 'Front Range, "Makers"', email: `rsvp+${'k'.repeat(58)}@reply.example.org` },
  attempt: 'attempt1',
  at: '2026-02-27T16:00:00.000Z',
  values: { ...personFields(person), ...LINKED },
})
