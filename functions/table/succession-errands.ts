/** Whoever takes over is told what is theirs now, and whoever hands over that it has arrived. */

import { meetingTitle } from '../../domain/keep/kinds.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { DAY, longDate, shift } from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import type { Succession } from '../../domain/table/succession.ts'
import { asWords } from '../../mail/merge.ts'
import { absolute } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { successionsOf } from './succession.ts'

/** After this long it is no news any more. */
const NEWS = 7 * DAY

export const successionErrands: Planner = async (world, overview) => {
  const made = await successionsOf(world, overview.partnership.id)
  return made.filter(({ at }) => shift(at, NEWS) > overview.now).flatMap(each => toBoth(world, overview, each))
}

function toBoth(world: Knows<'url'>, overview: Overview, { id, role, from, to, at, passed }: Succession): Errand[] {
  const common = { kind: 'hand-over', at, until: shift(at, NEWS) }
  const list = passed.map(each => `- ${asWords(each)}`).join('\n')
  const ahead = overview.campaigns.filter(({ meeting, status }) => {
    return meeting !== undefined && status !== 'canceled' && status !== 'draft' && endOf(meeting) > overview.now
  })
  const dates = ahead.map(each => `- ${longDate(each.meeting?.date ?? '')}: ${asWords(meetingTitle(each))}`)
  const newest = ahead[0] ?? overview.campaigns.at(-1)
  return [
    {
      ...common,
      key: `hand-over:${id}:to`,
      to,
      ...saying('hand-over-to', {
        role,
        predecessor: from.name,
        yours: { data: list && `This is now yours:\n\n${list}` },
        coming_up: { data: dates.length > 0 ? `Coming up:\n\n${dates.join('\n')}` : '' },
        how:
          role === 'convener'
            ? 'Everything so far is there: answers, teams, commitments, reports. Sign in with this address: you get a link by email, and need no password.'
            : 'Members look to you for the agenda, and what is sent in your name waits for your signature.',
      }),
      ...(role === 'convener' && newest ? { link: absolute(world.settings, PATHS.board(newest.id)) } : {}),
    },
    {
      ...common,
      key: `hand-over:${id}:from`,
      to: from,
      ...saying('hand-over-from', {
        role,
        successor: to.name,
        theirs: { data: list && `This is now theirs:\n\n${list}` },
      }),
    },
  ]
}
