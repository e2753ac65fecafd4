/** What a digest tells of calls: that nobody has shared them out, and those that nobody makes. */

import { isLive } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { DAY, shift } from '../../domain/keep/time.ts'
import type { Told } from '../../domain/rounds/digest.ts'
import { asWords } from '../../mail/merge.ts'
import type { Overview } from '../keep/overview.ts'
import type { Reads } from '../keep/ports.ts'
import { callsBegin } from './call-errands.ts'
import { callSheetOf, callsOf } from './call-sheet.ts'
import type { PhoneCall } from './phone-calls.ts'

type Line = Told & { words: string; path: string }

/** So long after they were asked the convener may take to share calls out. */
const TO_SHARE = DAY

export async function aboutCalls(world: Reads, { partnership, campaigns, now }: Overview): Promise<Line[]> {
  const lines: Line[] = []
  for (const campaign of campaigns) {
    const { meeting } = campaign
    if (!meeting || !kindOf(campaign).calls || !isLive(campaign) || hasBegun(meeting, now)) continue
    const begins = callsBegin(campaign, meeting)
    const { sharedAt } = await callSheetOf(world.store, campaign.id)
    if (now < begins && sharedAt === undefined) continue
    const open = (await callsOf(world, { campaign, partnership })).calls.filter(call => call.open)
    const nobodys = open.filter(({ shared }) => !shared)
    const path = PATHS.calls(campaign.id)
    if (sharedAt === undefined && open.length > 0)
      lines.push({
        kind: 'late',
        since: shift(begins, TO_SHARE),
        words: `**${companies(open)}** not replied, and no one has been asked to call`,
        path,
      })
    else if (nobodys.length > 0)
      lines.push({
        kind: 'needs you',
        since: sharedAt ?? now,
        words: `No one is calling **${named(nobodys)}**`,
        path,
      })
  }
  return lines
}

function companies(calls: readonly PhoneCall[]): string {
  const { size } = new Set(calls.map(({ person }) => person.company.key))
  return size === 1 ? 'One company has' : `${size} companies have`
}

/** The first by name, the others by number. */
function named([first, ...others]: readonly PhoneCall[]): string {
  const name = asWords(first?.person.invitation.invitee.name ?? '')
  return others.length === 0 ? name : `${name} and ${others.length} more`
}
