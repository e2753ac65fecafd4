/** The step that says when each wave leaves. What is not set follows the method: a month, two weeks, one week, two days. */

import type { WaveTiming } from '../../../domain/keep/campaign.ts'
import { federalHoliday } from '../../../domain/keep/holidays.ts'
import { askingRow, kindOf } from '../../../domain/keep/kinds.ts'
import type { Typed } from '../../../domain/keep/partnership.ts'
import { isDay, isHour, MORNING } from '../../../domain/keep/time.ts'
import type { Tone } from '../../../domain/keep/wave-kinds.ts'
import { sentAt, wishOf } from '../../../domain/send/plan.ts'
import type { Errors } from '../../web/typed.ts'
import type { Step } from './step.ts'

const WITH_THE_LETTER = 'with the letter'
const CALENDAR = [WITH_THE_LETTER, 'once they accept'] as const

export const timingStep: Step = {
  id: 'timing',
  of: 'campaign',
  typed({ campaign }) {
    const typed: Typed = {
      goal: String(campaign.goal),
      // Older campaigns list federal holidays too; those are closed in any case.
      holidays: campaign.timing.holidays.filter(day => federalHoliday(day) === undefined).join('\n'),
      calendar: campaign.calendar ?? WITH_THE_LETTER,
      companies: campaign.showsCompanies ? 'shown' : 'hidden',
    }
    for (const row of kindOf(campaign).waves) {
      const wish = campaign.timing.waves[row.id]
      const at = campaign.meeting && wishOf(campaign, campaign.meeting, row)
      typed[`date_${row.id}`] = wish?.date ?? at?.day ?? ''
      typed[`hour_${row.id}`] = wish?.hour ?? at?.hour ?? MORNING
      typed[`tone_${row.id}`] = wish?.tone ?? row.tone
      typed[`on_${row.id}`] = wish?.off ? '' : 'yes'
    }
    return typed
  },
  read(typed, { campaign }) {
    const errors: Errors = {}
    const goal = Number(typed.goal)
    if (!/^\d{1,3}$/.test((typed.goal ?? '').trim()) || goal < 1)
      errors.goal = 'Enter how many companies are enough: a number from 1 to 999.'
    const holidays = (typed.holidays ?? '').split(/[\s,;]+/).filter(Boolean)
    const wrong = holidays.filter(day => !isDay(day))
    if (wrong.length > 0) errors.holidays = `${wrong.join(', ')}: write each holiday like 2027-07-05, one a line.`
    if (holidays.length > 60) errors.holidays = 'List at most 60 holidays.'

    const settled = { ...campaign, timing: { waves: {}, holidays } }
    const waves: Record<string, WaveTiming> = {}
    for (const row of kindOf(campaign).waves) {
      // What was sent was sent when it was: the form does not ask about it.
      const before = campaign.timing.waves[row.id]
      if (sentAt(campaign, row) !== undefined) {
        if (before) waves[row.id] = before
        continue
      }
      const date = (typed[`date_${row.id}`] ?? '').trim()
      const hour = (typed[`hour_${row.id}`] ?? '').trim()
      if (date !== '' && !isDay(date)) errors[`date_${row.id}`] = `${row.title}: enter a date that exists.`
      if (hour !== '' && !isHour(hour)) errors[`hour_${row.id}`] = `${row.title}: enter a time such as 09:00.`
      // A date that is the default is no wish: when the meeting moves, it moves along.
      const usual = campaign.meeting && wishOf(settled, campaign.meeting, row)
      const stood =
        campaign.meeting && wishOf({ ...campaign, timing: { ...campaign.timing, waves: {} } }, campaign.meeting, row)
      const wish: WaveTiming = {}
      if (date !== '' && date !== usual?.day && date !== stood?.day) wish.date = date
      if (hour !== '' && hour !== (usual?.hour ?? MORNING) && hour !== stood?.hour) wish.hour = hour
      const tone = typed[`tone_${row.id}`] as Tone
      if ((tone === 'warm' || tone === 'brief') && tone !== row.tone) wish.tone = tone
      if (row !== askingRow(kindOf(campaign)) && !typed[`on_${row.id}`]) wish.off = true
      if (Object.keys(wish).length > 0) waves[row.id] = wish
    }
    if (Object.keys(errors).length > 0) return { ok: false, errors }
    // A form that does not say leaves it as it is.
    const chosen = CALENDAR.find(choice => choice === typed.calendar)
    const calendar =
      chosen === undefined || chosen === (campaign.calendar ?? WITH_THE_LETTER) ? campaign.calendar : chosen
    const companies =
      typed.companies === undefined ? {} : { showsCompanies: typed.companies === 'shown' ? true : undefined }
    return {
      ok: true,
      edit: {
        of: 'campaign',
        edit: stands => ({
          ...stands,
          goal,
          calendar,
          ...companies,
          timing: { ...stands.timing, waves: wishedAnew(stands.timing.waves, waves), holidays },
        }),
      },
    }
  },
}

const NO_WISH: WaveTiming = { off: undefined, date: undefined, hour: undefined, tone: undefined }

/** The wishes of the form in the place of those before. */
const wishedAnew = (before: Record<string, WaveTiming>, now: Record<string, WaveTiming>): Record<string, WaveTiming> =>
  Object.fromEntries(Object.entries(now).map(([id, wish]) => [id, { ...before[id], ...NO_WISH, ...wish }]))
