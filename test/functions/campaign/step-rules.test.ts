/** What each step of the form reads and refuses, and what it leaves as it was: each asked by itself. */
import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Partnership, Typed } from '../../../domain/keep/partnership.ts'
import { readPicture } from '../../../functions/campaign/picture.ts'
import { championsStep } from '../../../functions/campaign/steps/champions.ts'
import { letterStep, letterWords } from '../../../functions/campaign/steps/letter.ts'
import { meetingStep } from '../../../functions/campaign/steps/meeting.ts'
import { partnershipStep } from '../../../functions/campaign/steps/partnership.ts'
import { filledRows } from '../../../functions/campaign/steps/people.ts'
import type { Step } from '../../../functions/campaign/steps/step.ts'
import { teamStep } from '../../../functions/campaign/steps/team.ts'
import { timingStep } from '../../../functions/campaign/steps/timing.ts'
import { campaign, launch } from '../../domain/keep/campaigns.ts'
import { partnership } from './launch.ts'

interface Stands {
  campaign?: Partial<Campaign>
  partnership?: Partial<Partnership>
}
const context = (stands: Stands = {}) => ({
  campaign: campaign({ letter: { subject: 'Come', body: 'Do' }, ...stands.campaign }),
  partnership: partnership(stands.partnership),
})
/** What a step comes to whose form has these fields changed: the document, or what is wrong by field. */
function save(step: Step, typed: Typed, stands: Stands = {}) {
  const at = context(stands)
  const read = step.read({ ...step.typed(at), ...typed }, at)
  if (!read.ok) return { errors: read.errors }
  return read.edit.of === 'campaign'
    ? { campaign: read.edit.edit(at.campaign) }
    : { partnership: read.edit.edit(at.partnership) }
}
const wrong = (step: Step, typed: Typed, stands?: Stands) => Object.keys(save(step, typed, stands).errors ?? {})
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64')

describe('champions', () => {
  const saved = (typed: Typed, over: Partial<Partnership> = {}) =>
    save(championsStep, typed, { partnership: over }).partnership?.champions
  const [ann, bob] = partnership().champions
  if (!ann || !bob) throw new Error('no champions')

  test('keep their id and signature by their address, whatever else of them is mended', () => {
    const signature = { type: 'image/png' as const, base64: PNG }
    const stands = { champions: [{ ...ann, signature }, bob] }
    const [first, second] = saved({ name_0: 'Ann B. Lee', email_0: 'ANN@lee.example' }, stands) ?? []
    expect(first).toMatchObject({ id: ann.id, name: 'Ann B. Lee', signature })
    expect(second).toMatchObject({ id: bob.id, signature: undefined })
    const [other] = saved({ email_0: 'new@lee.example' }, stands) ?? []
    expect(other?.signature).toBeUndefined()
    expect(other?.id).not.toBe(ann.id)
    expect(saved({ remove_0: 'yes' }, stands)?.[0]?.signature).toBeUndefined()
    expect(saved({ image_1: PNG }, stands)?.[1]?.signature).toEqual(signature)
  })

  test('are shown with the picture they brought, not with the name that was drawn for them', () => {
    const typed = (drawn?: 'from the name' | 'by hand') =>
      championsStep.typed(
        context({
          partnership: {
            champions: [{ ...ann, signature: { type: 'image/png', base64: PNG, ...(drawn ? { drawn } : {}) } }],
          },
        }),
      ).kept_0
    expect([typed(), typed('by hand'), typed('from the name')]).toEqual([
      `data:image/png;base64,${PNG}`,
      `data:image/png;base64,${PNG}`,
      undefined,
    ])
  })

  test('each have a name, a title, a company and an address of their own, and are six at most', () => {
    expect(wrong(championsStep, { name_0: '', title_1: '', company_1: '' })).toEqual(['name_0', 'title_1', 'company_1'])
    expect(wrong(championsStep, { name_0: 'ann@lee.example' })).toEqual(['name_0'])
    expect(wrong(championsStep, { email_1: 'ann@LEE.example' })).toEqual(['email_1'])
    expect(wrong(championsStep, { email_1: 'nobody' })).toEqual(['email_1'])
    expect(wrong(championsStep, { image_1: Buffer.from('x').toString('base64') })).toEqual(['picture_1'])
    const many = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => n).flatMap(n =>
          Object.entries({ name: `N ${n}`, title: 'CEO', company: 'C', email: `n${n}@x.example` }).map(
            ([field, value]) => [`${field}_${n}`, value],
          ),
        ),
      )
    expect([wrong(championsStep, many(6)), wrong(championsStep, many(7))]).toEqual([[], ['name_6']])
  })

  test('pasted in one line stand in four fields; anything else stays where it is', () => {
    const row = (name: string, more = {}) =>
      filledRows({ name_0: name, ...more }, ['name', 'title', 'company', 'email'], 2)[0]?.row
    const four = { name: 'Tom Hal', title: 'CEO', company: 'Longs Peak', email: 'tom@lpf.example' }
    for (const line of ['Tom Hal, CEO, Longs Peak, tom@lpf.example', 'Tom Hal\tCEO\tLongs Peak\t<tom@lpf.example>'])
      expect(row(line)).toEqual(four)
    for (const line of [
      'Tom Hal, CEO, tom@lpf.example',
      'Tom, CEO, Longs Peak, tom',
      'Tom, CEO, , tom@lpf.example',
      'a, b, c, d@e.example, f',
    ])
      expect(row(line)?.name).toBe(line)
    expect(row('Tom Hal, CEO, Longs Peak, tom@lpf.example', { title_0: 'x' })?.title).toBe('x')
  })

  test('of which a row is empty are the others; a role alone makes no row', () => {
    const rows = filledRows({ name_2: ' Tom ', role_0: 'convener', name_9: 'late' }, ['name', 'role'], 3)
    expect(rows).toEqual([{ at: 2, row: { name: 'Tom', role: '' } }])
  })
})

