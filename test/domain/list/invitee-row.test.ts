/** One row of a list: what is read of it, what keeps it from being taken in, and what a convener is told. */
import { describe, expect, it } from 'vitest'
import type { Row } from '../../../domain/list/fields.ts'
import { judge, saysPublic } from '../../../domain/list/invitee-row.ts'

const jane: Row = { name: 'Jane Ortiz', title: 'CEO', company: 'Ortiz Tool', email: 'jane@ortiz.example' }
const judged = (over: Row) => judge({ ...jane, ...over })
const flags = (over: Row) => judged(over).flags.map(({ kind, message }) => `${kind}: ${message}`)
const problems = (over: Row) => judged(over).problems.map(({ field, message }) => `${field}: ${message}`)

/** A row whose name stands in other columns. */
const without = ({ name: _, ...row }: Row, over: Row): Row => ({ ...row, ...over })

describe('the name', () => {
  it.each<[why: string, Row, name: string, greeting: string]>([
    ['is first and last', { firstName: 'Jane', lastName: 'Roe' }, 'Jane Roe', 'Jane'],
    ['has a middle name', { firstName: 'Jane Ann', lastName: 'Roe' }, 'Jane Ann Roe', 'Jane'],
    ['stands whole in the first column', { firstName: 'Jane Róe', lastName: 'ROE' }, 'Jane Róe', 'Jane'],
    ['stands whole there with an initial', { firstName: 'Jane A. Roe', lastName: 'Roe' }, 'Jane A. Roe', 'Jane'],
    ['is doubled by chance', { firstName: 'Roe', lastName: 'Roe' }, 'Roe Roe', 'Roe'],
    ['is a first name alone', { firstName: 'Jane' }, 'Jane', 'Jane'],
    ['is a family name alone', { lastName: 'Roe' }, 'Roe', ''],
    ['is a family name beside a blank word', { firstName: 'N/A', lastName: 'Roe' }, 'Roe', ''],
    ['is a family name beside two', { name: 'TBD', firstName: 'N/A', lastName: 'Roe' }, 'Roe', ''],
    ['is completed by a family name', { name: 'Jane', lastName: 'Roe' }, 'Jane Roe', 'Jane'],
    ['holds its family name', { name: 'Jane Roe', lastName: 'ROE' }, 'Jane Roe', 'Jane'],
    ['is the whole one before a first one', { name: 'Jane Roe', firstName: 'J' }, 'Jane Roe', 'Jane'],
    ['has a title in another column', { name: 'Roe', prefix: 'Dr.' }, 'Dr. Roe', 'Dr. Roe'],
    ['has the title twice', { name: 'Dr. Roe', prefix: 'Dr.' }, 'Dr. Roe', 'Dr. Roe'],
    ['has its own title', { name: 'Mr. Roe', prefix: 'Dr.' }, 'Mr. Roe', 'Mr. Roe'],
    ['has something else as title', { name: 'Roe', prefix: 'Boss' }, 'Roe', 'Roe'],
    ['has a title before first and last', { firstName: 'Ann', lastName: 'Lee', prefix: 'Dr.' }, 'Dr. Ann Lee', 'Ann'],
    ['has a title and completes', { name: 'Ann', lastName: 'Lee', prefix: 'Dr.' }, 'Dr. Ann Lee', 'Ann'],
    ['stands beside the address', { email: 'Jane Roe <j@x.example>' }, 'Jane Roe', 'Jane'],
    ['is told by the address', { email: 'jane.roe@x.example' }, 'Jane Roe', 'Jane'],
    ['is not told by that of an office', { email: 'info.desk@x.example' }, '', ''],
    ['is said to be none', { name: 'N/A', email: 'jane.roe@x.example' }, '', ''],
  ])('%s: %j is %j, greeted %j', (_, row, name, greeting) => {
    const { read, greeting: greeted } = judge(without(jane, row))
    expect([read.name, greeted]).toEqual([name, greeting])
  })

  it('that was guessed is told', () => {
    expect(judge(without(jane, { email: 'jane.roe@x.example' })).flags).toEqual([
      { kind: 'guessed name', message: 'The name Jane Roe is taken from the address.' },
    ])
  })

  it('is cut between two letters, and not in the middle of one', () => {
    const { name } = judged({ name: `Jane ${'𐐀'.repeat(200)}` }).read
    expect([name.isWellFormed(), Array.from(name).length]).toEqual([true, 120])
  })

  it('is no longer than a hundred and twenty characters', () => {
    const long = judged({ name: `Jane ${'Roe'.repeat(50)}` })
    expect([long.read.name.length, long.flags[0]?.message]).toEqual([120, 'The name was cut after 120 characters.'])
    expect(flags({ name: `Jane ${'Roe'.repeat(38)}R` })).toEqual([])
  })
})

