/** The sessions of a launch as pages show them: what each comes to, and all of them together. */
import { type Person, type Tally, tally } from '../../domain/answer/board.ts'
import { together } from '../../domain/answer/together.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { factsOf } from '../../domain/keep/meeting.ts'
import type { ShownSession } from '../../pages/answer/session-strip.tsx'
import { readIfLegible } from '../keep/documents.ts'
import type { Reads } from '../keep/ports.ts'
import { sessionsOf } from '../list/sessions.ts'
import { wholeList } from '../list/whole/whole-list.ts'

export interface SessionsView {
  each: ShownSession[]
  together: Tally['mass']
  /** Everybody on one of their lists. */
  people: Person[]
}

/** Undefined for a launch in one room. */
export async function sessionsView(world: Reads, campaign: Campaign): Promise<SessionsView | undefined> {
  if (!campaign.session) return undefined
  const sessions = await sessionsOf(world.store, campaign, readIfLegible)
  const people: Person[] = []
  const each: ShownSession[] = []
  for (const session of sessions) {
    const { mass, counts, people: own } = tally(session, (await wholeList(world.store, session.id)).people)
    people.push(...own)
    const facts = session.meeting && factsOf(session.meeting)
    each.push({
      id: session.id,
      name: session.session?.name ?? '',
      status: session.status,
      when: facts ? `${facts.date}, ${facts.time}` : '',
      place: session.meeting?.venue.host ?? '',
      mass,
      counts: { invited: counts.invited, coming: counts.accepted + counts.delegated, silent: counts.silent },
    })
  }
  return { each, together: together(sessions, people).mass, people }
}
