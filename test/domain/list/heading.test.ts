/** What people write above the columns of a list: what a heading means, of whom, and how surely. */
import { describe, expect, it } from 'vitest'
import { type Heading, headingWords, meaningOf, type Thing } from '../../../domain/list/heading.ts'

type Row = [heading: string, thing: Thing, who?: string, weight?: number]

/** Each heading means so. */
const read = (rule: string, rows: Row[], more: Partial<Heading> = {}) =>
  describe(rule, () => {
    it.each(rows)('%j is %s of %j', (heading, thing, who = '', weight = meaningOf(heading)?.weight ?? 0) =>
      expect(meaningOf(heading)).toEqual({ thing, who, weight, ...more }),
    )
  })

describe('a heading in plain words', () => {
  it.each([
    ['FirstName', 'first name'],
    ['emailAddress', 'email address'],
    ['company_name', 'company name'],
    ['LinkedIn URL', 'linkedin url'],
    ['Row #', 'row number'],
    ["CEO's Assistant", 'ceo assistant'],
    ['Teléfono (móvil)', 'telefono movil'],
    ['  ', ''],
  ])('%j is %j', (heading, words) => expect(headingWords(heading)).toBe(words))
})

read('names', [
  ['Full Name', 'name', '', 8],
  ['The Name', 'name', '', 8],
  ['Last, First', 'name', '', 9],
  ['Last Name, First Name', 'name', '', 9],
  ['Name (Last, First)', 'name', '', 9],
  ['First and Last Name', 'name', '', 9],
  ['Nombre y Apellidos', 'name', '', 9],
  ['Name and Title', 'name', '', 8],
  ['FirstName', 'firstName', '', 9],
  ['F Name', 'firstName', '', 9],
  ['First', 'firstName', '', 9],
  ['Given Names', 'firstName', '', 9],
  ['Surname', 'lastName', '', 9],
  ['Apellidos', 'lastName', '', 9],
  ['Last', 'lastName', '', 9],
  ['Nombre', 'name', '', 8],
  ['Mr/Mrs', 'prefix', '', 8],
  ['Preferred Name', 'greeting', '', 8],
  ['Salutation', 'greeting', '', 8],
])

read('jobs, companies and facts', [
  ['Title', 'title', '', 7],
  ['Job Title', 'title', '', 9],
  ['Company Title', 'title', '', 9],
  ['Title/Role', 'title', '', 9],
  ['Cargo', 'title', '', 7],
  ['Name of Company', 'company', '', 9],
  ['Nombre de la empresa', 'company', '', 9],
  ['Employer', 'company', '', 9],
  ['Company 1', 'company', '', 9],
  ['School District', 'company', '', 9],
  ['Employees', 'size', '', 7],
  ['County', 'county', '', 9],
  ['Town', 'city', '', 7],
  ['NAICS', 'naics', '', 9],
  ['Industry', 'sector', '', 6],
  ['Type', 'sector', '', 3],
  ['LinkedIn', 'linkedin', '', 9],
  ['Public/Private', 'publicPartner', '', 9],
  ['Comments', 'notes', '', 7],
])

read('what says that somebody is out', [
  ['Unsubscribed', 'status', '', 9],
  ['Do Not Email', 'status', '', 9],
  ['Drop Date', 'status', '', 9],
  ['Date Dropped', 'status', '', 9],
  ['Hidden or struck', 'status', '', 9],
  ['Email Status', 'status', '', 8],
  ['Membership State', 'status', '', 8],
  ['RSVP', 'status', '', 7],
  ['Invite?', 'status', '', 7],
])

