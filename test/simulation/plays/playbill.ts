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
import { createPromises } from './promises.ts'
import { createPutBack } from './put-back.ts'
import { createReplies } from './replies.ts'
import { createSessions } from './sessions.ts'
import { createEnvoys, createStandIns } from './stand-ins.ts'
import { createSummary } from './summary.ts'
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
  const rows: Record<Kind, () => Play | Play[]> = {
    'stand-ins': () => createStandIns(stage, envoy),
    replies: () => createReplies(stage, envoy),
    door: () => createDoor(stage, opening),
    imports: () => createImports(stage, opening),
    'later version': () => createLaterVersion(stage, opening),
    unreadable: () => createUnreadable(stage, opening),
    'put back': () => createPutBack(stage),
    'older shape': () => createOlderShape(stage, opening),
    gatherings: () => createGatherings(stage),
    sessions: () => createSessions(stage),
    summary: () => createSummary(stage, opening),
    promises: () => createPromises(stage, opening),
  }
  const errands = hasErrands(kinds) ? [createErrands(stage, HELPERS)] : []
  return [...errands, ...kinds.flatMap(kind => rows[kind]()), createMatters(stage)]
}
