/** What names somebody in a text of others goes; the rest of it stays. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { personal } from '../../../domain/keep/shape.ts'
import { forgottenOf, heldAbout, namer, withoutThem } from '../../../domain/list/forget.ts'

const jane = {
  name: 'Jane Ortíz, Ed.D.',
  title: 'CEO',
  company: 'Acme',
  email: 'Jane@Acme.example',
  phone: '303 555 0142',
  publicPartner: false,
}
const { out, isIn } = namer(forgottenOf('x', jane, true))

describe('a text', () => {
  test.each([
    ['Jane Ortíz will host.', 'Somebody will host.'],
    ['Ask JANE ORTÍZ or Ms. Ortíz.', 'Ask Somebody or Somebody.'],
    ['Ortíz, Jane: yes', 'Somebody: yes'],
    ['Jane\nOrtíz called.', 'Somebody called.'],
    ['Write to jane@acme.example.', 'Write to (taken out).'],
    ['Call 303 555 0142.', 'Call (taken out).'],
    ['İstanbul: Jane Ortíz, twice: Jane Ortíz', 'İstanbul: Somebody, twice: Somebody'],
  ])('loses the person: %s', (text, left) => {
    expect(isIn(text)).toBe(true)
    expect(out(text)).toBe(left)
  })

  test.each(['Janet Ortízon is another.', 'notjane@acme.example', 'Jane said so.', ''])(
    'keeps what is somebody else’s: %s',
    text => {
      expect(isIn(text)).toBe(false)
      expect(out(text)).toBe(text)
    },
  )

  test('is searched for the address alone where others have the name', () => {
    expect(namer(forgottenOf('x', jane, false)).out('Jane Ortíz, jane@acme.example')).toBe('Jane Ortíz, (taken out)')
  })
})

describe('somebody', () => {
  const of = (over: Partial<typeof jane>) => forgottenOf('x', { ...jane, ...over }, true)

  test('is known by address in canonical form, and by a phone number that is one', () => {
    expect(of({})).toMatchObject({ id: 'x', addresses: ['jane@acme.example'], phones: ['303 555 0142'] })
    expect(of({ phone: '555-0142' }).phones).toEqual(['555-0142'])
    expect(of({ phone: 'ext. 12345' }).phones).toEqual([])
  })

  test('is known by name in every usual form', () => {
    const { names } = of({ name: 'Ortíz, Dr. Jane Ann, PhD' })
    for (const name of ['Ortíz, Dr. Jane Ann, PhD', 'Dr. Jane Ann Ortíz', 'Mr Ortíz', 'Dr. Ortíz', 'Ortíz, Dr.'])
      expect(names).toContain(name)
    expect(new Set(names).size).toBe(names.length)
    expect(of({ name: 'Jane Ortíz' }).names).toContain('Ortíz, Jane')
  })

  test('by one word, or none, is not searched for by name', () => {
    for (const name of ['Jane', '', 'Jane, PhD']) expect(of({ name }).names).toEqual([])
  })
})

describe('a text with several names', () => {
  test.each([
    ['Jane Ortíz Jane Ortíz', 'Somebody Somebody'],
    ['xJane Ortíz Jane Ortíz', 'xJane Ortíz Somebody'],
    ['Jane OrtízJane Ortíz', 'Jane OrtízJane Ortíz'],
    ['(Jane Ortíz)', '(Somebody)'],
    ['Jane (Ortíz)', 'Jane (Ortíz)'],
    ['Call (303) 555-0100 or 303 555 0142', 'Call (303) 555-0100 or (taken out)'],
    ['2Jane Ortíz', '2Jane Ortíz'],
    ['Jane\r\nOrtíz, Jane', 'Somebody, Jane'],
    ['Jane Ortíz, Ed.D., will host', 'Somebody, will host'],
  ])('%j is %j', (text, left) => expect(out(text)).toBe(left))

  test('is searched for a name letter for letter, whatever marks it holds', () => {
    const marked = namer({ id: 'x', addresses: [], names: ['J. (Jo) Roe+'], phones: ['(303) 555.0142'] })
    expect(marked.out('J. (Jo) Roe+ at (303) 555.0142')).toBe('Somebody at (taken out)')
    expect(marked.out('Jx (Jo) Roee at (303) 55500142')).toBe('Jx (Jo) Roee at (303) 55500142')
  })

  test('is not searched for a name of blanks', () => {
    const blank = namer({ id: 'x', addresses: [], names: [' ', ''], phones: [] })
    expect(blank.out('a  b')).toBe('a  b')
    expect(blank.isIn('a  b')).toBe(false)
  })
})

const person = z.object({
  name: personal.name(),
  email: personal.address(),
  company: personal.work(),
  title: personal.work(),
  phone: personal.phone(),
  note: personal.words(),
})
const shape = z.object({
  id: z.string(),
  by: personal.name(),
  person: personal.name(),
  words: personal.words(),
  people: z.array(person),
})
const hers = {
  name: 'Jane O.',
  email: 'JANE@acme.example',
  company: 'Jane Ortíz Tool',
  title: 'CEO',
  phone: '1',
  note: '',
}
const his = { ...hers, name: 'Bob Lee', email: 'bob@lee.example', note: 'Ask Jane Ortíz.' }
const document = {
  id: 'Jane Ortíz',
  by: 'Jane Ortíz',
  person: 'Bob',
  words: 'Jane Ortíz came',
  people: [hers, his],
  x: 'Jane Ortíz',
}

describe('a document', () => {
  const who = forgottenOf('x', jane, true)

  test('loses what is theirs, keeps their company, and of others’ texts loses their name alone', () => {
    expect(withoutThem(shape, document, who)).toEqual({
      id: 'Jane Ortíz',
      by: 'Somebody',
      person: 'Bob',
      words: 'Somebody came',
      people: [
        {
          name: 'Somebody',
          email: 'x@no-address.invalid',
          company: 'Somebody Tool',
          title: '',
          phone: '',
          note: '',
        },
        { ...his, company: 'Somebody Tool', note: 'Ask Somebody.' },
      ],
      x: 'Somebody',
    })
  })

  test('that is about them from end to end loses every text, but not who did something', () => {
    const own = withoutThem(shape, { ...document, people: [his] }, who, true)
    expect(own).toEqual({
      id: 'Jane Ortíz',
      by: 'Somebody',
      person: 'Bob',
      words: '',
      people: [
        { name: 'Somebody', email: 'x@no-address.invalid', company: 'Somebody Tool', title: '', phone: '', note: '' },
      ],
      x: 'Somebody',
    })
  })

  test('without a word of theirs stays as it is', () => {
    const other = { ...document, id: 'a', by: 'Bo', words: 'Hello', people: [], x: '' }
    expect(withoutThem(shape, other, who)).toEqual(other)
    expect(heldAbout(shape, other, who)).toEqual([])
  })

  test('tells each text about them, and where it stands', () => {
    expect(heldAbout(shape, document, who).map(({ path, text }) => `${path}: ${text}`)).toEqual([
      'by: Jane Ortíz',
      'words: Jane Ortíz came',
      'people.0.name: Jane O.',
      'people.0.email: JANE@acme.example',
      'people.0.company: Jane Ortíz Tool',
      'people.0.title: CEO',
      'people.0.phone: 1',
      'people.1.company: Jane Ortíz Tool',
      'people.1.note: Ask Jane Ortíz.',
      'x: Jane Ortíz',
    ])
    expect(heldAbout(shape, { words: 'Hello', id: 'a' }, who, true)).toEqual([{ path: 'words', text: 'Hello' }])
  })
})
