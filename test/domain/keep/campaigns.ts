/** Campaigns and invitations for the tests of the center. */

import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { Answer, Invitation, Send } from '../../../domain/keep/invitation.ts'
import type { Matter } from '../../../domain/keep/matter.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'

export const launch = (over: Partial<Meeting> = {}): Meeting => ({
  kind: 'launch',
  uid: 'uid-1@example.org',
  sequence: 0,
  date: '2027-03-31',
  start: '07:30',
  end: '09:00',
  zone: 'America/Denver',
  venue: { host: 'Ridgeline Machining', address: '100 Mill St, Longmont, CO', parking: 'Lot B', access: '' },
  ...over,
})

export const campaign = (over: Partial<Campaign> = {}): Campaign => ({
  id: campaignIdFrom('c'.repeat(16)),
  partnership: partnershipIdFrom('p'.repeat(16)),
  status: 'scheduled',
  meeting: launch(),
  letter: { subject: 'An invitation', body: 'Dear {{first_name}}' },
  timing: { waves: {}, holidays: [] },
  goal: 15,
  signatures: [],
  concerns: [],
  requests: {},
  scheduledAt: '2027-01-04T16:00:00.000Z',
  left: {},
  rounds: {},
  changes: [],
  unfinished: {},
  history: [],
  createdAt: '2027-01-04T16:00:00.000Z',
  ...over,
})

export const sent = (at: string, over: Partial<Send> = {}): Send => ({
  status: 'sent',
  at,
  attempt: 'a',
  attempts: 1,
  sequence: 0,
  ...over,
})

export const answered = (over: Partial<Answer> = {}): Answer => ({
  id: 'answer-1',
  answer: 'accepted',
  channel: 'link',
  at: '2027-03-02T15:00:00.000Z',
  sequence: 0,
  note: '',
  needs: '',
  ...over,
})

export const invitation = (over: Partial<Invitation> = {}): Invitation => ({
  id: invitationIdFrom('i'.repeat(16)),
  campaign: campaignIdFrom('c'.repeat(16)),
  invitee: {
    name: 'Jane Ortiz',
    title: 'CEO',
    company: 'Ortiz Tool',
    email: 'jane@ortiz.example',
    phone: '',
    publicPartner: false,
  },
  addedAt: '2027-01-04T16:00:00.000Z',
  sends: {},
  answers: [],
  matters: [],
  history: [],
  ...over,
})

/** Something that came in and waits for the convener. */
export const matter = (text: string, over: Partial<Matter> = {}): Matter => ({
  id: 'matter-1',
  kind: 'question',
  at: '2027-03-02T15:00:00.000Z',
  from: { name: 'Jane Ortiz', email: 'jane@ortiz.example' },
  subject: 'Re: the launch',
  text,
  ...over,
})
