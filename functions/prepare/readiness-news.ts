/** What a digest tells of readiness: names that wait, roles that do not fit, what the team thinks of the choice. */

import { hasBegun } from '../../domain/keep/meeting.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { waiting } from '../../domain/prepare/proposal.ts'
import { footprintOf, roleAnswerOf } from '../../domain/prepare/readiness-record.ts'
import type { Told } from '../../domain/rounds/digest.ts'
import { asWords } from '../../mail/merge.ts'
import type { Overview } from '../keep/overview.ts'
import type { Reads } from '../keep/ports.ts'
import { proposalsOf } from './proposals.ts'
import { launchAmong } from './readiness.ts'
import { readinessRecordOf } from './readiness-record.ts'

type Line = Told & { words: string; path: string }

const said = (note: string): string => (note === '' ? '' : `: “${asWords(note)}”`)

/** Nothing any more once the launch has begun. */
export async function aboutReadiness(world: Reads, { partnership, campaigns, now }: Overview): Promise<Line[]> {
  const launch = launchAmong(campaigns, now)
  if (!launch || (launch.meeting && hasBegun(launch.meeting, now))) return []
  const path = PATHS.readiness(launch.id)
  const readinessRecord = await readinessRecordOf(world.store, partnership.id)
  const names = waiting(await proposalsOf(world.store, partnership.id)).map(({ invitee, by, at }): Line => {
    const words = `**${asWords(by.name)}** proposes **${asWords(invitee.name)}**, ${asWords(invitee.company)}, for the list`
    return { kind: 'needs you', since: at, words, path }
  })
  const answers = partnership.team.flatMap((member): Line[] => {
    const who = `**${asWords(member.name)}**`
    const role = roleAnswerOf(readinessRecord, member)
    const size = footprintOf(readinessRecord, partnership, member)
    const lines: Line[] = []
    if (role)
      lines.push(
        role.said === 'agreed'
          ? { kind: 'answer', since: role.at, words: `${who} agrees to their role`, path }
          : {
              kind: 'needs you',
              since: role.at,
              words: `${who} would change something about their role${said(role.note)}`,
              path,
            },
      )
    if (size)
      lines.push({
        kind: 'answer',
        since: size.at,
        words: `${who} says the industry and region are ${size.said === 'right' ? 'the right size' : size.said}${said(size.note)}`,
        path,
      })
    return lines
  })
  return [...names, ...answers]
}
