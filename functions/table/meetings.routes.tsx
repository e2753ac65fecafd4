/** Routes of the meetings of a partnership. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { MOST_MEETINGS, type Ordinal, pickedDays, type Weekday } from '../../domain/campaign/series.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Venue } from '../../domain/keep/meeting.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { currentZone, zoneNames } from '../../domain/keep/zones.ts'
import { type Mailbox, parseMailbox } from '../../domain/list/mailbox.ts'
import type { Choice, Planning } from '../../pages/table/meeting-forms.tsx'
import { Meetings, type MeetingsView } from '../../pages/table/meetings.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import { startSending } from '../campaign/request-signatures.ts'
import { peopleAsked } from '../campaign/start-meeting.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { World } from '../keep/ports.ts'
import { askBeforeSending } from '../send/sender/confirm-sender.tsx'
import { wordsSeen } from '../send/texts/words-seen.ts'
import type { WebEnv } from '../web/env.ts'
import { isStale } from '../web/merged.ts'
import { refused, wordsChanged } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf } from '../web/typed.ts'
import { clockErrors, givenDate, hours, refuseImpossible } from '../web/when.ts'
import { planDebrief, planSeries, planTeamCall, type SeriesDays, sendSeries, seriesSeen } from './plan-meetings.ts'

const ROUTE = PATHS.meetings.route

type Request = Context<WebEnv>

export function meetingRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showMeetings(c, world))

  app.post(PATHS.startDebrief.route, requireRole(world, 'edit'), async c => {
    const { minutes } = await c.req.parseBody()
    const context = { campaign: c.get('campaign'), partnership: c.get('partnership') }
    const planning = await planDebrief(world, context, Number(minutes), c.get('email'))
    return planning === 'no launch'
      ? refused(c, 400, 'The launch has no date yet', 'Give it one first.')
      : c.redirect(PATHS.review(planning.campaign), 303)
  })

  app.post(PATHS.startTeamCall.route, requireRole(world, 'edit'), async c => {
    const { typed, ticked } = await typedIn(c)
    const again = (errors: Errors) => showMeetings(c, world, { form: 'action-team', typed, ticked, errors })
    const found = team.safeParse(typed)
    const others = readOthers(typed.others, typed.lead ? [typed.lead, ...ticked] : ticked)
    if (!found.success || others.errors) return again(together(found.error && errorsOf(found.error), others.errors))
    const { name, date, start, end, zone } = found.data
    const call = { name, date, start, end, zone, venue: venueOf(found.data), lead: typed.lead }
    const asked = { members: ticked, others: others.people }
    const planning = await planTeamCall(world, c.get('partnership'), call, asked, c.get('email'))
    if ('campaign' in planning) return c.redirect(PATHS.review(planning.campaign), 303)
    return again(together(...planning.refused.map(why => WRONG_CALL[why])))
  })

  app.post(PATHS.startQuarterly.route, requireRole(world, 'edit'), async c => {
    const { typed, ticked } = await typedIn(c)
    const again = (errors: Errors) => showMeetings(c, world, { form: 'quarterly', typed, ticked, errors })
    const found = series.safeParse(typed)
    const others = readOthers(typed.others, ticked)
    const days = found.success ? readDays(found.data) : { errors: errorsOf(found.error) }
    if (!found.success || others.errors || 'errors' in days)
      return again(together(others.errors, 'errors' in days ? days.errors : undefined))
    const never = 'dates' in days ? days.dates.map(date => clockErrors({ ...found.data, date })) : []
    if (never.some(({ start, end }) => start ?? end)) return again(together(...never))
    const { start, end, zone } = found.data
    const wish = { start, end, zone, venue: venueOf(found.data) }
    const asked = { members: ticked, others: others.people }
    const planning = await planSeries(world, c.get('partnership'), days, wish, asked, c.get('email'))
    if ('campaigns' in planning) return c.redirect(PATHS.meetings(c.get('campaign').id), 303)
    const wrong = 'dates' in days ? WRONG_DATES : WRONG_RULE
    return again(
      together(
        ...planning.refused.map(why =>
          typeof why === 'string' ? wrong[why] : { dates: `${why.past.join(', ')}: choose days in the future.` },
        ),
      ),
    )
  })

  app.post(PATHS.sendQuarterly.route, requireRole(world, 'edit'), async c => {
    const back = PATHS.meetings(c.get('campaign').id)
    const { was } = await c.req.parseBody({ all: true })
    const asks = await askBeforeSending(c, world, { section: 'meetings', back })
    if (asks) return asks
    return steadilyAt(c, world, async world => {
      if (isStale(was, await seriesSeen(world, c.get('partnership')))) return wordsChanged(c, 'send')
      const problems = await sendSeries(world, c.get('partnership'), c.get('email'))
      if (problems.length > 0) return refused(c, 400, 'Not all of them can be sent yet', problems.join(' '))
      return c.redirect(back, 303)
    })
  })

  app.post(PATHS.send.route, requireRole(world, 'edit'), async c => {
    const { id } = c.get('campaign')
    const { was } = await c.req.parseBody({ all: true })
    const asks = await askBeforeSending(c, world, { section: 'setup', back: PATHS.review(id) })
    if (asks) return asks
    return steadilyAt(c, world, async world => {
      const context = { campaign: c.get('campaign'), partnership: c.get('partnership') }
      if (isStale(was, wordsSeen(context))) return wordsChanged(c, 'send')
      const sending = await startSending(world, id, c.get('email'))
      return c.redirect(sending.ok ? PATHS.board(id) : PATHS.review(id), 303)
    })
  })

  return app
}

const together = (...each: readonly (Errors | undefined)[]): Errors => Object.assign({}, ...each)

const NOBODY = { people: 'Tick at least one person.' }
const WRONG_CALL = { past: { date: 'Choose a day in the future.' }, nobody: NOBODY }
const WRONG_DATES = { 'too many': { dates: `At most ${MOST_MEETINGS} dates at once.` }, nobody: NOBODY }
const WRONG_RULE = { 'too many': { count: `Enter a number from 1 to ${MOST_MEETINGS}.` }, nobody: NOBODY }

const place = {
  ...hours,
  host: z.string().trim().min(1, 'Enter who hosts, or “Online”.').max(120, 'Shorten the host to 120 characters.'),
  address: z.string().trim().max(300, 'Shorten the address to 300 characters.').default(''),
}

const team = z
  .object({
    ...place,
    name: z.string().trim().min(1, 'Say what the team works on.').max(80, 'Shorten this to 80 characters.'),
    date: givenDate,
  })
  .superRefine(refuseImpossible)

const series = z
  .object({
    ...place,
    ordinal: z.enum(['1', '2', '3', '4', 'last']).catch('2'),
    weekday: z.enum(['1', '2', '3', '4', '5']).catch('2'),
    months: z.string().max(200).default(''),
    count: z.string().max(5).default(''),
    dates: z.string().max(2000).default(''),
  })
  .superRefine(refuseImpossible)

const venueOf = ({ host, address }: { host: string; address: string }): Venue => ({
  host,
  address,
  parking: '',
  access: '',
})

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The days of a series as they were typed: those listed, or else the rule. */
function readDays({ ordinal, weekday, months, count, dates }: z.infer<typeof series>): SeriesDays | { errors: Errors } {
  if (dates.trim() !== '') {
    const { days, wrong } = pickedDays(dates)
    return wrong.length > 0
      ? { errors: { dates: `${wrong.slice(0, 5).join(', ')}: write each date like 2027-05-11.` } }
      : { dates: days }
  }
  const errors: Errors = {}
  const words = months.split(/[\s,;]+|\band\b/i).filter(Boolean)
  const numbers = words.map(word => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1)
  if (words.length === 0) errors.months = 'Name at least one month, or list the dates below.'
  else if (numbers.includes(0)) errors.months = 'Write the months by name: February, May, August, November.'
  const many = count.trim() === '' ? 4 : Number(count)
  if (!Number.isInteger(many) || many < 1) Object.assign(errors, WRONG_RULE['too many'])
  if (Object.keys(errors).length > 0) return { errors }
  const which: Ordinal = ordinal === 'last' ? 'last' : (Number(ordinal) as 1 | 2 | 3 | 4)
  return { rule: { ordinal: which, weekday: Number(weekday) as Weekday, months: numbers }, count: many }
}

