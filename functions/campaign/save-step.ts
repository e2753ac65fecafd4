/**
 * Saves a step of the form: what somebody typed is merged with what others saved since their page was made, what does not
 * read yet is kept as typed, and what a change brings is said before it is made.
 */
import type { Typed } from '../../domain/keep/partnership.ts'
import { threeWay } from '../../domain/keep/three-way.ts'
import type { Context } from '../keep/context.ts'
import {
  campaignIdsOf,
  campaignRef,
  change,
  create,
  partnershipOfRef,
  partnershipRef,
  read,
} from '../keep/documents.ts'
import type { Keeps, Plans, Reads, Sends } from '../keep/ports.ts'
import { lastChange, type Merged, mergeTyped, wasIn } from '../web/merged.ts'
import type { Errors } from '../web/typed.ts'
import { consequences, editCampaign, editPartnership } from './edit-campaign.ts'
import type { Edit, Step } from './steps/step.ts'

/**
 * What does not read, by field; what a colleague changed as well, with the form as it is to be shown again; or what saving
 * would do and what may be meant otherwise, which the convener confirms first.
 */
export type SavingStep =
  | 'saved'
  | { errors: Errors; merged: Merged }
  | { clashing: Merged }
  | { brings: string[]; doubts: string[] }

/**
 * A step as its form shows it: what is kept, under what was typed before and does not read yet. Where that was changed
 * elsewhere since it was typed (somebody took a role over), it is merged.
 */
export function shownStep(step: Step, context: Context): Merged {
  const stands = step.typed(context)
  const kept = (step.of === 'campaign' ? context.campaign : context.partnership).unfinished[step.id]
  if (!kept) return { values: stands, clashes: [] }
  const { was, ...typed } = kept
  const base = wasIn(was)
  if (!base) return { values: kept, clashes: [] }
  const { values, clashes } = threeWay(base, typed, stands, step.lists)
  return { values: { ...values }, clashes }
}

/** What saving would come to with what stands. */
function attempt(step: Step, typed: Typed, context: Context): { edit: Edit; merged: Merged } | Refused {
  const merged = mergeTyped(typed, shownStep(step, context).values, step.lists)
  if (merged.clashes.length > 0) return { clashing: merged }
  const reading = step.read(merged.values, context)
  return reading.ok ? { edit: reading.edit, merged } : { errors: reading.errors, merged }
}
type Refused = { clashing: Merged } | { errors: Errors; merged: Merged }

/**
 * Saves, with `context` as it stands: whoever calls it has read that in one motion with this (`steadily`), so that nothing
 * can be saved over what it was not merged with.
 */
export async function saveStep(
  world: Sends & Plans,
  context: Context,
  step: Step,
  typed: Typed,
  { confirmed, by, reason }: { confirmed: boolean; by: string; reason?: string | undefined },
): Promise<SavingStep> {
  const trying = attempt(step, typed, context)
  if ('clashing' in trying) return trying
  if ('errors' in trying) {
    await keep(world, context, step, trying.merged)
    return trying
  }
  const edited = apply(context, trying.edit)
  const brings = await consequences(world, context.campaign.id, edited.campaign, edited.partnership)
  const known = step.doubts?.(step.typed(context), context) ?? []
  const doubts = step.doubts?.(trying.merged.values, context).filter(doubt => !known.includes(doubt)) ?? []
  if (brings.length + doubts.length > 0 && !confirmed) return { brings, doubts }
  await save(world, context, step, trying.edit, by, reason)
  return 'saved'
}

/** Who changed a step last, and when. What belongs to the partnership may have been changed from any of its meetings. */
export async function lastSaved(world: Reads, { campaign, partnership }: Context, step: Step) {
  const ids = step.of === 'campaign' ? [campaign.id] : await campaignIdsOf(world.store, partnership.id)
  const campaigns = await Promise.all(ids.map(id => read(world.store, campaignRef(id))))
  const events = campaigns.flatMap(each => each?.value.history ?? [])
  const zone = campaign.meeting?.zone
  return lastChange(
    events.filter(event => event.event === 'set up' && event.part === step.id),
    zone,
  )
}

const apply = (context: Context, edit: Edit): Context =>
  edit.of === 'campaign'
    ? { ...context, campaign: edit.edit(context.campaign) }
    : { ...context, partnership: edit.edit(context.partnership) }

/** Keeps what does not read yet, so that it can be mended later. Pictures have to be chosen again. */
async function keep(world: Keeps, context: Context, step: Step, { values }: Merged): Promise<void> {
  const kept = { ...withoutPictures(values), was: JSON.stringify(withoutPictures(step.typed(context))) }
  const put = <T extends { unfinished: Record<string, Typed> }>(stands: T): T => ({
    ...stands,
    unfinished: { ...stands.unfinished, [step.id]: kept },
  })
  if (step.of === 'campaign') await change(world.store, campaignRef(context.campaign.id), put)
  else await change(world.store, partnershipRef(context.partnership.id), put)
}

const PASSING = ['confirmed', 'invitee', 'reason']

const withoutPictures = (typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed).filter(
      ([name, value]) => !name.startsWith('image_') && !value.startsWith('data:') && !PASSING.includes(name),
    ),
  )

async function save(
  world: Sends & Plans,
  { campaign, partnership }: Context,
  step: Step,
  edit: Edit,
  by: string,
  reason: string | undefined,
): Promise<void> {
  const deed = { event: 'set up', part: step.id } as const
  const mended = <T extends { unfinished: Record<string, Typed> }>(value: T): T => {
    const { [step.id]: _, ...rest } = value.unfinished
    return { ...value, unfinished: rest }
  }
  if (edit.of === 'campaign') {
    await editCampaign(world, campaign.id, by, deed, stands => mended(edit.edit(stands)), reason)
    return
  }
  const next = await editPartnership(world, campaign.id, by, deed, stands => mended(edit.edit(stands)))
  for (const { email } of next?.team ?? [])
    await create(world.store, partnershipOfRef(email, partnership.id), { id: partnership.id })
}
