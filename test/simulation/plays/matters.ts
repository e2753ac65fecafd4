/** What only a person can settle: the convener reads it, says their word, and what follows from it follows once. */
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Matter } from '../../../domain/keep/matter.ts'
import { settleMatter, type Word } from '../../../functions/answer/settle-matter.ts'
import { shortId } from '../../../mail/token.ts'
import { CONVENER, somebodyOf } from '../convener.ts'
import type { AnswerDeed, Deed, Person } from '../ledger.ts'
import { insist } from '../scene.ts'
import type { Play, Stagecraft } from './play.ts'

export function createMatters({ scene, luck, invitees, convener }: Stagecraft): Play {
  const { ledger, storage, campaign, timeline } = scene
  /** Some look at once, others leave things lying. */
  const diligence = luck.pick([0.1, 0.6])
  const invitationOf = (person: Person) =>
    storage.get(`campaign#${campaign}`, `invitation#${person.id}`)?.value as Invitation | undefined
  const isOpen = (person: Person, matter: Matter) =>
    invitationOf(person)?.matters.some(({ id, settled }) => id === matter.id && !settled) === true

  const isSuperseded = (person: Person, matter: Matter) =>
    invitationOf(person)?.matters.find(({ id }) => id === matter.id)?.settled?.how !== 'approve'

  function settle(person: Person, matter: Matter, word: Word, deed: Deed, done: (settled: boolean) => void): void {
    insist(
      scene,
      `convener says "${word}" to ${matter.kind} of ${person.name}`,
      deed,
      world => settleMatter(world, campaignIdFrom(campaign), invitationIdFrom(person.id), matter.id, word, CONVENER),
      settling => done(settling === 'settled'),
    )
  }

  const wordsOf = (person: Person, { id, text }: Matter) =>
    person.wrote.find(each => each.settled === undefined && id !== '' && text.includes(each.text))

  function dismiss(person: Person, matter: Matter): void {
    convener.turn(next => {
      if (!isOpen(person, matter)) return next()
      const words = wordsOf(person, matter)
      const deed: Deed = { invokedAt: timeline.now() }
      if (words) words.settled = deed
      settle(person, matter, 'dismiss', deed, () => next())
    })
  }

  /** Whom they send gets a letter of their own, and is one seat with them. */
  function approve(person: Person, matter: Matter): void {
    convener.turn(next => {
      const { name, email } = matter.person ?? { name: '', email: '' }
      if (!isOpen(person, matter) || email === '') return next()
      const deed: Person['added'] = { invokedAt: timeline.now(), heldBack: false }
      const id = shortId(`${campaign}:${email}`)
      const isThem = ({ removed, emails }: Person) => !removed && emails.at(-1)?.email === email
      const known = ledger.people.get(id) ?? [...ledger.people.values()].find(isThem)
      // Who was taken off in between would be put back.
      if (known?.removed) return dismissNow()
      if (!known) {
        const standIn = somebodyOf(campaign, name, person.company, email)
        ledger.people.set(id, { ...standIn, added: deed, standsFor: person.id })
      }
      settle(person, matter, 'approve', deed, () => {
        // Between two tries they said something else, and nobody was added for them.
        if (!known && isSuperseded(person, matter) && !storage.get(`campaign#${campaign}`, `invitation#${id}`))
          ledger.people.delete(id)
        next()
      })

      function dismissNow(): void {
        settle(person, matter, 'dismiss', { invokedAt: timeline.now() }, () => next())
      }
    })
  }

  /** The convener takes words for an answer: it counts from then on, unless they say another. */
  function take(person: Person, matter: Matter, answer: AnswerDeed['answer']): void {
    invitees.turn(person, done =>
      convener.turn(next => {
        const over = () => {
          next()
          done()
        }
        if (!isOpen(person, matter)) return over()
        const words = wordsOf(person, matter)
        const deed: AnswerDeed = { invokedAt: timeline.now(), answer, id: `matter-${matter.id}`, by: 'convener' }
        if (words) words.settled = deed
        person.answers.push(deed)
        settle(person, matter, answer as Word, deed, settled => {
          if (!settled) {
            delete deed.ackedAt
            deed.unclear = true
          }
          over()
        })
      }),
    )
  }

  return {
    visit() {
      for (const person of ledger.people.values()) {
        const matters = invitationOf(person)?.matters ?? []
        for (const matter of matters) {
          if (matter.settled || !luck.happens(diligence)) continue
          if (matter.kind === 'delegate' && matter.person?.email && !person.removed && luck.happens(0.85))
            approve(person, matter)
          else if (['question', 'unclear'].includes(matter.kind) && !person.removed && luck.happens(0.4))
            take(person, matter, luck.pick(['accepted', 'declined', 'tentative'] as const))
          else {
            dismiss(person, matter)
            const standIn = [...ledger.people.values()].find(({ standsFor }) => standsFor === person.id)
            if (matter.kind === 'comes after all' && standIn && luck.happens(0.5)) convener.remove(standIn)
          }
        }
      }
    },
  }
}
