import { describe, expect, test } from 'vitest'
import { leftOutBy, MARKED, saysLeftOut } from '../../../domain/list/left-out.ts'

const status = (heading: string, cell: string) => leftOutBy({ status: `${heading}: ${cell}` })
const note = (cell: string) => leftOutBy({ notes: `Notes: ${cell}` })

describe('whoever asked not to be written to', () => {
  test.each([
    'Unsubscribed',
    'unsub',
    'Opted out',
    'opt-out',
    'Do not contact',
    'DO NOT EMAIL',
    'do not invite',
    'DNC',
    'Stop',
    'Complained',
    'spam',
    'Dado de baja',
    'no contactar',
    'Removed from list',
    'blocked',
  ])('is left out, and for every row of theirs: %s', cell => {
    expect(status('Status', cell)).toEqual({ reason: `Status: ${cell}`, asked: true })
  })

  test.each([
    ['Opt out', 'yes'],
    ['Has opted out', 'TRUE'],
    ['Unsubscribed at', '2026-05-01 09:00'],
    ['Do not email', 'x'],
    ['DNC', '1'],
    ['Suppressed', '✓'],
    ['Opt out', ' ✔️ '],
    ['Subscribed', '✗'],
    ['Subscribed', 'no'],
    ['Opt in', 'false'],
    ['Optin', 'no'],
    ['Optout', 'yes'],
    ['Opted out', 'yes'],
    ['Opted in', 'no'],
  ])('is left out by a column that says so: %s, %s', (heading, cell) => {
    expect(status(heading, cell)).toEqual({ reason: `${heading}: ${cell.trim()}`, asked: true })
  })

  test.each(['Please do not email him', 'has unsubscribed', 'She opted out in May', 'remove from the list'])(
    'is left out by a note: %s',
    words => expect(note(words)).toMatchObject({ asked: true }),
  )

  test('comes before any other reason', () => {
    const found = leftOutBy({ status: 'Status: Declined\nOpt out: yes' })
    expect(found).toEqual({ reason: 'Opt out: yes', asked: true })
    expect(leftOutBy({ status: 'Status: Declined', notes: 'Notes: do not email' })?.asked).toBe(true)
  })
})

describe('whoever should not be invited unseen', () => {
  test.each([
    'Bounced',
    'hard bounce',
    'Declined',
    'not attending',
    'no longer there',
    'Deceased',
    'retired',
    'Duplicate',
    'rechazado',
    'Do not contact by phone',
  ])('is left out, and only in that row: %s', cell =>
    expect(status('Status', cell)).toEqual({ reason: `Status: ${cell}`, asked: false }),
  )

  test.each([
    ['Declined', 'yes'],
    ['Inactive', 'x'],
    ['Cancel date', '5/1/2026'],
    ['Attending', 'no'],
    ['RSVP', 'No'],
    ['Active', '0'],
  ])('is left out by a column that says so: %s, %s', (heading, cell) => {
    expect(status(heading, cell)).toEqual({ reason: `${heading}: ${cell}`, asked: false })
  })

  test.each([
    'has retired',
    'Retired',
    'no longer with the company',
    'passed away',
    'left the company',
    'out of business',
  ])('is left out by a note: %s', words => expect(note(words)).toEqual({ reason: `Notes: ${words}`, asked: false }))

  test('is told why without the blanks around it, and without a heading where there is none', () => {
    expect(status(' Status ', ' Declined ')?.reason).toBe('Status: Declined')
    expect(leftOutBy({ notes: ' Note : has retired ' })?.reason).toBe('Note: has retired')
    expect(leftOutBy({ status: 'Declined' })?.reason).toBe('Declined')
    expect(leftOutBy({ status: ': Declined ' })?.reason).toBe('Declined')
    expect(leftOutBy({ notes: 'retired' })?.reason).toBe(': retired')
  })

  test('may be the people of a whole sheet, by its name', () => {
    expect(['Declined', 'Unsubscribed', 'opt-out', 'Invitees', '', ' '].map(saysLeftOut)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  test('was hidden or struck through, in the words of the cell alone', () => {
    expect(leftOutBy({ status: `${MARKED}: hidden` })).toEqual({ reason: 'hidden', asked: false })
  })

  test('is told why in at most a hundred and twenty letters', () => {
    const long = status('Status', `Declined ${'x'.repeat(200)}`)?.reason ?? ''
    expect([long.length, long.endsWith('…')]).toEqual([120, true])
    expect(status('Status', `Declined ${'x'.repeat(103)}`)?.reason).toMatch(/^.{119}x$/)
    expect(note(`has retired ${'x'.repeat(200)}`)?.reason).toMatch(/^.{119}…$/)
    expect(note(`has retired ${'x'.repeat(101)}`)?.reason).toMatch(/^.{119}x$/)
  })
})

describe('nobody is left out', () => {
  test.each([
    ['Status', 'Active'],
    ['Status', ''],
    ['Status', 'member'],
    ['Opt out', 'no'],
    ['Unsubscribed', 'false'],
    ['Subscribed', 'yes'],
    ['Attending', 'yes'],
    ['RSVP', 'maybe'],
    ['Vegetarian', 'no'],
    ['Vegetarian', 'yes'],
    // It is about another way to reach them.
    ['Do not call', 'yes'],
    ['Opt out', '–'],
    ['SMS opt in', 'no'],
  ])('by %s, %s', (heading, cell) => expect(status(heading, cell)).toBeUndefined())

  test.each(['Met at the fair', 'retired colonel, now CEO', 'she declines nothing'])(
    'by a note that does not say so: %s',
    words => expect(note(words)).toBeUndefined(),
  )

  test('where nothing is said', () => {
    expect(leftOutBy({})).toBeUndefined()
    expect(leftOutBy({ status: '', notes: '' })).toBeUndefined()
  })
})
