/** Routes of the meetings of a partnership. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { daysOf, MOST_MEETINGS, type Ordinal, pickedDays, type Weekday } from '../../domain/campaign/series.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Venue } from '../../domain/keep/meeting.ts'
import { canonicalAddress, mayEdit, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { type Day, wallOf } from '../../domain/keep/time.ts'
import { currentZone, zoneNames } from '../../domain/keep/zones.ts'
import { readMailbox } from '../../domain/list/mailbox.ts'
import type { Choice, Planning } from '../../pages/table/meeting-forms.tsx'
import { Meetings, type MeetingsView } from '../../pages/table/meetings.tsx'
import { requireRole } from '../access/caller.ts'
import { startSending } from '../campaign/request-signatures.ts'
import { type Member, membersOf, startDebrief, startMeeting, startSeries } from '../campaign/start-meeting.ts'
import { campaignOfRef, campaignRef, pointers, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { adoptCall } from '../teams/action-team.ts'
import type { WebEnv } from '../web/env.ts'
import { refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf } from '../web/typed.ts'
import { clockErrors, givenDate, hours, refuseImpossible } from '../web/when.ts'

const ROUTE = PATHS.meetings.route

type Request = Context<WebEnv>

export function meetingRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => show(c, world))

  app.post(PATHS.startDebrief.route, requireRole(world, 'edit'), async c => {
    const { minutes } = await c.req.parseBody()
    const context = { campaign: c.get('campaign'), partnership: c.get('partnership') }
    const launch = isDebriefed(context.campaign) ? context : await launchOf(world, c.get('partnership'))
    const length = Math.min(240, Math.max(15, Number(minutes) || 45))
    const id = launch && (await startDebrief(world, launch, length, c.get('email')))
    return id ? c.redirect(PATHS.review(id), 303) : refused(c, 400, 'The launch has no date yet', 'Give it one first.')
  })

  app.post(PATHS.startTeamCall.route, requireRole(world, 'edit'), async c => {
    const { typed, ticked } = await typedIn(c)
    const members = await membersOf(world, c.get('partnership'))
    const found = team.safeParse(typed)
    const errors: Errors = found.success ? {} : errorsOf(found.error)
    const leads = members.find(({ invitee }) => canonicalAddress(invitee.email) === canonicalAddress(typed.lead ?? ''))
    const invitees = asked(members, leads ? [...ticked, leads.invitee.email] : ticked, typed.others, errors)
    if (found.success && found.data.date <= today(world, found.data.zone))
      errors.date = 'Choose a day that is still to come.'
    if (!found.success || Object.keys(errors).length > 0)
      return show(c, world, { form: 'action-team', typed, ticked, errors })
    const { name, date, start, end, zone } = found.data
    const wanted = { kind: 'action-team', date, start, end, zone, venue: venueOf(found.data) } as const
    const id = await startMeeting(
      world,
      c.get('partnership'),
      wanted,
      { name, lead: leads?.invitee.name, invitees },
      c.get('email'),
    )
    const launch = (await launchOf(world, c.get('partnership')))?.campaign
    const lead = leads?.invitee.publicPartner ? undefined : leads?.invitee.email
    const call = { campaign: id, slot: { date, start, end }, name, lead, members: invitees }
    if (launch) await adoptCall(world, launch, call, c.get('email'))
    return c.redirect(PATHS.review(id), 303)
  })

  app.post(PATHS.startQuarterly.route, requireRole(world, 'edit'), async c => {
    const { typed, ticked } = await typedIn(c)
    const members = await membersOf(world, c.get('partnership'))
    const found = series.safeParse(typed)
    const errors: Errors = found.success ? {} : errorsOf(found.error)
    const invitees = asked(members, ticked, typed.others, errors)
    const days = found.success ? daysIn(found.data, today(world, found.data.zone), errors) : []
    if (found.success) for (const date of days) Object.assign(errors, clockErrors({ ...found.data, date }))
    if (!found.success || Object.keys(errors).length > 0)
      return show(c, world, { form: 'quarterly', typed, ticked, errors })
    const { start, end, zone } = found.data
    const wanted = { start, end, zone, venue: venueOf(found.data) }
    await startSeries(world, c.get('partnership'), days, wanted, invitees, c.get('email'))
    return c.redirect(PATHS.meetings(c.get('campaign').id), 303)
  })

  app.post(PATHS.sendQuarterly.route, requireRole(world, 'edit'), async c => {
    const problems = new Set<string>()
    for (const { id, status, meeting } of await campaignsOf(world, c.get('partnership'))) {
      if (status !== 'draft' || !meeting || !kindOf({ meeting }).inSeries) continue
      const sending = await startSending(world, id, c.get('email'))
      for (const problem of sending.ok ? [] : sending.problems) problems.add(problem)
    }
    if (problems.size > 0) return refused(c, 400, 'Not all of them can leave yet', [...problems].join(' '))
    return c.redirect(PATHS.meetings(c.get('campaign').id), 303)
  })

  app.post(PATHS.send.route, requireRole(world, 'edit'), async c => {
    const id = c.get('campaign').id
    const sending = await startSending(world, id, c.get('email'))
    return c.redirect(sending.ok ? PATHS.board(id) : PATHS.review(id), 303)
  })

  return app
}

const today = (world: World, zone: string): Day => wallOf(world.clock.now(), zone).day

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

/** The days of a series: those listed, or those of the rule. What is wrong goes into `errors`. */
function daysIn({ ordinal, weekday, months, count, dates }: z.infer<typeof series>, after: Day, errors: Errors): Day[] {
  if (dates.trim() !== '') {
    const { days, wrong } = pickedDays(dates)
    const past = days.filter(day => day <= after)
    if (wrong.length > 0) errors.dates = `${wrong.slice(0, 5).join(', ')}: write each date like 2027-05-11.`
    else if (past.length > 0) errors.dates = `${past.join(', ')}: choose days that are still to come.`
    else if (days.length > MOST_MEETINGS) errors.dates = `At most ${MOST_MEETINGS} dates at once.`
    return days
  }
  const words = months.split(/[\s,;]+|\band\b/i).filter(Boolean)
  const numbers = words.map(word => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1)
  if (words.length === 0) errors.months = 'Name at least one month, or list the dates below.'
  else if (numbers.includes(0)) errors.months = 'Write the months by name: February, May, August, November.'
  const many = count.trim() === '' ? 4 : Number(count)
  if (!Number.isInteger(many) || many < 1 || many > MOST_MEETINGS)
    errors.count = `Enter a number from 1 to ${MOST_MEETINGS}.`
  if (Object.keys(errors).length > 0) return []
  const which: Ordinal = ordinal === 'last' ? 'last' : (Number(ordinal) as 1 | 2 | 3 | 4)
  return daysOf({ ordinal: which, weekday: Number(weekday) as Weekday, months: numbers }, after, many)
}