describe('what a convener is told of a name', () => {
  it.each([
    ['N/A', 'There is no name.'],
    ['Front Desk', '“Front Desk” is not a person’s name.'],
    ['jane@x.example', 'The name is an address.'],
    ['Acme Inc.', '“Acme Inc.” looks like a company.'],
    ['Bob and Ann Lee', 'Two people? Greeted as “Bob and Ann”.'],
    ['Bob and Dr. Lee', 'Two people in one row?'],
    ['Jane', 'Is “Jane” the first name?'],
    ['Mr. Lee', 'No first name: greeted as “Mr. Lee”.'],
    ['de la Cruz', 'There is no first name.'],
    ['J. Hale', 'Only an initial: greeted as “J. Hale”.'],
    ['Jane Roe | x', 'Only “Jane Roe” is used as the name.'],
  ])('%j: %s', (name, message) => expect(judged({ name }).flags).toEqual([{ kind: 'name', message }]))
})

describe('a row cannot be taken in', () => {
  it.each<[why: string, Row, field: string, message: string]>([
    ['without an address', { email: '' }, 'email', 'There is no email address.'],
    ['with a word for none', { email: 'n/a' }, 'email', 'There is no email address.'],
    ['with what is none', { email: 'jane at x' }, 'email', '"jane at x" is not an email address.'],
    ['with none, and no other', { email: '-', otherEmail: 'x' }, 'email', 'There is no email address.'],
    ['without a name', { name: '' }, 'name', 'There is no name; emails greet people by it.'],
    ['with an address as name', { name: 'a@x.example' }, 'name', 'The name is an address; please write a name.'],
    [
      'with a desk',
      { name: 'Front Desk' },
      'greeting',
      'Emails cannot greet “Front Desk”. Type a name, or a greeting.',
    ],
  ])('%s', (_, over, field, message) => {
    expect(judged(over)).toMatchObject({ problems: [{ field, message }] })
    expect(judged(over).invitee).toBeUndefined()
    expect(judged({ ...over, email: over.email ?? 'info@gmail.com' }).flags.map(({ kind }) => kind)).not.toContain(
      'free mail',
    )
  })

  it('and says a long cell in eighty characters', () => {
    expect(problems({ email: 'x'.repeat(81) })).toEqual([`email: "${'x'.repeat(79)}…" is not an email address.`])
    expect(problems({ email: 'x'.repeat(80) })).toEqual([`email: "${'x'.repeat(80)}" is not an email address.`])
  })
})

describe('the address', () => {
  it('is the other one where there is none, and the convener is told', () => {
    const row = judged({ email: 'none', otherEmail: 'J@home.example' })
    expect(row.invitee?.email).toBe('j@home.example')
    expect(row.flags).toEqual([{ kind: 'several addresses', message: 'The other address is used: j@home.example.' }])
  })

  it('is not the other one where there is one that cannot be read', () => {
    expect(judged({ email: 'jane at x', otherEmail: 'j@home.example' }).invitee).toBeUndefined()
  })

  it('is shown with what stands beside it', () => {
    expect(flags({ email: 'jane@ortiz.example (home)' })).toEqual([
      'several addresses: jane@ortiz.example is used. The cell also holds “(home)”.',
    ])
  })

  it('is read letter for letter, and never out of entities', () => {
    expect(problems({ email: 'jane&amp;x@x.example' })).toHaveLength(1)
  })
})

describe('a greeting of its own', () => {
  it.each([
    ['Janie', 'Janie'],
    ['Dear Janie,', 'Janie'],
    ['dear: Janie;', 'Janie'],
    ['Hi J.R.', 'J.R.'],
    ['Hola Ana!', 'Ana'],
    ['Estimada Sra. Cruz:', 'Sra. Cruz'],
    ['Dear Mr. Roe . ', 'Mr. Roe'],
    ['JANIE', 'Janie'],
    ['Dearborn', 'Dearborn'],
    ['Mr. Dear', 'Mr. Dear'],
  ])('%j is said %j', (greeting, said) => {
    const { invitee, greeting: greeted } = judged({ greeting })
    expect([invitee?.greeting, greeted]).toEqual([said, said])
  })

  it.each(['Mr.', 'Dear Dr.', 'jane@x.example', 'Janie 2', 'N/A', '–', 'Dear', '<Janie>', 'Jane'])(
    '%j is none, and the name greets',
    greeting => {
      const { invitee, greeting: greeted } = judged({ greeting })
      expect([invitee?.greeting, greeted]).toEqual([undefined, 'Jane'])
    },
  )

  it('greets whom the name does not', () => {
    expect(judged({ name: 'Front Desk', greeting: 'Team' }).invitee?.greeting).toBe('Team')
  })
})

