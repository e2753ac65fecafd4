import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labeled } from '../../../bench/labeled-replies.ts'
import { measure } from '../../../bench/replies.ts'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'
import type { ClauseKind } from '../../../mail/inbound/reply/rule.ts'
import { RULES } from '../../../mail/inbound/reply/rules/all.ts'
import { slowness, worked } from '../../slowness.ts'

const says = (text: string) => readWrittenReply(text).says

describe('a written reply', () => {
  test.each([
    ['No problem, I’ll be there.', 'accepted'],
    ['Yes I got it, but I can’t.', 'declined'],
    ['If Maria goes, I go.', 'unclear'],
    ['I can’t say no', 'unclear'],
    ['I can’t say no. I’ll be there!', 'accepted'],
    ['Will you attend as well?', 'question'],
    ['I wouldn’t miss it', 'accepted'],
    ['Count me out', 'declined'],
    ['Yes, but can we move it to Tuesday?', 'unclear'],
    ['I’d love to but I have a board meeting and can’t make it', 'declined'],
    ['I’ll be there in spirit', 'unclear'],
    ['I can come on the 30th but not the 31st', 'unclear'],
    ['I will attend the next one', 'unclear'],
    ['Absolutely not', 'unclear'],
    ['Bob is a yes and I am a no.', 'unclear'],
    ['Please unsubscribe me', 'opt-out'],
    ['No me escriban más', 'opt-out'],
    ['Lamentablemente no podré asistir', 'declined'],
    ['Con gusto asistiré', 'accepted'],
    ['Si Carlos va, yo voy', 'unclear'],
    ['', 'unclear'],
    // A thumb may be for the letter.
    ['👍', 'unclear'],
    ['Yes 👍', 'accepted'],
    ['Got it 👍', 'unclear'],
    ['I wish I could attend', 'unclear'],
    ['I wish I could attend, but I’ll be in Florida', 'declined'],
    ['I’ll be in Florida', 'unclear'],
    ['I’ll be there. Pending board approval.', 'unclear'],
    ['I have a conflict that morning', 'declined'],
    ['I have a conflict but I’m working to clear it', 'unclear'],
    ['I can’t come', 'declined'],
    ['I can’t come alone', 'unclear'],
    ['I can’t make it because of a board meeting', 'declined'],
    ['No, it’s no trouble at all', 'unclear'],
    ['Please do not unsubscribe me', 'unclear'],
    ['I can’t, but our COO Priya Nair can.', 'delegated'],
    ['Asistiré', 'accepted'],
    ['Asistiré a la próxima', 'unclear'],
    ['No puedo', 'declined'],
    ['No puedo faltar', 'accepted'],
    ['No puedo decir que no', 'unclear'],
    ['Lamentablemente tengo otro compromiso', 'declined'],
    ['Tengo otro compromiso que estoy tratando de mover', 'unclear'],
    // A letter may be wrapped at any column, and say something in brackets.
    ['I will not be able to attend the\nmeeting that morning', 'declined'],
    ['I will be there (if my flight lands)', 'unclear'],
    ['Yes\n\nMark Delaney\nCEO, Delaney Tool', 'accepted'],
    ['I will be there\n\nThanks,\nMark\n\nP.S. Only if Maria comes', 'unclear'],
  ])('“%s” is %s', (text, expected) => expect(says(text)).toBe(expected))

  test('is read without what it quotes, its signature and the footer of a phone', () => {
    const quoted =
      'Yes, I will attend.\n\nBest,\nMark\nCEO, Delaney Tool\n\nOn Mon, Mar 1, 2027 at 9:00 AM Ann Lee <ann@lee.example> wrote:\n> Unfortunately you cannot come?\n> No.'
    expect(readWrittenReply(quoted)).toMatchObject({ says: 'accepted', text: 'Yes, I will attend.' })
    expect(says('No, sorry.\n\nSent from my iPhone')).toBe('declined')
    expect(says('No podré asistir.\n\nEl lun, 1 mar 2027 a las 9:00, Ann Lee escribió:\n> ¿Vendrá? Sí o no')).toBe(
      'declined',
    )
    expect(says('Count me in\n\nFrom: Ann Lee\nSent: Monday\nTo: Mark\nSubject: Can you attend?\n\nNo')).toBe(
      'accepted',
    )
  })

  test('names who comes instead, with title and address where they stand there', () => {
    expect(
      readWrittenReply("I can't make it but my COO Dana Reyes (dana@x.example) will attend in my place."),
    ).toMatchObject({
      says: 'delegated',
      delegate: { name: 'Dana Reyes', title: 'COO', email: 'dana@x.example' },
    })
    expect(readWrittenReply('Someone from my office will come instead.').delegate).toEqual({
      name: '',
      title: '',
      email: '',
    })
  })

  test('of an assistant says of whom it speaks', () => {
    expect(readWrittenReply('Mr. Ortiz will attend.')).toMatchObject({ says: 'accepted', about: 'Mr Ortiz' })
    expect(readWrittenReply('Ms. Hale regrets that she cannot attend.')).toMatchObject({
      says: 'declined',
      about: 'Ms Hale',
    })
    expect(readWrittenReply('I will attend.')).not.toHaveProperty('about')
  })

  test('of “him” counts where nobody else is named, and not where it may be somebody else', () => {
    expect(says('He can’t make it, sorry')).toBe('declined')
    expect(says('Thank you. She will attend.')).toBe('accepted')
    expect(readWrittenReply('Confirming for Susan Abbott. She will attend.')).toMatchObject({
      says: 'accepted',
      about: 'Susan Abbott',
    })
    expect(says('Our plant manager knows the sector well. He will be there.')).toBe('unclear')
    expect(says('Dana Reyes will attend. Bob will attend.')).toBe('unclear')
    expect(says('Dana Reyes will be there. I will be there.')).toBe('unclear')
  })
})

