/** What the support team is asked by mail: its roles and the choice of industry and region, then the list. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { startOf } from '../../domain/keep/meeting.ts'
import { canonicalAddress, mayEdit, type Partnership, type TeamMember } from '../../domain/keep/partnership.ts'
import {
  addDays,
  DAY,
  type Day,
  type Instant,
  instantOf,
  isWorkingDay,
  MORNING,
  nextWorkingMoment,
  shift,
  wallOf,
} from '../../domain/keep/time.ts'
import { decidersOf, footprintOf, type ReadinessRecord, roleAnswerOf } from '../../domain/prepare/readiness-record.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { LINKS } from '../keep/links.ts'
import type { Planner } from '../keep/overview.ts'
import type { ReadOnlyWorld } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { launchAmong } from './readiness.ts'
import { readinessRecordOf } from './readiness-record.ts'

/** Working days after which whoever has said nothing is asked once more: not about both on one morning. */
const AGAIN = { roles: 4, list: 5 }
/** Without a date for the launch, a question is over after so long. */
const STALE = 120 * DAY

export const roleErrands: Planner = async (world, { partnership, campaigns, now }) => {
  const readinessRecord = await readinessRecordOf(world.store, partnership.id)
  const { roles, list } = readinessRecord.asked
  const launch = launchAmong(campaigns, now)
  if (!launch || (!roles && !list)) return []
  const asking = { world, partnership, readinessRecord, launch }
  return [...(roles ? aboutRoles(asking, roles) : []), ...(list ? aboutList(asking, list) : [])]
}

interface Asking {
  world: ReadOnlyWorld
  partnership: Partnership
  readinessRecord: ReadinessRecord
  launch: Campaign
}

interface Times {
  at: Instant
  again: Instant
  until: Instant
}

/** In working hours; once more after some working days; never when the launch has begun. */
function timesOf({ meeting, timing }: Campaign, asked: Instant, days: number): Times {
  const zone = meeting?.zone ?? 'America/Denver'
  const at = nextWorkingMoment(asked, zone, timing.holidays)
  let day: Day = wallOf(at, zone).day
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day, timing.holidays)) left--
  }
  return { at, again: instantOf(day, MORNING, zone), until: meeting ? startOf(meeting) : shift(asked, STALE) }
}

const toOf = ({ name, email, organization }: TeamMember): Errand['to'] => ({ name, email, organization })

function aboutRoles({ world, partnership, readinessRecord, launch }: Asking, asked: Instant): Errand[] {
  const { at, again, until } = timesOf(launch, asked, AGAIN.roles)
  // Nobody can say whether a choice is right that is not made yet.
  const chosen = partnership.sector !== '' && partnership.region !== ''
  const deciders = chosen ? decidersOf(partnership) : []
  return partnership.team.flatMap((member): Errand[] => {
    const decides = deciders.includes(member)
    const open = [
      !roleAnswerOf(readinessRecord, member) && 'your role',
      decides &&
        !footprintOf(readinessRecord, partnership, member) &&
        'whether the industry and region are the right size',
    ].filter(each => each !== false)
    if (open.length === 0) return []
    const errand = (kind: string, due: Instant, said: Pick<Errand, 'text' | 'fields'>): Errand => ({
      key: `${kind}:${member.role.replace(' ', '-')}`,
      kind,
      to: toOf(member),
      at: due,
      until,
      ...said,
      link: LINKS.team.to(world.settings, partnership.id, member.email),
    })
    const scope = `${partnership.sector} in ${partnership.region}`
    return [
      errand(
        'role-asked',
        at,
        saying('role-asked', {
          role: member.role === 'support team' ? 'to the support team' : `as ${member.role}`,
          page_shows: `${decides ? `asks whether ${scope} is the right size, and ` : ''}shows how ready the launch is`,
        }),
      ),
      // Conveners see on their page what is open, their own part too.
      ...(mayEdit(member.role)
        ? []
        : [errand('role-again', again, saying('role-again', { open: open.join(', and on ') }))]),
    ]
  })
}

function aboutList(
  { world, partnership, readinessRecord, launch }: Asking,
  { round, at: asked }: { round: number; at: Instant },
): Errand[] {
  const { at, again, until } = timesOf(launch, asked, AGAIN.list)
  return decidersOf(partnership)
    .filter(({ role }) => !mayEdit(role))
    .flatMap((member): Errand[] => {
      const said = readinessRecord.lists[canonicalAddress(member.email)]
      if (said !== undefined && said >= asked) return []
      const errand = (text: 'list-asked' | 'list-again', due: Instant): Errand => ({
        key: `${text}:${launch.id}:${round}`,
        kind: text,
        to: toOf(member),
        at: due,
        until,
        ...saying(text, {}),
        link: LINKS.team.to(world.settings, partnership.id, member.email),
      })
      return [errand('list-asked', at), errand('list-again', again)]
    })
}
