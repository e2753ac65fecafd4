/** Who on a board needs a person, and why: what they wrote, or what became of a letter to them. */
import { type Person, personOf } from '../../domain/answer/board.ts'
import { counting, listing } from '../../domain/answer/folds.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import { inOrder } from '../../domain/answer/sorted.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { isThanks } from '../../domain/keep/wave-id.ts'
import type { BoardView, Need } from '../../pages/answer/board.tsx'
import { bounceWords, unsentWords } from '../../pages/web/bounce-words.ts'
import { matterSummary } from '../../pages/web/matter-words.ts'
import { UNSENT, unsentOf } from '../list/send-again.ts'

const { compare: byName } = new Intl.Collator('en')

/** How many have not got their letter for which reason, where sending it again may help. */
export const unsentIn = (people: readonly Listed[]): BoardView['unsent'] =>
  UNSENT.flatMap(why => {
    const many = unsent(people).get(why)
    return many === undefined ? [] : [{ why, words: unsentWords(why), people: many }]
  })

export const unsent = counting((each: Listed, count) => {
  const why = each.host ? undefined : unsentOf(each)?.why
  if (why) count(why)
})

/** Whom the top of a board names, by name. */
export const needsOf = (campaign: Campaign, people: readonly Listed[]): readonly Need[] =>
  withoutOrder(needing(people, campaign.meeting?.sequence ?? 0))

interface Needing extends Need {
  /** Who is on the list comes before who is off it. */
  off: 0 | 1
}

/** What somebody wrote who is off the list since waits for a person like all else. */
export const needing = listing(
  (each: Listed, sequence: number): readonly Needing[] => {
    const { id, invitee, removedAt, forgottenAt, host } = each
    if (removedAt === undefined ? host : forgottenAt !== undefined) return []
    const person = personOf(each, sequence)
    if (removedAt !== undefined && person.needsYou === undefined) return []
    const why = whyNeeded(person)
    if (why === undefined) return []
    return [{ id, name: invitee.name, company: invitee.company, why, off: removedAt === undefined ? 0 : 1 }]
  },
  (a, b) => byName(a.name, b.name) || a.off - b.off || inOrder(a.id, b.id),
)

const withoutOrder = remembering((needing: readonly Needing[]): readonly Need[] =>
  needing.map(({ off, ...need }) => need),
)

/** Why somebody needs a person; undefined: they do not. */
export const whyNeeded = ({ invitation, needsYou }: Person): string | undefined =>
  needsYou ? matterSummary(needsYou) : troubleOf(invitation)

/** A letter that a person has to decide about. One that came back to somebody who has answered troubles nobody. */
export function troubleOf({ sends, answers, suppressed }: Listed): string | undefined {
  const letters = Object.entries(sends)
    .filter(([wave]) => !isThanks(wave))
    .map(([, send]) => send)
  const statuses = letters.map(({ status }) => status)
  if (statuses.includes('in doubt')) return 'We can’t tell whether an email arrived. Send it again, or leave it?'
  if (answers.length > 0 || suppressed?.reason === 'opted out') return undefined
  const returned = letters.find(({ status }) => status === 'bounced')
  if (returned) return `An email bounced. ${bounceWords(returned.bounce)}`
  if (statuses.includes('failed')) return 'A letter could not be sent.'
  return undefined
}
