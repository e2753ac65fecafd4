/** A champion signs the exact letter they read, or asks for a change. The convener may drop one, never sign for one. */

import { afterSigning, voidSignatures } from '../../domain/campaign/edit.ts'
import { isNearName } from '../../domain/campaign/signed-name.ts'
import { SIGNATURES_NEEDED, type Signature } from '../../domain/keep/campaign.ts'
import { remembered } from '../../domain/keep/history.ts'
import type { CampaignId, ChampionId, PartnershipId } from '../../domain/keep/ids.ts'
import type { Champion, Partnership } from '../../domain/keep/partnership.ts'
import { DAY, shift } from '../../domain/keep/time.ts'
import { quotedWords } from '../../mail/merge.ts'
import { shortId } from '../../mail/token.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, partnershipRef } from '../keep/documents.ts'
import type { Keeps, Plans, Sends, Timed } from '../keep/ports.ts'
import { schedule } from '../send/schedules.ts'
import { tellConvener } from '../send/tell-convener.ts'
import { checkOfSet, signatures, textsToSign } from '../send/texts/signed-set.ts'
import { keepSigned } from '../send/texts/signed-words.ts'
import { editPartnership } from './edit-campaign.ts'

/**
 * `changed`: the letter is another one by now, the champion has to read it first. `questioned`: what they typed is not
 * their name, and they have not said that it is meant. `enough`: they asked for as many changes as anybody can read in a
 * day.
 */
export type Signing = 'signed' | 'changed' | 'questioned' | 'unknown' | 'enough'

/**
 * Puts a champion's name under everything that they had before them; `check` is that of the whole set. A name far from
 * their own is questioned unless they are `sure` of it, and then kept as they typed it.
 */
export async function sign(
  world: Sends & Plans,
  given: {
    campaign: CampaignId
    champion: ChampionId
    name: string
    check: string
    sure?: boolean
    picture?: NonNullable<Champion['signature']> | 'from the name' | undefined
  },
): Promise<Signing> {
  const found = await readContext(world.store, given.campaign)
  const own = found?.partnership.champions.find(({ id }) => id === given.champion)?.name
  const isCurrent = found !== undefined && checkOfSet(found) === given.check
  if (own !== undefined && isCurrent && !given.sure && !isNearName(given.name, own)) return 'questioned'
  // Before the signature, so that no letter can leave between the two.
  if (own !== undefined && isCurrent) await keepPicture(world, found.partnership.id, given)
  const outcome = await put(world, given, (context, at) => {
    const { campaign } = context
    const fresh = textsToSign(context)
      .filter(({ check }) => !campaign.signatures.some(s => s.champion === given.champion && s.check === check))
      .map(({ check }) => ({ champion: given.champion, name: given.name, at, check }))
    const signed =
      fresh.length === 0
        ? campaign
        : {
            ...campaign,
            signatures: [...campaign.signatures, ...fresh],
            history: [...campaign.history, { at, by: given.name, event: 'signed' as const }],
          }
    return afterSigning(signed, signatures({ ...context, campaign: signed }).complete, at)
  })
  if (outcome === 'signed') {
    const context = await readContext(world.store, given.campaign)
    if (context) await keepSigned(world, context)
    await schedule(world, given.campaign)
    await tellIfComplete(world, given)
  }
  return outcome
}

/**
 * What stands beneath the letter for them: what they drew or brought now, what they brought before, or their typed name in
 * script. A name that cannot be drawn is set as text.
 */
async function keepPicture(
  world: Keeps,
  partnership: PartnershipId,
  {
    champion,
    name,
    picture,
  }: { champion: ChampionId; name: string; picture?: Champion['signature'] | 'from the name' },
): Promise<void> {
  const { drawName } = await import('./draw-name.ts')
  const png = typeof picture === 'object' ? undefined : await drawName(name)
  const drawn = png && ({ type: 'image/png', base64: png.toString('base64'), drawn: 'from the name' } as const)
  await change(world.store, partnershipRef(partnership), (stands): Partnership | undefined => {
    const before = stands.champions.find(({ id }) => id === champion)?.signature
    const brought = before && before.drawn !== 'from the name' ? before : undefined
    const signature = typeof picture === 'object' ? picture : picture === undefined && brought ? brought : drawn
    if (signature?.base64 === before?.base64) return undefined
    return {
      ...stands,
      champions: stands.champions.map(each => (each.id === champion ? { ...each, signature } : each)),
    }
  })
}

