import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { tally } from '../../../domain/answer/board.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { exportCsv } from '../../../functions/answer/export-csv.ts'
import { answered, campaign, invitation } from '../../domain/keep/campaigns.ts'

const csv = (...invitations: Invitation[]) => exportCsv(tally(campaign(), invitations).people)
const read = (text: string) => Papa.parse<string[]>(text.replace('\ufeff', '').trimEnd()).data

describe('the CSV of the board', () => {
  it('has the columns that scripts rely on, and a row for each invitee', () => {
    const delegate = { name: 'Sam Lee', title: 'COO', email: 'sam@ortiz.example' }
    const text = csv(
      invitation({ answers: [answered({ answer: 'delegated', delegate, note: 'Said "yes",\nof course' })] }),
    )
    expect(text.startsWith('\ufeffemail,name,title,company,status,answer,channel,answered_at,')).toBe(true)
    expect(read(text)).toEqual([
      'email,name,title,company,status,answer,channel,answered_at,delegate_name,delegate_email,note,in_place_of'.split(
        ',',
      ),
      [
        'jane@ortiz.example',
        'Jane Ortiz',
        'CEO',
        'Ortiz Tool',
        'answered',
        'delegated',
        'link',
        '2027-03-02T15:00:00.000Z',
        'Sam Lee',
        'sam@ortiz.example',
        'Said "yes",\nof course',
        '',
      ],
    ])
  })

  it('says of a stand-in whose seat they take, so that whoever counts rows counts one', () => {
    const jane = invitation({ answers: [answered({ answer: 'delegated' })] })
    const sam = invitation({
      id: invitationIdFrom('s'.repeat(16)),
      invitee: { ...invitation().invitee, name: 'Sam Lee', email: 'sam@ortiz.example' },
      answers: [answered()],
      standsInFor: { invitation: jane.id, name: 'Jane Ortiz' },
    })
    const [header = [], ...rows] = read(csv(jane, sam))
    const [name, place] = [header.indexOf('name'), header.indexOf('in_place_of')]
    expect(rows.map(row => [row[name], row[place]])).toEqual([
      ['Jane Ortiz', ''],
      ['Sam Lee', 'Jane Ortiz'],
    ])
    expect(rows.filter(row => row[place] === '')).toHaveLength(tally(campaign(), [jane, sam]).counts.invited)
  })

  it('with nobody on it still has its columns', () => {
    expect(read(csv())).toHaveLength(1)
  })

  it('never holds a cell that a spreadsheet would run, whatever people wrote', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '\n+', '＝', '\u00a0@', '')
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary', maxLength: 20 }), start, (first, rest, name) => {
        const person = { ...invitation().invitee, name: `${name}Jane`, company: `${first}${rest}` }
        const rows = read(csv(invitation({ invitee: person, answers: [answered({ note: `${first}1+1` })] })))
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s]*[=+\-@＝＋－＠]|^[\t\r]/)
      }),
    )
  })
})
