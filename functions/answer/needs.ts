/** Who on a board needs a person, and why: what they wrote, or what became of a letter to them. */
import type { Person } from '../../domain/answer/board.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { isThanks } from '../../domain/keep/wave-id.ts'
import type { BoardView, Need } from '../../pages/answer/board.tsx'
import { bounceWords, unsentWords } from '../../pages/web/bounce-words.ts'
import { matterSummary } from '../../pages/web/matter-words.ts'
import { UNSENT, type Unsent, unsentOf } from '../list/send-again.ts'

const { compare: byName } = new Intl.Collator('en')

/** How many have not got their letter for which reason, where sending it again may help. */
export const unsentIn = remembering((people: readonly Person[]): BoardView['unsent'] => {
  const counts = new Map<Unsent, number>()
  for (const { invitation } of people) {
    const why = unsentOf(invitation)?.why
    if (why) counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  return UNSENT.flatMap(why =>
    counts.has(why) ? [{ why, words: unsentWords(why), people: counts.get(why) ?? 0 }] : [],
  )
})

/** Whom the top of a board names, by name. */
export const needsOf = remembering((people: readonly Person[]): readonly Need[] =>
  people
    .flatMap(person => {
      const why = whyNeeded(person)
      const { id, invitee } = person.invitation
      return why === undefined ? [] : [{ id, name: invitee.name, company: invitee.company, why }]
    })
    .sort((a, b) => byName(a.name, b.name)),
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