describe('the team', () => {
  test('has a convener, each person once with a role that there is, and fourteen at most', () => {
    expect(wrong(teamStep, { role_0: 'facilitator' })).toEqual(['role_0'])
    expect(wrong(teamStep, { role_0: 'boss' })).toEqual(['role_0'])
    expect(wrong(teamStep, { name_1: 'C', email_1: 'CONVENER@example.org', role_1: 'facilitator' })).toEqual([
      'email_1',
    ])
    const many = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => n).flatMap(n => [
          [`name_${n}`, `N ${n}`],
          [`email_${n}`, `n${n}@x.example`],
          [`role_${n}`, 'convener'],
        ]),
      )
    expect([wrong(teamStep, many(14)), wrong(teamStep, many(15))]).toEqual([[], ['name_14']])
  })

  test('keeps of each member what the form does not ask', () => {
    const team = [{ ...partnership().team[0], phone: '+1 303' }] as unknown as Partnership['team']
    const after = save(teamStep, { name_0: 'Cora B. Day' }, { partnership: { team } })
    expect(after.partnership?.team).toEqual([{ ...team[0], name: 'Cora B. Day' }])
  })
})

describe('the partnership', () => {
  const name = (typed: Typed, over: Partial<Partnership> = {}) =>
    save(partnershipStep, typed, { partnership: over }).partnership?.name
  test('has a name of its own where somebody gave it one, and else the one of its region and industry', () => {
    expect(name({})).toBeUndefined()
    expect(name({ name: '' })).toBeUndefined()
    expect(name({ name: 'The Makers' })).toBe('The Makers')
    expect(name({ region: 'High Plains' })).toBeUndefined()
    expect(name({ region: 'High Plains', name: 'High Plains Manufacturing Partnership' })).toBeUndefined()
    expect(partnershipStep.typed(context({ partnership: { name: 'The Makers' } })).name).toBe('The Makers')
    expect(partnershipStep.typed(context({ partnership: { sector: '', name: 'X' } })).name).toBe('X')
    expect(partnershipStep.typed(context({ partnership: { sector: '' } })).name).toBe('')
  })

  test('shows its own words, and those of the method where it has none', () => {
    expect(partnershipStep.typed(context())).toMatchObject({
      what: 'A table of business leaders.',
      how: 'Business sets the priorities.',
    })
    const { what, how } = partnershipStep.typed(context({ partnership: { what: '', how: '' } }))
    expect([what, how]).toEqual([expect.stringContaining('at one table'), expect.stringContaining('four times a year')])
  })

  test('keeps its logo until it is removed or another is brought', () => {
    const logo = { type: 'image/png' as const, base64: PNG }
    const saved = (typed: Typed) => save(partnershipStep, typed, { partnership: { logo } }).partnership?.logo
    expect([saved({}), saved({ remove_logo: 'yes' })]).toEqual([logo, undefined])
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0]).toString('base64')
    expect(saved({ image_logo: jpeg, remove_logo: 'yes' })).toEqual({ type: 'image/jpeg', base64: jpeg })
    expect(wrong(partnershipStep, { image_logo: 'eHg=' })).toEqual(['picture_logo'])
    expect(wrong(partnershipStep, { image_logo: 'eHg=', region: '' })).toEqual(['region', 'picture_logo'])
    expect(partnershipStep.typed(context({ partnership: { logo } })).kept_logo).toBe(`data:image/png;base64,${PNG}`)
    expect(Object.keys(partnershipStep.typed(context()))).not.toContain('kept_logo')
  })
})

