/** Which column holds what: by its heading, and by what stands below, which is believed where they differ. */
import { describe, expect, it } from 'vitest'
import { recognizeColumns } from '../../../domain/list/columns.ts'

/** A table as text: cells between bars, the heading first. */
const table = (header: string, ...rows: string[]) => ({
  header: header === '' ? [] : header.split('|'),
  rows: rows.map(row => row.split('|')),
})

/** The columns of each table are these. */
const read = (rule: string, rows: [why: string, columns: string, header: string, ...rows: string[]][]) =>
  describe(rule, () => {
    it.each(rows)('%s: %s', (_, columns, header, ...cells) =>
      expect(recognizeColumns(table(header, ...cells)).join('|')).toBe(columns),
    )
  })

const JANE = 'jane@roe.example'
const BOB = 'bob@lee.example'

read('headings alone tell', [
  ['the usual', 'name|title|company|email|phone', 'Name|Title|Company|Email|Phone'],
  ['first and last', 'firstName|lastName|email', 'First|Last|Email'],
  ['of two alike the surer one', 'ignored|email|otherEmail', 'Blah|Work Email|Personal Email'],
  ['a private address first', 'otherEmail|email', 'Personal Email|Work Email'],
  ['a mobile first', 'ignored|phone', 'Mobile|Phone'],
  ['two titles', 'ignored|title', 'Title|Job Title'],
  ['greetings and prefixes', 'prefix|name|greeting', 'Prefix|Name|Salutation'],
  ['an assistant', 'name|assistantName|assistantEmail|email', 'Name|Assistant|Assistant Email|Email'],
  ['an assistant first', 'assistantEmail|assistantName|email|name', 'EA Email|EA|Email|Name'],
  ['two assistants', 'assistantName|ignored|name', 'Assistant Name|EA|Name'],
  ['several about who is out', 'status|status|notes|notes', 'RSVP|Unsubscribed|Notes|Comments'],
  ['facts', 'county|city|size|naics|sector|linkedin', 'County|City|Employees|NAICS|Industry|LinkedIn'],
  ['public partners', 'name|publicPartner', 'Name|Public Partner'],
  [
    'an assistant with two names',
    'assistantName|ignored|assistantEmail|name|email',
    'Assistant Name|EA|Assistant Email|Name|Email',
  ],
  ['a first name alone is completed by no Name', 'name|firstName', 'Name|First Name'],
  ['a Name beside first and last', 'name|firstName|lastName', 'Name|First Name|Last Name'],
])

read('contents are believed about addresses', [
  ['under a wrong heading', 'name|email', 'Email|Contact info', `Jane Roe|${JANE}`, `Bob Lee|${BOB}`],
  ['without a heading', 'name|email', 'Name|', `Jane Roe|${JANE}`, 'Bob Lee|'],
  ['under a heading nobody knows', 'name|email', 'Name|Blah', `Jane Roe|${JANE}`],
  ['seldom, under one nobody knows', 'name|email', 'Name|Blah', `Jane Roe|x`, `Bob Lee|${BOB}`, `Al Fox|y`],
  ['too seldom', 'name|ignored', 'Name|Blah', 'Jane Roe|x', `Bob Lee|${BOB}`, 'Al Fox|y', 'Sue Ray|z'],
  ['beside another of them', 'email|otherEmail', 'Email|', `${JANE}|${BOB}`],
  ['under a label', 'email|name', 'Website|Name', `${JANE}|Jane Roe`],
  ['not under notes', 'name|email|notes', 'Name|Email|Notes', `Jane Roe|${JANE}|${BOB}`],
  ['not of somebody who is not invited', 'name|email|ignored', 'Name|Email|Account Owner Email', `Jane|${JANE}|${BOB}`],
  ['not under who is out', 'name|email|status', 'Name|Email|Status', `Jane|${JANE}|${BOB}`],
  ['not under what is surely another thing', 'name|email|ignored', 'Name|Email|Event Name', `Jane|${JANE}|${BOB}`],
  ['rather than a surer heading without any', 'otherEmail|email', 'Email|Personal Email', `|${JANE}`],
  ['seldom, where another heading of them has all', 'otherEmail|email', 'Email|Work Email', `x|${JANE}`, `y|${BOB}`],
  ['under a heading of them without a cell, and one nobody knows', 'otherEmail|email', 'Email|Kontakt', `|${JANE}`],
  ['a heading without one stays, where no other has any', 'name|email', 'Name|Email', 'Jane Roe|none'],
  ['an empty column is no address', 'name|email|otherEmail', 'Name|Work Email|Email', `Jane Roe|${JANE}|`],
])

