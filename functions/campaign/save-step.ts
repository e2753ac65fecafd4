/** Saves a step of the form: what does not read yet is kept as typed, and what a change brings is said before it is made. */
import type { Typed } from '../../domain/keep/partnership.ts'
import type { Context } from '../keep/context.ts'
import { campaignRef, change, create, partnershipOfRef, partnershipRef } from '../keep/documents.ts'
import type { Keeps, Plans, Sends } from '../keep/ports.ts'
import type { Errors } from '../web/typed.ts'
import { consequences, editCampaign, editPartnership } from './edit-campaign.ts'
import type { Edit, Step } from './steps/step.ts'

/** What does not read, by field; or what saving would do and what may be meant otherwise, which the convener confirms first. */
export type SavingStep = 'saved' | { errors: Errors } | { brings: string[]; doubts: string[] }

export async function saveStep(
  world: Sends & Plans,
  context: Context,
  step: Step,
  typed: Typed,
  { confirmed, by, reason }: { confirmed: boolean; by: string; reason?: string | undefined },
): Promise<SavingStep> {
  const reading = step.read(typed, context)
  if (!reading.ok) {
    await keep(world, context, step, typed)
    return { errors: reading.errors }
  }
  const edited = apply(context, reading.edit)
  const brings = await consequences(world, context.campaign.id, edited.campaign, edited.partnership)
  const known = step.doubts?.(step.typed(context), context) ?? []
  const doubts = step.doubts?.(typed, context).filter(doubt => !known.includes(doubt)) ?? []
  if (brings.length + doubts.length > 0 && !confirmed) return { brings, doubts }
  await save(world, context, step, reading.edit, by, reason)
  return 'saved'
}

const apply = (context: Context, edit: Edit): Context =>
  edit.of === 'campaign'
    ? { ...context, campaign: edit.edit(context.campaign) }
    : { ...context, partnership: edit.edit(context.partnership) }

/** Keeps what does not read yet, so that it can be mended later. Pictures have to be chosen again. */
async function keep(world: Keeps, { campaign, partnership }: Context, step: Step, typed: Typed): Promise<void> {
  const kept = Object.fromEntries(
    Object.entries(typed).filter(
      ([name]) => !name.startsWith('image_') && !['confirmed', 'invitee', 'reason'].includes(name),
    ),
  )
  const put = <T extends { unfinished: Record<string, Typed> }>(value: T): T => ({
    ...value,
    unfinished: { ...value.unfinished, [step.id]: kept },
  })
  if (step.of === 'campaign') await change(world.store, campaignRef(campaign.id), put)
  else await change(world.store, partnershipRef(partnership.id), put)
}

async function save(
  world: Sends & Plans,
  { campaign, partnership }: Context,
  step: Step,
  edit: Edit,
  by: string,
  reason: string | undefined,
) {
  const mended = <T extends { unfinished: Record<string, Typed> }>(value: T): T => {
    const { [step.id]: _, ...rest } = value.unfinished
    return { ...value, unfinished: rest }
  }
  if (edit.of === 'campaign') {
    const deed = { event: 'set up', part: step.id } as const
    await editCampaign(world, campaign.id, by, deed, stands => mended(edit.edit(stands)), reason)
    return
  }
  const next = await editPartnership(world, campaign.id, by, { event: 'set up', part: step.id }, stands =>
    mended(edit.edit(stands)),
  )
  for (const { email } of next?.team ?? [])
    await create(world.store, partnershipOfRef(email, partnership.id), { id: partnership.id })
}