test('a picture is a PNG or a JPEG by its first bytes, of so many bytes at most', () => {
  const of = (...bytes: number[]) => readPicture(Buffer.from(bytes).toString('base64'), 9)
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  expect(of(...png, 1)).toMatchObject({ type: 'image/png' })
  expect(of(...png, 1, 2)).toContain('larger than')
  expect(of(0xff, 0xd8, 0xff)).toMatchObject({ type: 'image/jpeg' })
  for (const broken of [[0xff, 0xd8, 0], [0xff, 0, 0xff], [0, 0xd8, 0xff], png.slice(1)])
    expect(of(...broken)).toBe('The picture must be a PNG or JPEG.')
})

describe('the letter', () => {
  test('is kept beside what the form does not ask; an agenda that is asked for and empty is none', () => {
    const stands = {
      campaign: { agenda: 'Talk', letter: { subject: 'Come', body: 'Do', own: 'x' } as Campaign['letter'] },
    }
    expect(save(letterStep, { subject: ' Hi ', body: 'A\r\nB\rC' }, stands).campaign).toMatchObject({
      letter: { subject: 'Hi', body: 'A\nB\nC', own: 'x' },
      agenda: 'Talk',
    })
    expect(save(letterStep, { agenda: ' ' }, stands).campaign?.agenda).toBeUndefined()
    const at = context(stands)
    const read = letterStep.read({ subject: 'Hi', body: 'x' }, at)
    expect(read.ok && read.edit.of === 'campaign' && read.edit.edit(at.campaign).agenda).toBe('Talk')
  })

  test('knows its fields, names what it does not know, and keeps data in the body', () => {
    const words = letterWords({ fields: ['name', 'list'], data: ['list'] })
    const complaints = (subject: string, body: string) =>
      words.safeParse({ subject, body }).error?.issues.map(({ path, message }) => [path[0], message]) ?? []
    expect(complaints('For {{name}}', 'Read {{list}}')).toEqual([])
    expect(complaints('{{list}}', '{{list}}')).toEqual([['subject', expect.stringContaining('{{list}} is no field')]])
    expect(complaints('x', 'x')).toEqual([['body', 'Keep {{list}}: Convoke puts its data there.']])
    expect(complaints('x', '{{list}} {{a}} {{b}}')).toEqual([
      ['body', '{{a}}, {{b}} are no fields that Convoke knows. Use one of {{name}}, {{list}}.'],
    ])
    expect(complaints('x'.repeat(151), '{{list}}').map(([path]) => path)).toEqual(['subject'])
  })
})

describe('the meeting', () => {
  test('keeps its UID and SEQUENCE; the first one has those of its campaign', () => {
    expect(save(meetingStep, { host: 'Mill', parking: '' }).campaign?.meeting).toEqual({
      ...launch(),
      venue: { ...launch().venue, host: 'Mill', parking: '' },
    })
    const typed = { date: '2027-04-07', zone: 'America/Denver', host: 'M', address: '1 St' }
    expect(save(meetingStep, typed, { campaign: { meeting: undefined } }).campaign?.meeting).toMatchObject({
      ...{ uid: `${'c'.repeat(16)}@convoke`, sequence: 0, start: '07:30', end: '09:00', kind: 'launch' },
    })
    expect(wrong(meetingStep, { host: ' ', address: '' })).toEqual(['host', 'address'])
    expect(meetingStep.typed(context({ campaign: { meeting: undefined } }))).toMatchObject({
      date: '',
      zone: '',
      host: '',
      parking: '',
    })
  })

  test('is asked about on a day off, of the country or of its own, and in a zone that stands for another', () => {
    const doubts = (typed: Typed, holidays: string[] = []) =>
      meetingStep.doubts?.(typed, context({ campaign: { timing: { waves: {}, holidays } as Campaign['timing'] } })) ??
      []
    expect(doubts({ date: '2027-03-31', zone: 'America/Denver' })).toEqual([])
    expect(doubts({ date: '2027-03-31', zone: 'America/Denver' }, ['2027-03-31'])).toHaveLength(1)
    expect(doubts({ date: '2027-03-06' })).toHaveLength(1)
    expect(doubts({ date: '2027-02-30', zone: 'Moon' })).toEqual([])
  })
})