read('a column of names may be one of companies', [
  [
    'where another holds people',
    'company|name|email',
    'Member|Contact|Email',
    `Kerr Castings|James Kerr|${JANE}`,
    `Moss Foods Inc|Lia Moss|${BOB}`,
  ],
  [
    'where first and last are not in it',
    'company|firstName|lastName|email',
    'Name|First|Last|Email',
    `Kerr Castings|James|Kerr|${JANE}`,
    `Foods|Lia|Moss|${BOB}`,
  ],
  [
    'but is none where they are',
    'name|firstName|lastName|email',
    'Name|First|Last|Email',
    `James Kerr|James|Kerr|${JANE}`,
    `Lia Moss|Lia|Moss|${BOB}`,
  ],
  [
    'but is none where it stands where they do not',
    'name|firstName|lastName|email',
    'Name|First|Last|Email',
    `James Kerr|||${JANE}`,
    `|Lia|Moss|${BOB}`,
  ],
  [
    'not where one row of several is short',
    'name|firstName|lastName|email',
    'Name|First|Last|Email',
    'James Kerr',
    `Lia Moss|Lia|Moss|${BOB}`,
    ` |Sue|Ray|${JANE}`,
    'Al Fox|Al|Fox',
  ],
  [
    'and nothing where the company is known and first and last are not in it',
    'company|ignored|firstName|lastName|email',
    'Company|Name|First|Last|Email',
    `Kerr|Kerr Castings|James|Kerr|${JANE}`,
    `Moss|Moss Foods|Lia|Moss|${BOB}`,
  ],
  [
    'beside a first name alone',
    'company|firstName|email',
    'Name|First Name|Email',
    `Kerr Castings Inc|James|${JANE}`,
    `Moss Foods LLC|Lia|${BOB}`,
  ],
  ['but not one of desks', 'name|email', 'Name|Email', `Front Desk|${JANE}`, `Reception|${BOB}`],
  ['by its cells alone', 'company|email', 'Name|Email', `Kerr Castings Inc|${JANE}`, `Moss Foods LLC|${BOB}`],
  [
    'but not where another is called so',
    'ignored|company|name|email',
    'Member|Company|Contact|Email',
    `Kerr Castings|Kerr|James Kerr|${JANE}`,
    `Moss Foods Inc|Moss|Lia Moss|${BOB}`,
  ],
])

read('a row may have several contacts, each with name and address', [
  ['two', 'name|email|2:name|2:email', 'Contact|Email|Contact 2|Contact 2 Email'],
  [
    'three, with titles',
    'name|title|email|2:name|2:title|2:email|3:name|3:email',
    'Contact 1|Title 1|Email 1|Contact 2|Title 2|Email 2|Contact 3|Email 3',
  ],
  ['by role', 'name|email|2:name|2:email', 'CEO|CEO Email|HR Contact|HR Email'],
  [
    'with first and last names',
    'firstName|lastName|email|2:firstName|2:lastName|2:email',
    'First Name 1|Last Name 1|Email 1|First Name 2|Last Name 2|Email 2',
  ],
  ['nobody’s before those of a role', '2:name|2:email|name|email', 'CEO|CEO Email|Name|Email'],
  ['of whom one has a first name alone', 'name|email|2:firstName|2:email', 'Name|Email|First Name 2|Email 2'],
  ['of whom one has a last name alone', 'name|email|2:lastName|2:email', 'Name|Email|Last Name 2|Email 2'],
  ['an address of nobody after one of the role', 'name|email|otherEmail', 'CEO|CEO Email|Email'],
  ['an address of nobody before one of the role', 'otherEmail|name|email', 'Email|CEO|CEO Email'],
  [
    'not one whose names are missing',
    'name|email|ignored|otherEmail|company',
    'Name|Email|Contact 2|Contact 2 Email|Company',
    `Jane Roe|${JANE}||${BOB}|Roe`,
  ],
  ['the same headings again', 'name|email|2:name|2:email', 'Name|Email|Name|Email'],
  [
    'first and last again',
    'firstName|lastName|email|2:firstName|2:lastName|2:email',
    'First|Last|Email|First|Last|Email',
  ],
  ['an address alone again', 'name|email|otherEmail', 'Name|Email|Email'],
  ['a name alone again', 'name|ignored|email', 'Name|Name|Email'],
  ['without an address', 'name|email|ignored', 'Name|Email|Contact 2'],
  ['an address without a name', 'name|email|otherEmail', 'Name|Email|Email 2'],
  ['where the first has no address', 'ignored|name|email', 'Contact|CEO|CEO Email'],
  ['a title of nobody else', 'name|title|email', 'CEO|Title|CEO Email'],
  [
    'four: the last is left out',
    'name|email|2:name|2:email|3:name|3:email|ignored|ignored',
    'Contact 1|Email 1|Contact 2|Email 2|Contact 3|Email 3|Contact 4|Email 4',
  ],
  [
    'not one of companies',
    'company|name|email|otherEmail',
    'Member 2|Name|Email|Email 2',
    `Kerr Castings Inc|Jane Roe|${JANE}|${BOB}`,
    `Moss Foods LLC|Bob Lee|${BOB}|${JANE}`,
  ],
])

