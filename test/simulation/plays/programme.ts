/** Puts together what a season plays. */

import { lastStage } from '../ledger.ts'
import { createLuck } from '../luck.ts'
import { startOf } from '../wall.ts'
import { createDoor } from './door.ts'
import { createMatters } from './matters.ts'
import type { Kind, Play, Stagecraft } from './play.ts'
import { createReplies } from './replies.ts'
import { createEnvoys, createStandIns } from './stand-ins.ts'

export function createPlays(kinds: readonly Kind[], seed: number, on: Omit<Stagecraft, 'luck'>): Play[] {
  if (kinds.length === 0) return []
  const stage: Stagecraft = { ...on, luck: createLuck(seed ^ 0xac7) }
  const envoy = createEnvoys(stage)
  const opening = startOf(lastStage(on.scene.ledger).meeting)
  const rows: Record<Kind, () => Play> = {
    'stand-ins': () => createStandIns(stage, envoy),
    replies: () => createReplies(stage, envoy),
    door: () => createDoor(stage, opening),
  }
  return [...kinds.map(kind => rows[kind]()), createMatters(stage)]
}
