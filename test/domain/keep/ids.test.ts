import { expect, expectTypeOf, test } from 'vitest'
import {
  type CampaignId,
  campaignIdFrom,
  type InvitationId,
  invitationIdFrom,
  partnershipIdFrom,
} from '../../../domain/keep/ids.ts'
import { invitationRef, partnershipRef } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'

const CAMPAIGN = campaignIdFrom('c'.repeat(16))

test('an id is a text, and no text an id', () => {
  expectTypeOf<CampaignId>().toExtend<string>()
  expectTypeOf<string>().not.toExtend<CampaignId>()
  expect(CAMPAIGN).toBe('cccccccccccccccc')
})

test('an id of one kind is none of another: whoever mixes them up is told by the compiler', () => {
  expectTypeOf<InvitationId>().not.toExtend<CampaignId>()
  // @ts-expect-error a partnership is no campaign
  invitationRef(partnershipIdFrom('p'), invitationIdFrom('i'))
  // @ts-expect-error the two are the other way round
  invitationRef(invitationIdFrom('i'), CAMPAIGN)
  // @ts-expect-error a text may be anything
  partnershipRef('p')
})

test('an invitation has the id of its campaign and address, however the address is written', () => {
  expect(invitationIdOf(CAMPAIGN, ' Ann@Lee.example ')).toBe(invitationIdOf(CAMPAIGN, 'ann@lee.example'))
  expect(invitationIdOf(CAMPAIGN, 'ann@lee.example')).not.toBe(
    invitationIdOf(campaignIdFrom('d'.repeat(16)), 'ann@lee.example'),
  )
})