read('cells say what a heading means', [
  ['titles that are Mr. and Ms.', 'prefix|name|title', 'Title|Name|Job Title', 'Mr.|Bob Lee|CEO', 'Ms.|Jane Roe|Owner'],
  ['a title that is Mr. half the time', 'title|name', 'Title|Name', 'Mr.|Bob Lee', 'CEO|Jane Roe'],
  ['titles of two words', 'title|name', 'Title|Name', 'Dr. Director|Bob Lee', 'Dr. Dean|Jane Roe'],
  ['public partners that are neither yes nor no', 'name|ignored', 'Name|Public Partner', 'Jane Roe|Aerospace'],
  ['groups beside companies', 'company|name|sector', 'Company|Name|Group', 'Roe|Jane Roe|Kerr Castings Inc'],
  ['blanks beside a full column', 'ignored|company', 'Company|Employer', '  |Roe Works', ' |Lee'],
  ['a title Mr. among jobs', 'title|name', 'Title|Name', 'Mr.|Bob Lee', 'CEO|Jane Roe', 'Owner|Al Fox'],
  ['a type of yes and no', 'name|publicPartner', 'Name|Type', 'Jane Roe|Public', 'Bob Lee|Private'],
  ['a type of half yes', 'name|publicPartner', 'Name|Type', 'Jane Roe|Public', 'Bob Lee|Aerospace'],
  ['a type of anything', 'name|sector', 'Name|Type', 'Jane Roe|Food', 'Bob Lee|Aerospace', 'Al Fox|x'],
  ['two of yes and no', 'publicPartner|ignored', 'Type|Public Partner', 'yes|yes'],
  ['groups that are companies', 'company|name', 'Group|Name', 'Kerr Castings Inc|Jane Roe', 'Moss Foods|Bob Lee'],
  ['groups that are none', 'sector|name', 'Group|Name', 'Blue|Jane Roe', 'Red|Bob Lee'],
  ['an empty column beside a full one', 'ignored|company', 'Company|Employer', '|Roe Works', '|Lee'],
  ['a heading without cells', 'title|name', 'Title|Name', '|Jane Roe'],
])

read('cells alone tell where there are no headings', [
  ['five columns', 'name|title|company|email|phone', '', `Jane Roe|CEO|Roe Works Inc|${JANE}|303-555-0100`],
  ['in another order', 'phone|email|name|title', '', `(303) 555-0100|${JANE}|Jane Roe|Plant Manager`],
  ['the likelier of two', 'name|ignored|title|email', '', `Jane Roe|CEO|CEO|${JANE}`, `Bob Lee|12|Owner|${BOB}`],
  [
    'names, where a first one has a heading',
    'firstName|company|ignored',
    'First Name|Company|Wer',
    'Jane|Roe|Jane Roe',
  ],
  ['names, where a last one has a heading', 'lastName|company|ignored', 'Last Name|Company|Wer', 'Roe|Roe|Jane Roe'],
  ['two addresses', 'email|otherEmail', '', `${JANE}|${BOB}`],
  ['a profile', 'name|linkedin', '', 'Jane Roe|https://www.linkedin.com/in/jane'],
  ['who is out', 'name|email|status', '', `Jane Roe|${JANE}|unsubscribed`, `Bob Lee|${BOB}|bounced`],
  ['other words are the company', 'name|company|email', '', `Jane Roe|Xochitl|${JANE}`, `Bob Lee|Kerr|${BOB}`],
  ['two of other words cannot be told', 'name|ignored|ignored|email', '', `Jane Roe|Xochitl|Zyx|${JANE}`],
  ['numbers are no company', 'name|ignored|email', '', `Jane Roe|12|${JANE}`],
  ['prose is no company', 'name|ignored|email', '', `Jane Roe|${'so it goes '.repeat(9)}|${JANE}`],
  ['without names nothing is the company', 'ignored|email', '', `Xochitl|${JANE}`],
  ['a shorter first row', 'name|email', '', 'Jane Roe', `Bob Lee|${BOB}`],
  ['under headings nobody knows', 'name|title|email', 'Wer|Was|Wo', `Jane Roe|CEO|${JANE}`],
  ['but not under ones somebody knows', 'ignored|email', 'Website|Email', `Jane Roe|${JANE}`],
])

describe('a long table', () => {
  it('is told by its first two hundred rows', () => {
    const late = Array.from({ length: 400 }, (_, at) => (at < 200 ? ['Jane Roe', ''] : ['Bob Lee', BOB]))
    expect(recognizeColumns({ header: [], rows: late })).toEqual(['name', 'ignored'])
    expect(recognizeColumns({ header: [], rows: late.slice(100) })).toEqual(['name', 'email'])
  })

  it('without a row has the columns of its headings', () => {
    expect(recognizeColumns({ header: ['Name'], rows: [] })).toEqual(['name'])
    expect(recognizeColumns({ header: [], rows: [] })).toEqual([])
  })
})
