/** Ends what its convener wanted kept no longer: warned of a month before, and then deleted as a whole. */
import { endOfKeeping, retentionStep, WARNING } from '../../domain/campaign/retention.ts'
import { mayEdit, nameOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { longDate, shift, wallOf } from '../../domain/keep/time.ts'
import { auditBefore } from '../access/audit.ts'
import { deletePartnership } from '../campaign/manage/delete.ts'
import { change, partnershipRef } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import { everyCampaignOf, type FollowUp, type Planner } from '../keep/overview.ts'
import { saying } from '../send/texts/errand-texts.ts'

/** Does what is to be done now; answers whether it did anything. One campaign that cannot be read keeps all of it. */
export const endOldRecords: FollowUp = async (world, { partnership, now }) => {
  if (partnership.keepMonths === undefined && partnership.endsWarnedAt === undefined) return false
  const campaigns = await everyCampaignOf(world, partnership.id)
  const step = retentionStep(partnership, campaigns, now)
  if (step === 'nothing') return false
  if (step === 'end') {
    // By now there is no mail left: it is kept for thirty days.
    const about = { id: partnership.id, name: nameOf(partnership) }
    const settle = await auditBefore(world, { deed: 'retention ended', partnership: about })
    const did = await deletePartnership(world, partnership.id, false)
    await settle({ outcome: did === 'deleted' ? 'done' : 'refused' })
    return did === 'deleted'
  }
  const endsWarnedAt = step === 'warn' ? now : undefined
  await change(world.store, partnershipRef(partnership.id), stands => ({ ...stands, endsWarnedAt }))
  return true
}

/** Tells those who run it, once, when it ends. */
export const retentionErrands: Planner = async (world, { partnership, campaigns }) => {
  const { endsWarnedAt } = partnership
  const end = endOfKeeping(partnership, campaigns)
  const newest = campaigns.findLast(({ meeting }) => meeting !== undefined)
  if (endsWarnedAt === undefined || end === undefined || !newest?.meeting) return []
  const at = [end, shift(endsWarnedAt, WARNING)].sort().at(-1) ?? end
  const { day } = wallOf(at, newest.meeting.zone)
  return partnership.team
    .filter(({ role }) => mayEdit(role))
    .map(to => ({
      kind: 'records-end',
      key: `records-end:${endsWarnedAt}`,
      to,
      at: endsWarnedAt,
      until: at,
      ...saying('records-end', { date: longDate(day) }),
      link: absolute(world.settings, PATHS.manage(newest.id)),
    }))
}
