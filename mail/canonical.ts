/**
 * The exact text champions sign, in one canonical form, and the check value by which anybody can see that it is still the
 * same: a message digest (SHA-256, FIPS 180-4).
 */
import { createHash } from 'node:crypto'
import type { Letter } from '../domain/keep/campaign.ts'
import { factsOf, type Meeting } from '../domain/keep/meeting.ts'
import { nameOf, type Partnership } from '../domain/keep/partnership.ts'
import { fillShared, listed, oneLine, type SharedField } from './merge.ts'

/** The values every copy of a letter shares. Without a meeting its fields are named in brackets. */
export function sharedValues(partnership: Partnership, meeting: Meeting | undefined): Record<SharedField, string> {
  const facts = meeting && factsOf(meeting)
  return {
    sector: oneLine(partnership.sector),
    region: oneLine(partnership.region),
    partnership: nameOf(partnership),
    organization: oneLine(partnership.organization.name),
    date: facts?.date ?? '[date]',
    time: facts?.time ?? '[time]',
    place: oneLine(facts?.place ?? '[place]'),
    host: oneLine(meeting?.venue.host ?? '[host]') || oneLine(meeting?.venue.address ?? ''),
    champions: listed(partnership.champions.map(champion => oneLine(champion.name))),
  }
}

/**
 * What a champion signs: the letter with its shared fields filled and its personal fields left as `{{first_name}}`,
 * and the meeting's facts. Two letters that read differently are different here. Who else signs is no part of it: a
 * champion who joins or leaves voids nobody's signature, unless the letter itself names the champions.
 */
export function canonicalLetter(partnership: Partnership, meeting: Meeting, letter: Letter): string {
  const shared = sharedValues(partnership, meeting)
  const facts = factsOf(meeting)
  const lines = (text: string) =>
    text
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .map(line => line.trimEnd())
      .join('\n')
      .trim()
  return [
    `Subject: ${oneLine(fillShared(letter.subject, shared))}`,
    lines(fillShared(letter.body, shared)),
    [
      `Date: ${facts.date}`,
      `Time: ${facts.time}`,
      `Place: ${lines(facts.place)}`,
      `Parking: ${lines(facts.parking)}`,
      `Access: ${lines(facts.access)}`,
    ].join('\n'),
    `For ${nameOf(partnership)}, convened by ${oneLine(partnership.organization.name)}`,
  ].join('\n\n')
}

/** The check value of a text: SHA-256 in hexadecimal. */
export const checkOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
