/**
 * Who answers by mail: with a sentence that can mean one thing, with a question that only a person can settle, or by the
 * button of their calendar. Mail takes its time, may come twice, and is overtaken by what they do later.
 */
import { AT_ONCE } from '../../../functions/answer/follow-reply.ts'
import { LEFT_TO_THE_SWEEP } from '../../../functions/answer/reply-case.ts'
import { takeReply } from '../../../functions/answer/take-reply.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { type AnswerDeed, lastStage, type Person, type Taken } from '../ledger.ts'
import { insist } from '../scene.ts'
import { startOf } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE, SECOND } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'
import type { Envoy } from './stand-ins.ts'

const SENTENCES: Record<'accepted' | 'declined' | 'tentative', readonly string[]> = {
  accepted: ['Yes, I will come.', 'Count me in. See you there!', 'I accept.'],
  declined: ['Sorry, I cannot come.', 'I have to decline, unfortunately.'],
  tentative: ['Maybe, I am not sure yet.', 'Perhaps I can come.'],
}
const QUESTIONS = ['Where can I park?', 'Who else is coming?', 'Let us talk about this on the phone first.']
const PARTSTAT = { accepted: 'ACCEPTED', declined: 'DECLINED', tentative: 'TENTATIVE' } as const

/** Between two answers of one person lies more than any two clocks are apart. */
const APART = 6 * MINUTE