describe('an assistant', () => {
  it.each<[Row, name: string]>([
    [{ assistantName: 'Lee, Sam', assistantEmail: 'sam@x.example' }, 'Sam Lee'],
    [{ assistantName: 'Sam Lee <sam@x.example>' }, 'Sam Lee'],
    [{ assistantEmail: 'Sam Lee <sam@x.example>' }, 'Sam Lee'],
    [{ assistantName: 'Sammy', assistantEmail: 'Sam Lee <sam@x.example>' }, 'Sammy'],
    [{ assistantName: 'sam@x.example' }, ''],
    [{ assistantEmail: 'sam@x.example' }, ''],
  ])('%j is %j', (row, name) => {
    expect(judged(row).invitee?.assistant).toEqual({ name, email: 'sam@x.example' })
    expect(judged(row).problems).toEqual([])
  })

  it.each<[Row, message: string]>([
    [{ assistantName: 'Sam Lee' }, 'Sam Lee has no address and is left out as assistant.'],
    [{ assistantEmail: 'sam' }, 'The assistant\'s address "sam" cannot be read; the assistant is left out.'],
    [
      { assistantName: 'Sam <sam@x.example>', assistantEmail: 'sam' },
      'The assistant\'s address "sam" cannot be read; the assistant is left out.',
    ],
    [
      { assistantEmail: 'a@x.example, b@x.example' },
      'The assistant\'s address "a@x.example, b@x.example" cannot be read; the assistant is left out.',
    ],
  ])('%j is left out: %s', (row, message) => {
    expect(judged(row).invitee).toBeDefined()
    expect(judged(row).invitee).not.toHaveProperty('assistant')
    expect(judged(row).problems).toEqual([{ field: 'assistantEmail', message }])
  })

  it('is not asked for', () => expect(judged({}).problems).toEqual([]))
})

describe('cells', () => {
  it.each<[keyof Row, string, string]>([
    ['company', 'n/a', ''],
    ['company', 'None', ''],
    ['company', 'n.a.', ''],
    ['title', '–', ''],
    ['phone', '???', ''],
    ['company', 'Nonesuch', 'Nonesuch'],
    ['company', 'Hale &amp; Sons', 'Hale & Sons'],
    ['company', "'=SUM Works", '=SUM Works'],
    ['phone', "'+1 303", '+1 303'],
    ['company', "'Ortiz", "'Ortiz"],
    ['company', "Ortiz '-", "Ortiz '-"],
    ['company', ' Ortiz\n Tool ', 'Ortiz Tool'],
  ])('of %s, %j, say %j', (field, cell, said) =>
    expect(judged({ [field]: cell }).read).toMatchObject({ [field]: said }),
  )

  it('of a name may say that there is none', () => {
    expect(flags({ name: 'n/a' })).toEqual(['name: There is no name.'])
    expect(judge(without(jane, { firstName: 'n/a' })).flags).toHaveLength(1)
    expect(judge(without(jane, { lastName: '–' })).flags).toHaveLength(1)
  })

  it('that were garbled are said as they were meant, and told as they came', () => {
    expect(judged({ name: 'JosÃ© Ruiz' }).read.name).toBe('José Ruiz')
    expect(flags({ name: 'JosÃ© Ruiz' })).toEqual([
      'garbled: Letters were garbled before they came here: “JosÃ© Ruiz”.',
    ])
    expect(flags({ company: 'Mu?oz', title: 'CE?o' })).toEqual([
      'garbled: Letters were garbled before they came here: “CE?o”.',
      'not C-level: “CE?o” may not be a decision-maker.',
    ])
    expect(flags({ linkedin: 'linkedin.com/a?b', notes: 'what?so' })).toEqual([])
  })

  it.each<[keyof Row, number]>([
    ['title', 160],
    ['company', 160],
    ['phone', 40],
    ['greeting', 60],
  ])('of %s are at most %i characters', (field, most) => {
    const cell = (length: number) => `CEO ${'x'.repeat(length - 4)}`
    expect(judged({ [field]: cell(most) }).flags).toEqual([])
    const { read, flags: told } = judged({ [field]: cell(most + 1) })
    expect(read[field as 'title']).toHaveLength(most)
    expect(told).toEqual([{ kind: 'cut short', message: `The ${field} was cut after ${most} characters.` }])
  })

  it('of facts are kept, the first two hundred characters', () => {
    expect(judged({ county: 'Adams', size: 'x'.repeat(201), naics: 'n/a' }).invitee?.facts).toEqual({
      county: 'Adams',
      size: 'x'.repeat(200),
    })
    expect(judged({}).invitee).not.toHaveProperty('facts')
  })

  it('of a company stand beside the name, and are taken where the row tells of no other', () => {
    const beside = (row: Row) => judge({ email: 'jane@x.example', ...row })
    for (const name of [
      'Jane Roe, Acme Inc.',
      'Jane Roe – Acme Inc.',
      'Jane Roe (Acme Inc.)',
      'Jane Roe, CEO, Acme Inc.',
    ]) {
      expect(beside({ name })).toMatchObject({ read: { name: 'Jane Roe', company: 'Acme Inc.' }, flags: [] })
      expect(beside({ name, company: 'ACME' })).toMatchObject({ read: { company: 'ACME' }, flags: [] })
      expect(beside({ name, company: 'Roe Tools' })).toMatchObject({
        read: { company: 'Roe Tools' },
        flags: [{ message: 'Only “Jane Roe” is used as the name.' }],
      })
    }
  })

  it('of a job stand beside the name where there is no other', () => {
    expect(judge({ ...without(jane, { name: 'Jane Roe, Owner' }), title: '' }).read.title).toBe('Owner')
    expect(judged({ name: 'Jane Roe, Owner' }).read.title).toBe('CEO')
  })
})

