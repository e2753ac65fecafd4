import { describe, expect, it } from 'vitest'
import { noteShape } from '../../../domain/day/note.ts'
import { dayPlanShape, orderOf, proposedOrder } from '../../../domain/day/run-sheet.ts'
import { launch } from '../keep/campaigns.ts'

describe('the order of a day', () => {
  it('is proposed within the meeting’s own time, on five minutes, and begins with the doors', () => {
    const lines = proposedOrder(launch()).split('\n')
    expect(lines[0]).toBe('7:00 AM  Doors open, badges at the entrance')
    expect(lines[1]).toMatch(/^7:30 AM {2}Champions welcome/)
    expect(lines.at(-1)).toBe('9:00 AM  End')
    for (const line of lines) expect(line).toMatch(/^\d{1,2}:\d[05] [AP]M {2}\S/)
  })

  it('gives each part its share of the time, for a launch and for a table', () => {
    const timesOf = (over: Parameters<typeof launch>[0]) =>
      proposedOrder(launch(over))
        .split('\n')
        .map(line => line.split('  ')[0])
    const launchTimes = ['7:00 AM', '7:30 AM', '7:40 AM', '7:55 AM', '8:25 AM', '8:40 AM', '8:55 AM', '9:00 AM']
    expect(timesOf({})).toEqual(launchTimes)
    expect(timesOf({ kind: 'quarterly', start: '13:00', end: '15:00' })).toEqual([
      '12:30 PM',
      '1:00 PM',
      '1:10 PM',
      '1:55 PM',
      '2:35 PM',
      '2:55 PM',
      '3:00 PM',
    ])
    // Doors open on the same day, and a meeting that ends before it begins has no length.
    expect(timesOf({ start: '00:10', end: '00:00' }).slice(0, 3)).toEqual(['12:00 AM', '12:10 AM', '12:10 AM'])
  })

  it('is read without bullets and numbers, which stand only before a line', () => {
    const written = '  1. One\n 12) Twelve\n*  Star\n+ Plus\n-Minus\n7:30  - Eight\n1.5 hours of talk  '
    expect(orderOf({}, launch(), written)).toEqual([
      'One',
      'Twelve',
      'Star',
      'Plus',
      '-Minus',
      '7:30  - Eight',
      '1.5 hours of talk',
    ])
    expect(orderOf({ agenda: ' \n ' }, launch(), '')[0]).toContain('Doors open')
  })

  it('and what was heard on it are kept whole', () => {
    expect(dayPlanShape().parse({ order: '8:00' })).toEqual({ order: '8:00' })
    const note = {
      writer: 'w',
      by: 'Sue',
      organization: 'College',
      heard: 'Welders',
      offer: 'A course',
      wait: 'Grants',
      at: '2027-03-31T16:00:00.000Z',
    }
    expect(noteShape().parse(note)).toEqual(note)
  })

  it('is what the convener wrote, else the meeting’s agenda, else the proposal', () => {
    expect(orderOf({ agenda: '- Teams report\n- Next steps' }, launch(), '')).toEqual(['Teams report', 'Next steps'])
    expect(orderOf({ agenda: 'Teams report' }, launch(), '8:00 AM Coffee\n\n2. Talk')).toEqual([
      '8:00 AM Coffee',
      'Talk',
    ])
    expect(orderOf({}, launch(), ' ')[0]).toContain('Doors open')
  })

  it('has what members put on the agenda as they wrote it, without what keeps a letter from reading marks in it', () => {
    expect(
      orderOf({ agenda: '1. A bus \\*to\\* St\\. Vrain\\! (Ana O’Neil\\, x\\-ray)\n2. C:\\\\x' }, launch(), ''),
    ).toEqual(['A bus *to* St. Vrain! (Ana O’Neil, x-ray)', 'C:\\x'])
    // What the convener wrote about the day is no Markdown.
    expect(orderOf({}, launch(), 'C:\\*')).toEqual(['C:\\*'])
  })
})
