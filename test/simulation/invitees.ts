/** The people who are invited: they answer, change their minds, opt out, and do so while waves are leaving. */

import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Delegate } from '../../domain/keep/invitation.ts'
import type { Given } from '../../functions/answer/record-answer.ts'
import { takeAnswer } from '../../functions/answer/take-answer.ts'
import { optOut } from '../../functions/list/opt-out.ts'
import type { AnswerDeed, Person, Taken } from './ledger.ts'
import { createTurns, insist, type Scene } from './scene.ts'
import { DAY_MILLIS, MINUTE, SECOND } from './weather.ts'

export interface Invitees {
  /** A letter reached somebody. */
  read(letter: Taken): void
  /** Does something at an instant, if they have had a letter by then. */
  stir(person: Person, at: number): void
  /** Presses the button of an answer; whoever sends somebody names them. */
  say(person: Person, answer: AnswerDeed['answer'], delegate?: Delegate): void
  /** Does something in their turn. */
  turn(person: Person, task: (next: () => void) => void): void
}

export function createInvitees(scene: Scene): Invitees {
  const { luck, timeline, ledger, campaign } = scene
  const turns = new Map<string, ReturnType<typeof createTurns>>()
  let forms = 0

  const turnsOf = ({ id }: Person) => {
    let own = turns.get(id)
    if (!own) {
      own = createTurns()
      turns.set(id, own)
    }
    return own
  }

  function say(person: Person, answer: AnswerDeed['answer'], delegate?: Delegate): void {
    turnsOf(person).push(next => {
      const deed: AnswerDeed = { invokedAt: timeline.now(), answer, id: `form-${++forms}` }
      person.answers.push(deed)
      const given: Given = {
        campaign: campaignIdFrom(campaign),
        invitation: invitationIdFrom(person.id),
        answer,
        ...(delegate ? { delegate } : {}),
        channel: 'link',
        note: '',
        needs: '',
        id: deed.id,
      }
      const name = `${person.name} answers ${answer}`
      insist(
        scene,
        name,
        deed,
        world => takeAnswer(world, given),
        taking => {
          if (taking !== 'taken') {
            delete deed.ackedAt
            deed.unclear = true
          }
          next()
        },
      )
      // Impatient people press the button twice.
      if (luck.happens(0.1))
        timeline.at(timeline.now() + luck.between(0, 2 * SECOND), () =>
          scene.serve(
            'web',
            `${name} again`,
            world => takeAnswer(world, given),
            () => {},
          ),
        )
    })
  }

  function leave(person: Person): void {
    if (person.optedOut) return
    turnsOf(person).push(next => {
      if (person.optedOut) return next()
      const deed = { invokedAt: timeline.now() }
      person.optedOut = deed
      insist(
        scene,
        `${person.name} opts out`,
        deed,
        world => optOut(world, campaignIdFrom(campaign), invitationIdFrom(person.id)),
        next,
      )
    })
  }

  const answerOf = (): AnswerDeed['answer'] => luck.pick(['accepted', 'accepted', 'tentative', 'declined'] as const)
  const holdsLink = (person: Person): boolean => ledger.byPerson.has(person.id) && !person.dead

  return {
    say,
    turn: (person, task) => turnsOf(person).push(task),
    read({ invitation, wave }) {
      const person = ledger.people.get(invitation ?? '')
      if (!person || person.dead || wave === 'withdrawn' || wave === 'cancellation') return
      const likely = wave.startsWith('thanks:') ? 0.03 : wave.startsWith('update') ? 0.4 : 0.3
      const after = luck.happens(0.3) ? luck.between(SECOND, 10 * MINUTE) : luck.between(MINUTE, 4 * DAY_MILLIS)
      if (luck.happens(likely)) timeline.at(timeline.now() + after, () => say(person, answerOf()))
      else if (luck.happens(0.03)) timeline.at(timeline.now() + after, () => leave(person))
    },
    stir(person, at) {
      timeline.at(at, () => {
        if (!holdsLink(person) || person.removed) return
        if (luck.happens(0.75)) say(person, answerOf())
        else leave(person)
      })
    },
  }
}
