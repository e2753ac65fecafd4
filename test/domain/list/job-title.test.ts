/** Titles: who decides for a company, by the title and by what the company does, and what reads like a job at all. */
import { describe, expect, it } from 'vitest'
import { isJob, isTopRole } from '../../../domain/list/job-title.ts'

describe('a title of two', () => {
  it.each([
    'VP Sales, Owner',
    'VP Sales / Owner',
    'VP Sales & Owner',
    'VP Sales; Owner',
    'VP Sales | Owner',
    'VP Sales – Owner',
    'VP Sales - Owner',
    'VP Sales and Owner',
    'Subgerente y Dueña',
  ])('%j decides by one of them', title => expect(isTopRole(title)).toBe(true))

  it.each(['VP of Sales', 'VP-Owner Relations', 'Sales, Operations', 'Assistant, Owner', ''])('%j does not', title =>
    expect(isTopRole(title)).toBe(false),
  )
})

describe('a title that decides in one industry', () => {
  it.each([
    ['Administrator', 'Sunrise Nursing Home', true],
    ['Administrator', 'Roe Machining', false],
    ['Administrator', '', true],
    ['Médico Director', 'Clínica Roe', true],
    ['Superintendent', 'Adams 12 School District', true],
    ['Superintendent', 'Roe Construction', false],
    ['City Manager', 'City of Denver', true],
    ['City Manager', 'Roe Machining', false],
    ['Broker', 'Roe Realty', true],
    ['Broker', 'Roe Freight', false],
    ['Ranch Manager', 'Roe Land', true],
    ['Plant Manager', 'Denver Plant', true],
    ['Plant Manager', 'Roe Machining', false],
    ['Sales, Superintendent', 'Roe School', true],
  ])('%j at %j: %j', (title, company, decides) => expect(isTopRole(title, company)).toBe(decides))

  it('does not where nobody knows the company', () => {
    expect(isTopRole('Administrator')).toBe(false)
    expect(isTopRole('Executive Chef')).toBe(false)
    expect(isTopRole('Executive Chef', 'Roe')).toBe(true)
  })
})

describe('a text', () => {
  it.each(['Plant manager', 'VP of Sales', 'Dueña', 'Ingeniero', 'CEO', 'Sales Rep'])('%j reads like a job', text =>
    expect(isJob(text)).toBe(true),
  )
  it.each([
    ['Jane Roe', 'a name'],
    ['Managerial', 'a word that begins like one'],
    ['owner@roe.example', 'an address'],
    [`Manager ${'of everything '.repeat(8)}`, 'too long'],
    ['', 'nothing'],
  ])('%j does not: %s', (text, _) => expect(isJob(text)).toBe(false))

  it('of a hundred characters may be a job, a longer one is prose', () => {
    expect(isJob('Manager'.padEnd(100, '.'))).toBe(true)
    expect(isJob('Manager'.padEnd(101, '.'))).toBe(false)
  })
})