describe('a public partner', () => {
  it.each(['x', 'Yes', 'sí', 'TRUE', '1', '✓', 'Public', 'public sector', 'Pública', ' gov '])('is one by %j', cell =>
    expect(saysPublic(cell)).toBe(true),
  )
  it.each(['', '-', 'No', 'false', '0', 'Private', 'Business', 'n/a'])('is none by %j', cell =>
    expect(saysPublic(cell)).toBe(false),
  )
  it.each(['maybe', 'yes please', 'not public', 'republic', 'x2', 'governor', 'businesses'])('is unsaid by %j', cell =>
    expect(saysPublic(cell)).toBeUndefined(),
  )

  it('who is unsaid counts as business, and the convener is told', () => {
    expect(judged({ publicPartner: 'maybe' }).invitee?.publicPartner).toBe(false)
    expect(problems({ publicPartner: 'maybe' })).toEqual([
      'publicPartner: "maybe" says neither yes nor no; this person counts as business.',
    ])
    expect(judged({ publicPartner: 'yes' }).invitee?.publicPartner).toBe(true)
  })
})

describe('whoever the list says is out', () => {
  it('is left out with the reason first', () => {
    const { leftOut, flags: told, invitee } = judged({ status: 'RSVP: declined', title: 'Buyer' })
    expect(leftOut).toEqual({ reason: 'RSVP: declined', asked: false })
    expect(told.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'left out: RSVP: declined',
      'not C-level: “Buyer” may not be a decision-maker.',
    ])
    expect(invitee).toBeDefined()
  })

  it.each<[Row, reason: string]>([
    [{ name: 'Jane Roe (deceased)' }, 'Name: deceased'],
    [{ name: undefined, firstName: 'Jane', lastName: 'Roe [retired]' }, 'Name: retired'],
    [{ name: 'Jane Roe (Janie) (deceased)' }, 'Name: deceased'],
    [{ name: 'Jane Roe (deceased)', status: 'Opt out: yes' }, 'Opt out: yes'],
    [{ notes: 'Note: has retired' }, 'Note: has retired'],
  ] as [Row, string][])('%j is out: %s', (row, reason) => expect(judged(row).leftOut?.reason).toBe(reason))

  it('is not where the convener says otherwise', () => {
    expect(judged({ status: 'RSVP: declined', include: 'yes' })).not.toHaveProperty('leftOut')
    expect(judged({ status: 'RSVP: declined', include: 'no' })).toHaveProperty('leftOut')
    expect(judged({ name: 'Jane (Janie) Roe' })).not.toHaveProperty('leftOut')
  })
})

describe('somebody on a list is told of', () => {
  it.each<[Row, string[]]>([
    [{ email: 'info@x.example' }, ['role address: info@x.example belongs to an office, not a person.']],
    [{ email: 'j@gmail.com' }, ['free mail: j@gmail.com is a private address.']],
    [{ company: '' }, ['no company: No company to count this person for.']],
    [{ title: 'Buyer' }, ['not C-level: “Buyer” may not be a decision-maker.']],
    [{ title: 'Buyer', publicPartner: 'yes' }, []],
    [{ title: '' }, []],
    [{ title: 'Administrator', company: 'Roe Hospital' }, []],
    [{ title: 'Administrator' }, ['not C-level: “Administrator” may not be a decision-maker.']],
  ])('%j: %j', (row, told) => expect(flags(row)).toEqual(told))
})