export function createReplies(stage: Stagecraft, envoy: Envoy): Play {
  const { scene, luck, invitees } = stage
  const { ledger, timeline } = scene
  let messages = 0

  /** The words travel to whom the letter says, while their writer goes on. */
  function post(person: Person, letter: Taken, at: number, type: string, body: string, then: (done: string) => void) {
    const to = /rsvp\+[a-z2-7]+@[a-z.-]+/.exec(letter.text)?.[0] ?? ''
    const from = letter.to[0] ?? ''
    const id = `mail-${++messages}`
    const bytes = [
      `From: ${person.name} <${from}>`,
      `To: <${to}>`,
      'Subject: Re: Join us',
      `Date: ${new Date(at).toUTCString()}`,
      `Message-ID: <${id}@company${person.company}.example>`,
      `Content-Type: ${type}`,
      '',
      body,
      '',
    ].join('\r\n')
    scene.mail.set(id, Buffer.from(bytes, 'latin1'))
    const task = (world: World) => {
      const arrived = { mail: id, from, to: [to], at: world.clock.now() }
      return scene.place === 'cloud' ? takeReply(world, arrived, LEFT_TO_THE_SWEEP) : takeReply(world, arrived, AT_ONCE)
    }
    const travels = luck.happens(0.7) ? luck.between(SECOND, 2 * MINUTE) : luck.between(MINUTE, 5 * HOUR)
    timeline.at(timeline.now() + travels, () => {
      const arrival = { invokedAt: 0 }
      insist(scene, `mail of ${person.name}`, arrival, task, taken => then(taken.join(' ')), 'mail')
      if (luck.happens(0.15))
        timeline.at(timeline.now() + luck.between(0, DAY_MILLIS), () =>
          scene.serve('mail', `mail of ${person.name} once more`, task, () => {}),
        )
    })
  }

  /** Whether anything speaks against taking a clear answer that comes in now. */
  function isOpen(person: Person): boolean {
    const stands = lastStage(ledger)
    return !person.removed && !stands.canceled && timeline.now() < startOf(stands.meeting) - 10 * MINUTE
  }

  /** Somebody writes when it is their turn, apart from whatever they did before and will do next. */
  function inTurn(person: Person, writes: (at: number) => void): void {
    invitees.turn(person, next => {
      timeline.at(timeline.now() + APART, () => {
        writes(timeline.now())
        timeline.at(timeline.now() + APART, next)
      })
    })
  }

  function answers(
    person: Person,
    letter: Taken,
    answer: AnswerDeed['answer'],
    bodyOf: (at: number) => string,
    entry?: Taken,
  ): void {
    inTurn(person, at => {
      const by = entry ? 'calendar' : 'mail'
      const deed: AnswerDeed = { invokedAt: at, answer, id: `${by}-${messages + 1}`, by }
      person.answers.push(deed)
      const moved = ledger.stages.filter(({ what }) => what === 'move').at(-1)
      const letters = ledger.byPerson.get(person.id) ?? []
      if (moved && !letters.some(each => each.at > (moved.ackedAt ?? at) && !each.wave.startsWith('thanks:')))
        deed.beforeNews = true
      const moving = ledger.stages.some(({ ackedAt }) => ackedAt === undefined)
      const stale = entry !== undefined && (moving || (entry.sequence ?? 0) < lastStage(ledger).sequence)
      // An answer to what does not stand any more may lose against one to what does, and a new address is nobody's yet.
      if (stale || (entry && person.emails.at(-1)?.email !== letter.to[0])) deed.unclear = true
      const type = entry ? 'text/calendar; charset=utf-8; method=REPLY' : 'text/plain; charset=utf-8'
      const open = isOpen(person)
      post(person, letter, at, type, bodyOf(at), done => {
        if (deed.unclear) return
        deed.ackedAt = timeline.now()
        const taken = done === (answer === 'delegated' ? 'needs you' : 'answered')
        // That somebody is sent, and that words come too late, are both for a person.
        if (taken && (answer !== 'delegated' || isOpen(person))) return
        if (open && isOpen(person)) ledger.broken.push(`a clear reply is taken for an answer (${person.name}: ${done})`)
        delete deed.ackedAt
        deed.unclear = true
      })
    })
  }

  function asks(person: Person, letter: Taken): void {
    inTurn(person, at => {
      const words = { invokedAt: at, text: luck.pick(QUESTIONS) }
      person.wrote.push(words)
      post(person, letter, at, 'text/plain; charset=utf-8', words.text, () => {
        Object.assign(words, { ackedAt: timeline.now() })
      })
    })
  }

  /** The newest entry that reached them. */
  const entryOf = (person: Person): Taken | undefined =>
    (ledger.byPerson.get(person.id) ?? []).filter(({ method, bounced }) => method === 'REQUEST' && !bounced).at(-1)

  return {
    read(letter) {
      const person = ledger.people.get(letter.invitation ?? '')
      if (!person || person.dead || /^(withdrawn|cancellation|after|summary|pulse)/.test(letter.wave)) return false
      if (!luck.happens(letter.wave.startsWith('thanks:') ? 0.06 : 0.35)) return false
      const asking = luck.happens(0.25)
      // A question may come up much later than an answer.
      const long = asking ? 20 * DAY_MILLIS : 3 * DAY_MILLIS
      const after = luck.happens(0.5) ? luck.between(SECOND, 10 * MINUTE) : luck.between(MINUTE, long)
      timeline.at(timeline.now() + after, () => {
        if (asking) return asks(person, letter)
        const answer = luck.pick(['accepted', 'accepted', 'tentative', 'declined'] as const)
        const entry = entryOf(person)
        if (entry && luck.happens(0.4))
          return answers(person, letter, answer, at => replyOf(entry, letter.to[0] ?? '', answer, at), entry)
        if (!person.standsFor && luck.happens(0.1)) {
          const { name, email } = envoy(person, true)
          return answers(person, letter, 'delegated', () => `I cannot come. ${name} <${email}> will come in my place.`)
        }
        const sentence = luck.pick(SENTENCES[answer])
        answers(person, letter, answer, () => sentence)
        // Some think again before their mail has come in.
        if (luck.happens(0.2)) invitees.say(person, luck.pick(['accepted', 'declined'] as const))
      })
      return true
    },
    reckon(fail) {
      for (const person of ledger.people.values())
        for (const { text, ackedAt } of person.wrote) {
          const found = scene.storage.get(`campaign#${scene.campaign}`, `invitation#${person.id}`)?.value
          const { matters = [] } = (found ?? {}) as { matters?: { text: string }[] }
          if (ackedAt !== undefined && !matters.some(each => each.text.includes(text)))
            fail('what was written is before the convener', `"${text}" of ${person.name}`)
        }
    },
  }
}

const stampOf = (at: number): string => `${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`

/** What a calendar sends when somebody presses its button, as RFC 5546 has it. */
const replyOf = ({ text, sequence }: Taken, from: string, answer: keyof typeof PARTSTAT, at: number): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Example//Calendar//EN',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `UID:${/^UID:(.*?)\r?$/m.exec(text)?.[1]}`,
    `SEQUENCE:${sequence ?? 0}`,
    `DTSTAMP:${stampOf(at)}`,
    `ATTENDEE;PARTSTAT=${PARTSTAT[answer]}:mailto:${from}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
