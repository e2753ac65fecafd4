/** A fresh copy of the sample partnership, brought to a stage through the same handlers a convener's clicks go through. */

import * as z from 'zod'
import type { CampaignId, PartnershipId } from '../../domain/keep/ids.ts'
import { addDays, isWorkingDay, wallOf } from '../../domain/keep/time.ts'
import { rowKey } from '../../domain/keep/wave-id.ts'
import { recognizeColumns } from '../../domain/list/columns.ts'
import { defaultLetter } from '../../templates/texts.ts'
import { mayStart } from '../access/sign-in.ts'
import { readContext } from '../keep/context.ts'
import { campaignRef, invitationsOf, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import { newChampionId } from '../keep/new-ids.ts'
import type { Knows, Logs, Plans, Reads, Sends, World } from '../keep/ports.ts'
import { replyAddress } from '../keep/reply-to.ts'
import { waveName } from '../keep/schedule.ts'
import { addInvitees } from '../list/invite.ts'
import { judgeSheet } from '../list/judge-table.ts'
import { readText } from '../list/table/read-table.ts'
import { releaseWave } from '../send/release-wave.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { checkOfSet } from '../send/texts/signed-set.ts'
import { requestSignatures } from './request-signatures.ts'
import { sign } from './sign.ts'
import { startPartnership } from './start-partnership.ts'

export type SampleStage = 'draft' | 'signed' | 'sent'

export interface Sample {
  partnership: PartnershipId
  campaign: CampaignId
  invitees: { name: string; email: string; company: string; link: string; replyTo: string }[]
}

const file = z.object({
  sector: z.string(),
  region: z.string(),
  why: z.string(),
  what: z.string(),
  how: z.string(),
  organization: z.object({ name: z.string(), address: z.string(), phone: z.string() }),
  champions: z.array(z.object({ name: z.string(), title: z.string(), company: z.string(), email: z.string() })),
  team: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      role: z.enum(['convener', 'co-convener', 'facilitator', 'support team']),
      organization: z.string(),
    }),
  ),
  launch: z.object({
    start: z.string(),
    end: z.string(),
    zone: z.string(),
    venue: z.object({ host: z.string(), address: z.string(), parking: z.string(), access: z.string() }),
  }),
})

/** Days until the launch: far enough for the letter to be a month ahead, or near enough for it to have left. */
const AHEAD: Record<SampleStage, number> = { draft: 47, signed: 47, sent: 29 }

/** A copy for somebody who may start partnerships, as long as this Convoke has sample files. */
export const openSample = async (
  world: Sends & Plans & Knows<'conveners' | 'rehearsal' | 'restoredAt' | 'stoodStill'> & Pick<World, 'sample'>,
  email: string,
): Promise<{ campaign: CampaignId } | 'may not'> =>
  world.sample && (await mayStart(world, email)) ? createSample(world, 'draft', email) : 'may not'

/** The convener of the copy is `convener`. Throws when this Convoke has no sample files. */
export async function createSample(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'> & Pick<World, 'sample'>,
  stage: SampleStage,
  convener: string,
): Promise<Sample> {
  if (!world.sample) throw new Error('no sample files')
  const data = file.parse(JSON.parse(world.sample.partnership))
  const now = world.clock.now()
  const team = data.team.map(member => (member.role === 'convener' ? { ...member, email: convener } : member))
  const champions = data.champions.map(champion => ({ ...champion, id: newChampionId(world.chance) }))
  let date = addDays(wallOf(now, data.launch.zone).day, AHEAD[stage])
  while (!isWorkingDay(date)) date = addDays(date, 1)
  const { launch, ...named } = data
  const ids = await startPartnership(world, convener, 'sample loaded', ({ campaign }) => ({
    partnership: { ...named, champions, team, sample: true as const },
    campaign: {
      meeting: { kind: 'launch', uid: `${campaign}@${world.settings.replyDomain}`, sequence: 0, date, ...launch },
      letter: defaultLetter(data),
    },
  }))
  await invite(world, ids.campaign, world.sample.invitees, convener)
  if (stage !== 'draft') await signAll(world, ids.campaign, convener)
  if (stage === 'sent') await send(world, ids.campaign, convener)
  return { ...ids, invitees: await guests(world, ids.campaign) }
}

async function invite(world: Plans & Logs, campaign: CampaignId, csv: string, by: string): Promise<void> {
  const [sheet] = readText(csv).sheets
  const invitees = sheet ? judgeSheet(sheet, recognizeColumns(sheet)).invitees : []
  await addInvitees(world, campaign, invitees, by, 'with the wave')
}

async function signAll(world: Sends & Plans, id: CampaignId, by: string): Promise<void> {
  const asked = await requestSignatures(world, id, by)
  if (!asked.ok) throw new Error(`the sample cannot be signed: ${asked.problems.join(' ')}`)
  const context = await readContext(world.store, id)
  const check = context && checkOfSet(context)
  for (const champion of context?.partnership.champions ?? [])
    await sign(world, { campaign: id, champion: champion.id, name: champion.name, check: check ?? '' })
}

const letter = rowKey('invite')

/** The letter leaves now, whatever the hour. */
async function send(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>,
  id: CampaignId,
  by: string,
): Promise<void> {
  await releaseNow(world, id, letter, by)
  await releaseWave(world, { campaign: id, wave: letter })
  await world.timetable.remove(waveName(id, letter))
}

/** Businesses first, by name: whoever writes a script against a sample finds the same people in the same places. */
async function guests(
  world: Reads & Knows<'replyDomain' | 'secret' | 'url'>,
  id: CampaignId,
): Promise<Sample['invitees']> {
  const campaign = (await read(world.store, campaignRef(id)))?.value
  if (!campaign) return []
  const found: (Sample['invitees'][number] & { publicPartner: boolean })[] = []
  for await (const { value } of invitationsOf(world.store, id)) {
    const { name, email, company, publicPartner } = value.invitee
    const link = LINKS.rsvp.to(world.settings, id, value.id)
    const replyTo = replyAddress(world.settings, campaign, value.id)
    found.push({ name, email, company, link, replyTo, publicPartner })
  }
  return found
    .sort((a, b) => Number(a.publicPartner) - Number(b.publicPartner) || (a.name < b.name ? -1 : 1))
    .map(({ publicPartner: _, ...each }) => each)
}