describe('the timing', () => {
  const timing = (over: Partial<Campaign> = {}, typed: Typed = {}) => {
    const after = save(timingStep, typed, { campaign: { status: 'draft', scheduledAt: undefined, ...over } })
    if (!after.campaign) throw new Error(JSON.stringify(after.errors))
    return after.campaign
  }
  const waves = (typed: Typed, over: Partial<Campaign> = {}) => timing(over, typed).timing.waves

  test('wishes nothing where it is saved as it stands, and so moves along with the meeting', () => {
    expect(waves({})).toEqual({})
    expect(waves({}, { meeting: undefined })).toEqual({})
  })

  test('keeps what somebody wishes of a wave: another day, hour or tone, or none of it', () => {
    expect(waves({ date_reminder: '2027-03-30', hour_reminder: '10:30' })).toEqual({
      reminder: { date: '2027-03-30', hour: '10:30' },
    })
    expect(waves({ 'on_follow-up-1': '' })).toEqual({ 'follow-up-1': { off: true } })
    const { tone = '' } = { tone: timingStep.typed(context()).tone_reminder }
    expect(waves({ tone_reminder: tone === 'warm' ? 'brief' : 'warm' })).toEqual({
      reminder: { tone: tone === 'warm' ? 'brief' : 'warm' },
    })
    expect(waves({ tone_reminder: 'loud' })).toEqual({})
    // Without the first letter nobody would be asked.
    expect(waves({ on_invite: '' })).toEqual({})
    const wished = {
      timing: { waves: { reminder: { date: '2027-03-30', hour: '10:30' } }, holidays: [] },
    } as Partial<Campaign>
    expect(waves({}, wished)).toEqual({ reminder: { date: '2027-03-30', hour: '10:30' } })
    expect(waves({ date_reminder: '', hour_reminder: '' }, wished)).toEqual({})
  })

  test('of what has left stays as it was', () => {
    const wished = {
      timing: { waves: { invite: { hour: '10:00' } }, holidays: [] },
      left: { invite: '2027-02-26T16:00:00.000Z' },
    } as Partial<Campaign>
    expect(waves({ hour_invite: '11:00', date_invite: 'x' }, wished)).toEqual({ invite: { hour: '10:00' } })
  })

  test('says beside each field what is no day, hour, number or holiday', () => {
    const errors = (typed: Typed) => wrong(timingStep, typed)
    for (const goal of ['', '0', 'x', '1000', '-1', '1.5']) expect(errors({ goal })).toEqual(['goal'])
    for (const goal of ['1', ' 15 ', '999']) expect(errors({ goal })).toEqual([])
    expect(errors({ date_reminder: '2027-02-30' })).toEqual(['date_reminder'])
    expect(errors({ hour_reminder: '25:00' })).toEqual(['hour_reminder'])
    expect(errors({ holidays: '2027-07-05, soon' })).toEqual(['holidays'])
    const days = (count: number) => Array.from({ length: count }, () => '2027-07-06').join('\n')
    expect([errors({ holidays: days(60) }), errors({ holidays: days(61) })]).toEqual([[], ['holidays']])
    expect(timing({}, { holidays: '2027-07-06; 2027-07-07\n2027-07-08' }).timing.holidays).toHaveLength(3)
  })

  test('says when the entry comes and whether companies are shown, and leaves both where a form does not say', () => {
    expect(timing({}, { calendar: 'once they accept' }).calendar).toBe('once they accept')
    expect(timing().calendar).toBeUndefined()
    expect(timing({ calendar: 'once they accept' }, { calendar: 'with the letter' }).calendar).toBe('with the letter')
    expect(timing({ calendar: 'once they accept' }, { calendar: 'never' }).calendar).toBe('once they accept')
    expect(timing({}, { companies: 'shown' }).showsCompanies).toBe(true)
    expect(timing({ showsCompanies: true }, { companies: 'hidden' }).showsCompanies).toBeUndefined()
    const at = context({ campaign: { showsCompanies: true } })
    const { companies: _, ...typed } = timingStep.typed(at)
    const read = timingStep.read(typed, at)
    expect(read.ok && read.edit.of === 'campaign' && read.edit.edit(at.campaign).showsCompanies).toBe(true)
  })
})
