import { describe, expect, it } from 'vitest'
import { isNearName } from '../../../domain/campaign/signed-name.ts'

describe('A typed name passes as', () => {
  it.each([
    ['the name itself', 'Tom Halvorsen', 'Tom Halvorsen'],
    ['another case', 'TOM HALVORSEN', 'Tom Halvorsen'],
    ['no accents', 'Jose Munoz', 'José Muñoz'],
    ['initials', 'TH', 'Tom Halvorsen'],
    ['initials with points', 'T. H.', 'Tom Halvorsen'],
    ['an initial and the family name', 'T. Halvorsen', 'Tom Halvorsen'],
    ['the long form of a nickname', 'Thomas Halvorsen', 'Tom Halvorsen'],
    ['a nickname', 'Bob Ruiz', 'Robert Ruiz'],
    ['a middle name missing', 'Jane Ortiz', 'Jane A. Ortiz'],
    ['a middle name more', 'Ann B. Lee', 'Ann Lee'],
    ['a middle name gone by', 'Robert Hale', 'J. Robert Hale'],
    ['one of two family names', 'Maria Garcia', 'María García Lopez'],
    ['family name first', 'Halvorsen, Tom', 'Tom Halvorsen'],
    ['a title and a degree around it', 'Dr. Tom Halvorsen, PhD', 'Tom Halvorsen'],
    ['a slip of a finger', 'Tom Halvrosen', 'Tom Halvorsen'],
    ['the given name alone', 'Tommy', 'Tom Halvorsen'],
    ['another alphabet', 'мария лопес', 'Мария Лопес'],
  ])('%s', (_, typed, name) => expect(isNearName(typed, name)).toBe(true))
})

describe('A typed name is questioned as', () => {
  it.each([
    ['another person’s', 'Elena Vargas', 'Tom Halvorsen'],
    ['another family name', 'Tom Smith', 'Tom Halvorsen'],
    ['a relative’s', 'Elena Halvorsen', 'Tom Halvorsen'],
    ['a namesake’s with a short name', 'Bo Lee', 'Ann Lee'],
    ['other initials', 'EV', 'Tom Halvorsen'],
    ['no name', 'asdf', 'Tom Halvorsen'],
    ['one letter', 'x', 'Tom Halvorsen'],
    ['a company', 'Longs Peak Fabrication', 'Tom Halvorsen'],
    ['nothing to read', '---', 'Tom Halvorsen'],
    ['another alphabet', 'Том Халворсен', 'Tom Halvorsen'],
  ])('%s', (_, typed, name) => expect(isNearName(typed, name)).toBe(false))
})
