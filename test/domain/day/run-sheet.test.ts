import { describe, expect, it } from 'vitest'
import { orderOf, proposedOrder } from '../../../domain/day/run-sheet.ts'
import { launch } from '../keep/campaigns.ts'

describe('the order of a day', () => {
  it('is proposed within the meeting’s own time, on five minutes, and begins with the doors', () => {
    const lines = proposedOrder(launch()).split('\n')
    expect(lines[0]).toBe('7:00 AM  Doors open, badges at the entrance')
    expect(lines[1]).toMatch(/^7:30 AM {2}Champions welcome/)
    expect(lines.at(-1)).toBe('9:00 AM  End')
    for (const line of lines) expect(line).toMatch(/^\d{1,2}:\d[05] [AP]M {2}\S/)
  })

  it('is what the convener wrote, else the meeting’s agenda, else the proposal', () => {
    expect(orderOf({ agenda: '- Teams report\n- Next steps' }, launch(), '')).toEqual(['Teams report', 'Next steps'])
    expect(orderOf({ agenda: 'Teams report' }, launch(), '8:00 AM Coffee\n\n2. Talk')).toEqual([
      '8:00 AM Coffee',
      'Talk',
    ])
    expect(orderOf({}, launch(), ' ')[0]).toContain('Doors open')
  })
})
