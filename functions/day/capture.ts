/** What is written down of a meeting while it goes on: priorities, the votes of each business, promises. */
import { attendanceOf, type Guest } from '../../domain/day/attendance.ts'
import { addDays, type Day, wallOf } from '../../domain/keep/time.ts'
import { MOST_VOTES } from '../../domain/teams/record.ts'
import type { Context } from '../keep/context.ts'
import type { Keeps, Timed } from '../keep/ports.ts'
import { type Promising, promise } from '../teams/commitments.ts'
import { namePriority, rewordPriority, vote } from '../teams/record.ts'
import { isDoorOpen, type Keeper } from './check-in.ts'
import { guestsIn } from './run-sheet.ts'

/** Where something is written down, and who writes it. */
export interface Place extends Context {
  by: string
  /** Whether they may write there, or only read. */
  mayEdit: boolean
}

/** The place of whoever keeps the door: they write as long as it is open. */
export const placeOfKeeper = (world: Timed, { campaign, partnership, member }: Keeper): Place => ({
  campaign,
  partnership,
  by: member.name,
  mayEdit: isDoorOpen(campaign, world.clock.now()),
})

/** Businesses that are there; while nobody was checked in, those that said they would be. */
export function businessesIn(guests: readonly Guest[]): {
  companies: { key: string; name: string }[]
  expected: boolean
} {
  const expected = attendanceOf(guests).people.length === 0
  const there = guests.filter(
    ({ publicPartner, came, said }) => !publicPartner && (expected ? said === 'yes' : came !== undefined),
  )
  const companies = new Map(there.map(({ company }) => [company.key, company]))
  return { companies: [...companies.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')), expected }
}

/** Who can promise something: whoever is there or expected, the champions and the support team. */
export function peopleIn({ partnership }: Pick<Place, 'partnership'>, guests: readonly Guest[]) {
  const people = [
    ...partnership.champions.map(({ name, email, company }) => ({ name, email, company })),
    ...guests
      .filter(({ came, said }) => came || said === 'yes')
      .map(({ name, email, company }) => ({ name, email, company: company.name })),
    ...partnership.team.map(({ name, email, organization }) => ({ name, email, company: organization })),
  ]
  return [...new Map(people.reverse().map(each => [each.email.toLowerCase(), each])).values()].reverse()
}

/** What is to be written down. */
export type CaptureEntry =
  | { do: 'name'; text: string }
  /** Without words the priority is taken off. */
  | { do: 'reword'; priority: string; text: string }
  | { do: 'vote'; company: string; priorities: readonly string[] }
  | { do: 'promise'; what: string; owner: string; due: Day }

/**
 * `closed`: whoever may only read writes nothing. `full`: the list holds as many priorities as it can. `not here`: only
 * businesses at the table vote. `votes`: that company has fewer.
 */
export type Capturing = 'noted' | 'closed' | 'full' | 'not here' | { votes: string } | Exclude<Promising, 'noted'>

/** Writes it down. CaptureEntry twice it is said once; of a company the last votes count. */
export async function capture(world: Keeps & Timed, place: Place, said: CaptureEntry): Promise<Capturing> {
  if (!place.mayEdit) return 'closed'
  const { campaign, by } = place
  switch (said.do) {
    case 'name':
      return (await namePriority(world, campaign.id, said.text)) === 'too many' ? 'full' : 'noted'
    case 'reword':
      await rewordPriority(world, campaign.id, said.priority, said.text)
      return 'noted'
    case 'vote': {
      const { companies } = businessesIn(await guestsIn(world, campaign))
      const company = companies.find(({ key }) => key === said.company)
      if (!company) return 'not here'
      if (said.priorities.length > MOST_VOTES) return { votes: company.name }
      await vote(world, campaign.id, company, said.priorities, by)
      return 'noted'
    }
    case 'promise': {
      const { what, owner, due } = said
      const people = peopleIn(place, await guestsIn(world, campaign))
      // While people sit together they may promise something for the same day.
      const after = addDays(wallOf(world.clock.now(), campaign.meeting?.zone ?? 'UTC').day, -1)
      return promise(world, campaign.partnership, { campaign: campaign.id, what, owner, due }, { people, after })
    }
  }
}