describe('the table of rules', () => {
  test('has an example for every rule, which the reader takes as the rule says', () => {
    const READ: Record<ClauseKind, readonly string[]> = {
      accept: ['accepted'],
      'bare yes': ['accepted'],
      wish: ['accepted'],
      nod: ['accepted'],
      decline: ['declined'],
      'bare no': ['declined'],
      reason: ['declined'],
      excuse: ['declined'],
      regret: ['declined'],
      sorrow: ['unclear'],
      tentative: ['tentative'],
      undecided: ['unclear'],
      delegate: ['delegated'],
      somebody: ['delegated'],
      'opt-out': ['opt-out'],
      'no that is none': ['unclear'],
      receipt: ['unclear'],
      doubt: ['unclear'],
      nothing: ['unclear'],
    }
    const wrong = RULES.filter(({ mark, example }) => !READ[mark].includes(says(example)))
    expect(wrong.map(({ id, example }) => `${id}: ${example} ${says(example)}`)).toEqual([])
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  })

  test('never takes a yes or a no that is none, among all replies it was written with, and reads nine clear ones in ten', () => {
    const { figures } = measure(labeled('seen'))
    expect(figures).toMatchObject({ precision_accepted: 1, precision_declined: 1 })
    expect(figures.read_of_clear).toBeGreaterThan(0.9)
  })
})

describe('a hostile text', () => {
  test.each([
    ['spaces', ' '.repeat(65_536)],
    ['quotes', '>'.repeat(65_536)],
    ['quoted lines', '> no\n'.repeat(20_000)],
    ['noes', 'no '.repeat(30_000)],
    ['commas', ','.repeat(65_536)],
    ['names', 'Ann Lee '.repeat(10_000)],
    ['a megabyte', 'I will attend '.repeat(80_000)],
    ['line breaks', '\n \n'.repeat(40_000)],
    ['addresses', 'a@b.c'.repeat(20_000)],
  ])('of %s takes no more than a moment', (_, text) => {
    const began = worked()
    readWrittenReply(text)
    expect(worked() - began).toBeLessThan(1000 * slowness())
  })

  test('is read without an error, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => void readWrittenReply(text)),
      { numRuns: 500 },
    )
  })
})
