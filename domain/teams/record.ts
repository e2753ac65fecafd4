/** What a meeting came to: priorities named aloud, and the votes of businesses, which put them in order. */
import * as z from 'zod'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

/** Something the table wants to work on, in the words it was said in. */
const priority = shape(() => z.object({ id: z.string(), text: personal.words() }))
export type Priority = Shaped<typeof priority>

/** Priorities in the order in which they were named. */
export const meetingRecordShape = shape(() => z.object({ priorities: z.array(priority()) }))

/** What one company put its weight behind, the last time it was asked. */
export const ballotShape = shape(() =>
  z.object({
    /** The company, as `companyOf` tells companies apart. */
    company: z.object({ key: z.string(), name: personal.work() }),
    /** Ids of priorities, each once, at most `MOST_VOTES`. */
    priorities: z.array(z.string()),
    at: instant(),
    /** Who gave it, or who noted it down. */
    by: personal.name(),
  }),
)
export type Ballot = Shaped<typeof ballotShape>

export interface RankedPriority extends Priority {
  votes: number
  /** The companies behind it, by name. */
  companies: string[]
}

/** A company has so many votes: enough to choose, too few to wish for everything. */
export const MOST_VOTES = 3
/** More than these nobody can choose from; a hand that slips should not fill a document. */
export const MOST_PRIORITIES = 30

/**
 * Priorities by the number of companies behind them; where they are level, in the order they were named in. Votes for what
 * has been taken off the list count for nothing.
 */
export function ranked(priorities: readonly Priority[], ballots: readonly Ballot[]): RankedPriority[] {
  return priorities
    .map(priority => {
      const behind = ballots.filter(ballot => ballot.priorities.includes(priority.id))
      const companies = behind.map(({ company }) => company.name).sort((a, b) => a.localeCompare(b, 'en'))
      return { ...priority, votes: companies.length, companies }
    })
    .sort((a, b) => b.votes - a.votes)
}

/** A ballot as it counts: what is on the list, each once, and no more than a company has votes. */
export const validVotes = (priorities: readonly Priority[], chosen: readonly string[]): string[] =>
  [...new Set(chosen)].filter(id => priorities.some(each => each.id === id)).slice(0, MOST_VOTES)
