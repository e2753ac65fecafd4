/** A launch campaign for tests of the handlers: two champions, as many invitees as wanted, in any stage. */

import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, championIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitee } from '../../../domain/keep/invitation.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { sign } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignOfRef, create, partnershipRef } from '../../../functions/keep/documents.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'

export const CONVENER = 'convener@example.org'
const id = (letter: string): string => letter.repeat(16)
export const IDS = {
  campaign: campaignIdFrom(id('c')),
  partnership: partnershipIdFrom(id('p')),
  ann: championIdFrom(id('a')),
  bob: championIdFrom(id('b')),
}

export const partnership = (over: Partial<Partnership> = {}): Partnership => ({
  id: IDS.partnership,
  sector: 'Manufacturing',
  region: 'Front Range',
  why: 'We all look for the same machinists.',
  what: 'A table of business leaders.',
  how: 'Business sets the priorities.',
  organization: { name: 'Front Range Workforce', address: '1 Main St, Longmont, CO 80501', phone: '' },
  champions: [
    { id: IDS.ann, name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: 'ann@lee.example' },
    { id: IDS.bob, name: 'Bob Ruiz', title: 'President', company: 'Ruiz Castings', email: 'bob@ruiz.example' },
  ],
  team: [{ name: 'Cora Day', email: CONVENER, role: 'convener', organization: 'Front Range Workforce' }],
  unfinished: {},
  createdAt: '2026-01-01T00:00:00.000Z',
  ...over,
})

export const invitee = (n: number, over: Partial<Invitee> = {}): Invitee => ({
  name: `Guest ${n}`,
  title: 'CEO',
  company: `Company ${n % 25}`,
  email: `guest${n}@company${n % 25}.example`,
  phone: '',
  publicPartner: false,
  ...over,
})

export interface Wish {
  invitees?: number
  meeting?: Partial<Meeting>
  campaign?: Partial<Campaign>
}

/** A draft with everything filled in. */
export async function draftCampaign(world: World, wish: Wish = {}): Promise<void> {
  const draft = blank({
    id: IDS.campaign,
    partnership: IDS.partnership,
    status: 'draft',
    scheduledAt: undefined,
    meeting: launch(wish.meeting),
    letter: { subject: 'Join us, {{first_name}}', body: 'Dear {{first_name}},\n\nCome on {{date}} to {{host}}.' },
    ...wish.campaign,
  })
  await create(world.store, partnershipRef(IDS.partnership), partnership())
  await createCampaign(world.store, draft)
  await create(world.store, campaignOfRef(IDS.partnership, IDS.campaign), { id: IDS.campaign })
  const guests = Array.from({ length: wish.invitees ?? 3 }, (_, n) => invitee(n))
  await addInvitees(world, IDS.campaign, guests, CONVENER, 'now')
}

/** Both champions sign what stands. */
export async function signAll(world: World): Promise<void> {
  const context = await readContext(world.store, IDS.campaign)
  const check = context && checkOfSet(context)
  if (!check) throw new Error('nothing to sign')
  for (const champion of context.partnership.champions)
    await sign(world, { campaign: IDS.campaign, champion: champion.id, name: champion.name, check })
}

/** A campaign whose letter is signed and whose waves are scheduled. */
export async function signedCampaign(world: World, wish: Wish = {}): Promise<void> {
  await draftCampaign(world, wish)
  const asked = await requestSignatures(world, IDS.campaign, CONVENER)
  if (!asked.ok) throw new Error(asked.problems.join(' '))
  await signAll(world)
}