/** Who is asked: the members that were ticked and the others that were typed. What is wrong goes into `errors`. */
function asked(members: readonly Member[], ticked: readonly string[], others = '', errors: Errors): Invitee[] {
  const wanted = new Set(ticked.map(canonicalAddress))
  const lines = others.split(/\r?\n/).filter(line => line.trim() !== '')
  const wrong = lines.filter(line => readMailbox(line) === undefined)
  if (wrong.length > 0) errors.others = `${wrong.slice(0, 3).join('; ')}: write each as Name <name@company.com>.`
  const typed = lines.flatMap((line): Invitee[] => {
    const found = readMailbox(line)
    if (!found) return []
    // Somebody who is known is asked as they are known.
    if (members.some(({ invitee }) => sameAddress(invitee.email, found.email))) {
      wanted.add(canonicalAddress(found.email))
      return []
    }
    return [{ ...found, title: '', company: '', phone: '', publicPartner: false }]
  })
  const chosen = members.filter(({ invitee }) => wanted.has(canonicalAddress(invitee.email)))
  const invitees = [...chosen.map(({ invitee }) => invitee), ...typed]
  if (invitees.length === 0) errors.people = 'Tick at least one person.'
  return invitees
}

async function typedIn(c: Request): Promise<{ typed: Record<string, string>; ticked: string[] }> {
  const fields = await c.req.parseBody({ all: true })
  const typed: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string' && name !== 'people') typed[name] = value.slice(0, 2000)
  const ticked = [fields.people].flat().filter(each => typeof each === 'string')
  return { typed, ticked }
}

async function campaignsOf(world: World, partnership: Partnership): Promise<Campaign[]> {
  const campaigns: Campaign[] = []
  for (const id of await pointers(world.store, campaignOfRef(partnership.id, '').partition, 'campaign#')) {
    const found = await read(world.store, campaignRef(id))
    if (found) campaigns.push(found.value)
  }
  return campaigns.sort((a, b) => ((a.meeting?.date ?? '') < (b.meeting?.date ?? '') ? -1 : 1))
}

const isDebriefed = (campaign: Campaign): boolean =>
  campaign.meeting !== undefined && kindOf(campaign).debriefed === true

async function launchOf(world: World, partnership: Partnership) {
  const campaign = (await campaignsOf(world, partnership)).find(
    ({ meeting }) => meeting && kindOf({ meeting }).foundsTeams,
  )
  return campaign && { campaign, partnership }
}

const SAID: Record<string, string> = { accepted: 'came or comes', delegated: 'sends someone', tentative: 'undecided' }

async function show(c: Request, world: World, typing?: Planning['typing']) {
  const campaign = c.get('campaign')
  const meetings = await campaignsOf(world, c.get('partnership'))
  const usual = campaign.meeting ?? meetings.find(({ meeting }) => meeting)?.meeting
  const members = await membersOf(world, c.get('partnership'))
  const choices = members.map(
    ({ invitee, said, champion }): Choice => ({
      email: invitee.email,
      name: invitee.name,
      company: invitee.company,
      mark: champion ? 'champion' : (SAID[said ?? ''] ?? ''),
    }),
  )
  const view: MeetingsView = {
    campaign: campaign.id,
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
