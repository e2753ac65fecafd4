/**
 * How ready a launch is: the first three steps of the method as things that stand, computed from what is written down.
 * What is missing is named with the step of Convoke that mends it.
 */
import type { ReadinessFacts, ReadinessStage } from './ready-item.ts'
import { agreed, day, followUps, letter, list, place, signaturesItem } from './ready-launch.ts'
import { convener, data, footprint, partners, roles } from './ready-team.ts'

export function readinessOf(facts: ReadinessFacts): ReadinessStage[] {
  return [
    { id: 'team', title: 'Support team', items: [partners(facts), convener(facts), roles(facts)] },
    { id: 'scope', title: 'Industry and region', items: [data(facts), footprint(facts)] },
    {
      id: 'launch',
      title: 'The launch',
      items: [
        signaturesItem(facts),
        place(facts),
        day(facts),
        list(facts),
        agreed(facts),
        letter(facts),
        followUps(facts),
      ],
    },
  ]
}

/** How many things stand, of how many. */
export function countReady(stages: readonly ReadinessStage[]): { ready: number; of: number } {
  const items = stages.flatMap(stage => stage.items)
  return { ready: items.filter(({ state }) => state === 'ready').length, of: items.length }
}
