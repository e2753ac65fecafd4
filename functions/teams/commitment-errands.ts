/** Reminds the owners of commitments: a week and a day ahead, and the day after, with a link that says how it went. */

import { canonicalAddress } from '../../domain/keep/partnership.ts'
import {
  addDays,
  type Day,
  instantOf,
  isWorkingDay,
  longDate,
  MORNING,
  wallOf,
  workingDayOnOrBefore,
} from '../../domain/keep/time.ts'
import { isReachable } from '../../domain/list/mailbox.ts'
import type { Errand } from '../../domain/send/errand.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import { asWords } from '../../mail/merge.ts'
import { LINKS } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { commitmentsOf } from './commitments.ts'
import { goneOf } from './gone.ts'

export const commitmentErrands: Planner = async (world, overview) => {
  const { partnership } = overview
  const all = await commitmentsOf(world.store, partnership.id)
  const open = all.filter(({ state, owner }) => state === 'open' && isReachable(owner.email))
  const gone = await goneOf(
    world,
    partnership,
    open.map(({ owner }) => owner.email),
  )
  return open.flatMap(each => (gone.has(canonicalAddress(each.owner.email)) ? [] : remindersOf(world, overview, each)))
}

/** How long after its day a commitment is still asked about. */
const ASKED_FOR = 14

function remindersOf(
  world: Knows<'secret' | 'url'>,
  { partnership, campaigns }: Overview,
  commitment: Commitment,
): Errand[] {
  const { id, due, owner, what, madeAt } = commitment
  const zone = campaigns.find(each => each.id === commitment.campaign)?.meeting?.zone ?? 'UTC'
  const morning = (day: Day) => instantOf(day, MORNING, zone)
  const to = { name: owner.name, email: owner.email, organization: owner.company }
  const link = LINKS.commitment.to(world.settings, partnership.id, id)
  const one = (which: 'week' | 'day' | 'after', at: Day, until: Day): Errand => ({
    key: `commitment:${id}:${due}:${which}`,
    kind: 'commitment',
    to,
    at: morning(at),
    until: morning(until),
    ...saying(`commitment-${which}`, { date: longDate(due), commitment: { data: `**${asWords(what)}**` } }),
    link,
  })
  const week = workingDayOnOrBefore(addDays(due, -7))
  const before = workingDayOnOrBefore(addDays(due, -1))
  const after = nextWorkingDay(addDays(due, 1))
  const found = [
    one('week', week, before),
    one('day', before, addDays(due, 1)),
    one('after', after, addDays(after, ASKED_FOR)),
  ]
  // What was promised for the day after tomorrow needs no reminder a week ahead.
  const made = wallOf(madeAt, zone).day
  return found.filter(({ at }) => at > madeAt && wallOf(at, zone).day > made)
}

function nextWorkingDay(day: Day): Day {
  let next = day
  while (!isWorkingDay(next)) next = addDays(next, 1)
  return next
}