async function tellIfComplete(
  world: Sends,
  { campaign, check }: { campaign: CampaignId; check: string },
): Promise<void> {
  const context = await readContext(world.store, campaign)
  if (!context || !signatures(context).complete) return
  await tellConvener(world, campaign, {
    key: `signed-${check}`,
    text: 'notice-signed',
    fields: {},
  })
}

/** So many changes one champion may ask for in a day; each is a letter to the convener. */
const CHANGES_A_DAY = 20
/** So many comments of all champions are kept. */
const KEPT = 200

/** Keeps the comment for the convener and tells them; a signature the champion had given for this text is withdrawn. */
export async function askForChange(
  world: Sends,
  given: { campaign: CampaignId; champion: ChampionId; comment: string; check: string },
): Promise<Signing> {
  const context = await readContext(world.store, given.campaign)
  const today = context?.campaign.concerns.filter(
    ({ champion, at }) => champion === given.champion && at > shift(world.clock.now(), -DAY),
  )
  if (today !== undefined && today.length >= CHANGES_A_DAY) return 'enough'
  const outcome = await put(world, given, (before, at) => {
    const { campaign, partnership } = before
    const texts = textsToSign(before)
    const withdrawn = (each: Signature) =>
      each.champion === given.champion && texts.some(({ check }) => check === each.check)
    return {
      ...(campaign.signatures.some(withdrawn) ? voidSignatures(campaign) : campaign),
      signatures: campaign.signatures.filter(each => !withdrawn(each)),
      concerns: [
        ...campaign.concerns.slice(-KEPT),
        { champion: given.champion, comment: given.comment, at, check: given.check },
      ],
      history: remembered([
        ...campaign.history,
        {
          at,
          by: partnership.champions.find(({ id }) => id === given.champion)?.name ?? { role: 'champion' as const },
          event: 'change asked for' as const,
          comment: given.comment,
        },
      ]),
    }
  })
  if (outcome === 'signed')
    await tellConvener(world, given.campaign, {
      key: `concern-${shortId(`${given.champion}:${given.check}:${given.comment}`)}`,
      text: 'notice-concern',
      fields: {
        champion: context?.partnership.champions.find(({ id }) => id === given.champion)?.name || 'A champion',
        comment: { data: quotedWords(given.comment) },
      },
      page: 'review',
    })
  return outcome
}

async function put(
  world: Keeps & Timed,
  given: { campaign: CampaignId; champion: ChampionId; check: string },
  edit: (context: Context, at: string) => Context['campaign'],
): Promise<Signing> {
  const context = await readContext(world.store, given.campaign)
  if (!context?.partnership.champions.some(({ id }) => id === given.champion)) return 'unknown'
  if (['draft', 'canceled', 'finished'].includes(context.campaign.status)) return 'unknown'
  let outcome: Signing = 'signed'
  await change(world.store, campaignRef(given.campaign), campaign => {
    const now = { ...context, campaign }
    if (checkOfSet(now) !== given.check) {
      outcome = 'changed'
      return undefined
    }
    outcome = 'signed'
    return edit(now, world.clock.now())
  })
  return outcome
}

/** `too few`: no letter leaves in the name of fewer than two. */
export type Dropping = 'dropped' | 'too few' | 'not there'

/** Takes a champion off the letter. Signatures of the others stand: they are for the same text. */
export async function dropChampion(
  world: Sends & Plans,
  campaignId: CampaignId,
  champion: ChampionId,
  by: string,
): Promise<Dropping> {
  const outcome = ({ champions }: Pick<Partnership, 'champions'>): Dropping =>
    !champions.some(({ id }) => id === champion)
      ? 'not there'
      : champions.length <= SIGNATURES_NEEDED
        ? 'too few'
        : 'dropped'
  const before = await readContext(world.store, campaignId)
  let dropping = before ? outcome(before.partnership) : 'not there'
  if (dropping !== 'dropped') return dropping
  await editPartnership(world, campaignId, by, { event: 'champion taken off' }, partnership => {
    // Two who are dropped at the same moment are not both dropped.
    dropping = outcome(partnership)
    if (dropping !== 'dropped') return partnership
    return { ...partnership, champions: partnership.champions.filter(({ id }) => id !== champion) }
  })
  const context = await readContext(world.store, campaignId)
  if (!context) return dropping
  await change(world.store, campaignRef(campaignId), campaign =>
    afterSigning(campaign, signatures({ ...context, campaign }).complete, world.clock.now()),
  )
  await schedule(world, campaignId)
  return dropping
}