/** The people who were typed, a line each, besides those who were ticked. */
function readOthers(typed = '', ticked: readonly string[]): { people: Mailbox[]; errors?: Errors } {
  const lines = typed.split(/\r?\n/).filter(line => line.trim() !== '')
  const people = lines.flatMap(line => parseMailbox(line) ?? [])
  const missing = people.length + ticked.length === 0 ? NOBODY : undefined
  const wrong = lines.filter(line => parseMailbox(line) === undefined)
  if (wrong.length === 0) return missing ? { people, errors: missing } : { people }
  const others = `${wrong.slice(0, 3).join('; ')}: write each as Name <name@company.com>.`
  return { people, errors: { others, ...missing } }
}

async function typedIn(c: Request): Promise<{ typed: Record<string, string>; ticked: string[] }> {
  const fields = await c.req.parseBody({ all: true })
  const typed: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string' && name !== 'people') typed[name] = value.slice(0, 2000)
  const ticked = [fields.people].flat().filter(each => typeof each === 'string')
  return { typed, ticked }
}

const isDebriefed = (campaign: Campaign): boolean =>
  campaign.meeting !== undefined && kindOf(campaign).debriefed === true

const ABSENT = 'did not attend'
const SAID: Record<string, string> = {
  accepted: 'said yes',
  delegated: 'sends someone',
  tentative: 'undecided',
  declined: 'said no',
}

async function showMeetings(c: Request, world: World, typing?: Planning['typing']) {
  const campaign = c.get('campaign')
  const meetings = await campaignsOf(world, c.get('partnership').id)
  const usual = campaign.meeting ?? meetings.find(({ meeting }) => meeting)?.meeting
  const members = await peopleAsked(world, c.get('partnership'))
  const choices = members.map(
    ({ invitee, said, champion, apart }): Choice => ({
      email: invitee.email,
      name: invitee.name,
      company: invitee.company,
      mark: champion
        ? 'champion'
        : [SAID[said ?? ''], apart && said !== 'declined' && ABSENT].filter(Boolean).join(', '),
      apart,
    }),
  )
  const view: MeetingsView = {
    campaign: campaign.id,
    seen: await seriesSeen(world, c.get('partnership')),
    mayEdit: mayEdit(c.get('role')),
    meetings,
    debrief: meetings.some(isDebriefed) && !meetings.some(each => each.meeting && kindOf(each).debriefs),
    choices,
    zones: zoneNames(),
    usual: {
      ordinal: '2',
      weekday: '2',
      months: 'February, May, August, November',
      count: '4',
      start: '08:00',
      end: '09:30',
      zone: currentZone(usual?.zone ?? 'America/Denver'),
      host: usual?.venue.host ?? '',
      address: usual?.venue.address ?? '',
    },
    typing,
  }
  const status = typing ? 422 : 200
  return showPage(c, { title: 'Meetings', section: 'meetings', status }, <Meetings {...view} />)
}
