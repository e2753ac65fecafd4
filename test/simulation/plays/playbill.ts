/** Puts together what a season plays. */

import { drawName } from '../../../functions/campaign/draw-name.ts'
import { readMessage } from '../../../mail/inbound/read-message.ts'
import { CONVENER } from '../convener.ts'
import { lastStage } from '../ledger.ts'
import { createLuck } from '../luck.ts'
import { startOf } from '../wall.ts'
import { createDoor } from './door.ts'
import { createErrands } from './errands.ts'
import { createGatherings } from './gatherings.ts'
import { createImports } from './imports.ts'
import { createMatters } from './matters.ts'
import { hasErrands, type Kind, type Play, type Stagecraft } from './play.ts'
import { createPromiseBook } from './promise-book.ts'
import { createPromises } from './promises.ts'
import { createPutBack } from './put-back.ts'
import { createReplies } from './replies.ts'
import { createSessions } from './sessions.ts'
import { createEnvoys, createStandIns } from './stand-ins.ts'
import { createSummary } from './summary.ts'
import { createTeams } from './teams.ts'
import { createLaterVersion, createOlderShape, createUnreadable } from './versions.ts'

/** Who helps, where errands are played. */
const HELPERS = { [CONVENER]: 'convener', 'fay@helpers.example': 'team', 'sam@helpers.example': 'team' } as const

/** What is loaded with the first mail and the first name that is drawn takes its time: seasons find it loaded. */
export async function warmUp(): Promise<void> {
  const entry = 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\nEND:VCALENDAR'
  const mail = `From: a@a.example\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n${entry}\r\n`
  await readMessage(Buffer.from(mail), 'a@a.example')
  await Promise.all(['Ann Lee', 'Bob Ruiz'].map(drawName))
}

export function createPlays(kinds: readonly Kind[], seed: number, on: Omit<Stagecraft, 'luck'>): Play[] {
  if (kinds.length === 0) return []
  const stage: Stagecraft = { ...on, luck: createLuck(seed ^ 0xac7) }
  const envoy = createEnvoys(stage)
  const opening = startOf(lastStage(on.scene.ledger).meeting)
  // Where no errand is planned nobody is reminded of a promise.
  const book = hasErrands(kinds) ? createPromiseBook(stage) : undefined
  const rows: Record<Kind, () => Play | Play[]> = {
    'stand-ins': () => createStandIns(stage, envoy),
    replies: () => createReplies(stage, envoy),
    door: () => createDoor(stage, opening),
    imports: () => createImports(stage, opening),
    'later version': () => createLaterVersion(stage, opening),
    unreadable: () => createUnreadable(stage, opening),
    'put back': () => createPutBack(stage),
    'older shape': () => createOlderShape(stage, opening),
    gatherings: () => createGatherings(stage, book !== undefined),
    sessions: () => createSessions(stage),
    summary: () => createSummary(stage, opening),
    promises: () => (book ? createPromises(stage, opening, book) : []),
    teams: () => createTeams(stage, opening, book),
    // Around other meetings than the season's own; all of them are held against one play, as those of a summary are.
    'later errands': () => [],
  }
  const errands = book ? [createErrands(stage, HELPERS), book.play] : []
  return [...errands, ...kinds.flatMap(kind => rows[kind]()), createMatters(stage)]
}
