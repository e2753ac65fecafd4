import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelled, measure } from '../../../bench/replies.ts'
import { RULES } from '../../../mail/inbound/reply-rules.ts'
import { readWrittenReply } from '../../../mail/inbound/written-reply.ts'

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
    ['👍', 'unclear'],
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
})

describe('the table of rules', () => {
  test('has an example for every rule, which the reader takes as the rule says', () => {
    const READ: Record<string, readonly string[]> = {
      accept: ['accepted'],
      'bare yes': ['accepted'],
      decline: ['declined'],
      'bare no': ['declined'],
      wish: ['accepted'],
      tentative: ['tentative'],
      delegate: ['delegated'],
      'opt-out': ['opt-out'],
      doubt: ['unclear'],
      nothing: ['unclear'],
    }
    const wrong = RULES.filter(({ mark, example }) => !READ[mark]?.includes(says(example)))
    expect(wrong.map(({ id, example }) => `${id}: ${example} ${says(example)}`)).toEqual([])
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  })

  test('never takes a yes or a no that is none, among all replies it was written with, and reads nine clear ones in ten', () => {
    const { figures } = measure(labelled('seen'))
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
    const began = performance.now()
    readWrittenReply(text)
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('is read without an error, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => void readWrittenReply(text)),
      { numRuns: 500 },
    )
  })
})