read('addresses and phones: those of the office and mobile ones weigh less', [
  ['E-mail', 'email', '', 9],
  ['emailAddress', 'email', '', 9],
  ['Correo electrónico', 'email', '', 9],
  ['Mail', 'email', '', 9],
  ['Contact Email', 'email', '', 9],
  ['Business Email', 'email', '', 9],
  ['your email', 'email', '', 9],
  ['Company Email', 'email', '', 4],
  ['Main Email', 'email', '', 4],
  ['Info Email', 'email', '', 4],
  ['Main Contact Email', 'email', '', 9],
  ['Phone', 'phone', '', 7],
  ['Direct Phone', 'phone', '', 7],
  ['Teléfono', 'phone', '', 7],
  ['Ext', 'phone', '', 7],
  ['Mobile', 'phone', '', 6],
  ['Office Phone', 'phone', '', 4],
  ['Office Mobile', 'phone', '', 4],
])

read(
  'a private or a second address is for want of another',
  [
    ['Personal Email', 'email', '', 4],
    ['Other Phone', 'phone', '', 4],
    ['Old Email', 'email', '', 4],
    ['Email 2', 'email', '2', 4],
    ['Email2', 'email', '2', 4],
    ['Secondary Email', 'email', '2', 4],
    ['Contact 2 Email', 'email', '2', 4],
  ],
  { second: true },
)

read('whom a heading names by a word alone', [
  ['Contact', 'name', '', 6],
  ['Point of Contact', 'name', '', 6],
  ['Primary Contact', 'name', '', 6],
  ['First Contact', 'name', '', 6],
  ['Person 1', 'name', '', 6],
  ['Attendee', 'name', '', 6],
  ['Member', 'name', '', 5],
  ['Members', 'name', '', 5],
  ['Member Contact', 'name', '', 6],
  ['Member Name', 'name', '', 8],
  ['CEO', 'name', 'ceo', 7],
  ['Owners', 'name', 'owner', 7],
  ['Decision Maker', 'name', 'decision maker', 7],
  ['Secondary Contact', 'name', '2', 7],
  ['Third Contact', 'name', '3', 7],
  ['Fourth Contact', 'name', '4', 7],
  ['Name2', 'name', '2', 8],
  ['Contact Name 3', 'name', '3', 8],
])

read('what belongs to whoever has a role', [
  ['CEO Email', 'email', 'ceo', 9],
  ['CEO Name', 'name', 'ceo', 8],
  ['Owners Phone', 'phone', 'owner', 7],
  ['HR Contact', 'name', 'hr', 7],
  ['POC Email', 'email', '', 9],
  ['CEO LinkedIn', 'linkedin', '', 9],
])

read('what belongs to an assistant', [
  ['Assistant', 'name', 'assistant', 7],
  ["Assistant's Name", 'name', 'assistant', 8],
  ["CEO's Assistant", 'name', 'assistant', 7],
  ['Asst. Email', 'email', 'assistant', 9],
  ['EA', 'name', 'assistant', 7],
  ['Admin Email', 'email', 'assistant', 9],
  ['Exec Assistant Phone', 'phone', 'assistant', 7],
])

read('what belongs to nobody who is invited', [
  ['Account Owner', 'label', '', 5],
  ['Account Owner Email', 'label', '', 9],
  ['Billing Email', 'label', '', 9],
  ['Spouse Name', 'label', '', 8],
  ['Manager', 'label', '', 5],
  ['Table Name', 'label', '', 5],
  ['Event Name', 'label', '', 8],
  ['Parent Company', 'label', '', 9],
  ['Parent County', 'county', '', 9],
  ['Invited By', 'label', '', 5],
])

read('what is known and not needed', [
  ['Email Type', 'label', '', 5],
  ['Phone Type', 'label', '', 5],
  ['Mailing Address', 'label', '', 5],
  ['State', 'label', '', 5],
  ['Fax', 'label', '', 5],
  ['#', 'label', '', 5],
  ['Date', 'label', '', 5],
])

describe('a heading', () => {
  it.each(['', '   ', 'Blah', 'Mail Stop', 'Mail Merge', 'Staff', '!!'])('%j says nothing', heading =>
    expect(meaningOf(heading)).toBeUndefined(),
  )

  it('of more than eighty characters is a question', () => {
    expect(meaningOf(`Email ${'x'.repeat(74)}`)?.thing).toBe('email')
    expect(meaningOf(`Email ${'x'.repeat(75)}`)).toBeUndefined()
  })
})
