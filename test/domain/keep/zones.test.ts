import { describe, expect, it } from 'vitest'
import { currentZone, missedChanges, oldZones, zoneLabel, zoneNames, zoneNote } from '../../../domain/keep/zones.ts'

describe('A time zone', () => {
  it.each([
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['America/Godthab', 'America/Nuuk'],
    ['Asia/Rangoon', 'Asia/Yangon'],
    ['US/Mountain', 'America/Denver'],
    ['America/Denver', 'America/Denver'],
  ])('that is stored as %s is shown as %s', (stored, shown) => {
    expect(currentZone(stored)).toBe(shown)
  })

  it('is offered under today’s name, once, and every one that is offered can be used', () => {
    const names = zoneNames()
    expect(names).toEqual(expect.arrayContaining(['Europe/Kyiv', 'Asia/Kolkata', 'America/Nuuk', 'Asia/Yangon']))
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(currentZone(name)).toBe(name)
    expect(names).not.toContain('Asia/Calcutta')
    expect(zoneLabel('America/New_York')).toBe('America/New York')
  })
})

/** What clocks show that know all releases up to one: the right offset for those, an hour less for later ones. */
const until = (release: string) => {
  const all = missedChanges(() => Number.NaN)
  return (zone: string) => {
    const change = all.find(each => each.zone === zone)
    if (!change) throw new Error(zone)
    return change.release <= release ? change.offset : change.offset - 60
  }
}

describe('Zone data that are behind', () => {
  it('are found by what clocks show', () => {
    expect(missedChanges(until('2026f'))).toEqual([])
    expect(missedChanges(until('2026c')).map(({ zone }) => zone)).toEqual([
      'America/Inuvik',
      'America/Winnipeg',
      'America/Havana',
    ])
    expect(missedChanges(until('2025b')).map(({ release }) => release)).toContain('2026b')
  })

  it('are told to the operator with the zones, and what to do', () => {
    expect(oldZones([])).toBeUndefined()
    expect(oldZones(missedChanges(until('2026c')))).toBe(
      'The time zone data of this Node.js are older than release 2026f: times in America/Inuvik, America/Winnipeg, America/Havana can be an hour off. Install a newer Node.js.',
    )
  })

  it('are told to whoever plans in such a zone, under any of its names', () => {
    const here = new Set(missedChanges().map(({ zone }) => zone))
    expect(zoneNote('America/Denver')).toBeUndefined()
    expect(zoneNote('America/Winnipeg') !== undefined).toBe(here.has('America/Winnipeg'))
    expect(zoneNote('Canada/Central') !== undefined).toBe(here.has('America/Winnipeg'))
  })
})
