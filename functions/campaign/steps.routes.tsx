/** Routes of the form: every step is saved as typed, errors stand beside their fields, and what an edit brings is said before. */

import type { Context as Request } from 'hono'
import { Hono } from 'hono'
import { type Campaign, isKnown, MOST_OF_A_REASON } from '../../domain/keep/campaign.ts'
import { cleanNote } from '../../domain/keep/clean-text.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { beginsWithHold, certainRows, kindOf } from '../../domain/keep/kinds.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import type { Typed } from '../../domain/keep/partnership.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { stepsDone, stepsUnfinished } from '../../domain/keep/setup.ts'
import { type Instant, readable, wallOf } from '../../domain/keep/time.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { zoneNames } from '../../domain/keep/zones.ts'
import { forecast, sentAt, warnings } from '../../domain/send/plan.ts'
import { MERGE_FIELDS } from '../../mail/merge.ts'
import { ChampionsForm, MeetingForm, PartnershipForm, TeamForm } from '../../pages/campaign/forms.tsx'
import { ConfirmStep, type StepView } from '../../pages/campaign/frame.tsx'
import { LetterForm } from '../../pages/campaign/letter.tsx'
import { TimingForm } from '../../pages/campaign/timing.tsx'
import type { TimelineMark } from '../../pages/send/timeline.tsx'
import type { Merging } from '../../pages/web/field.tsx'
import { type Steps, stepsFor } from '../../pages/web/steps.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import { type Context, readContext } from '../keep/context.ts'
import { hasAny, invitationsOf } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { safeSettings } from '../keep/safe-preview.ts'
import { sendTest, viewText } from '../send/preview.ts'
import { LETTER } from '../send/texts/text-rows.ts'
import type { WebEnv } from '../web/env.ts'
import { wasIn } from '../web/merged.ts'
import { wordsOf } from '../web/said.ts'
import { showPage } from '../web/show.tsx'
import type { Errors } from '../web/typed.ts'
import { LARGEST_PICTURE } from './picture.ts'
import { lastSaved, saveStep, shownStep } from './save-step.ts'
import { CHAMPION_ROWS, championsStep } from './steps/champions.ts'
import { letterStep } from './steps/letter.ts'
import { meetingStep } from './steps/meeting.ts'
import { partnershipStep } from './steps/partnership.ts'
import type { Step } from './steps/step.ts'
import { TEAM_ROWS, teamStep } from './steps/team.ts'
import { timingStep } from './steps/timing.ts'

const FORM: readonly Step[] = [partnershipStep, meetingStep, championsStep, teamStep, letterStep, timingStep]
/** Longer than any field may be, so that what was typed can still be shown with its error. */
const KEPT = 20_000
/** More than all fields of any step together; what goes beyond belongs to no form of ours, and is not kept. */
const KEPT_TOGETHER = 120_000

type Caller = Request<WebEnv>

export function stepRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  for (const step of FORM) {
    const { route } = PATHS[step.id]
    app.get(route, requireRole(world, 'read'), async c => {
      const context = contextOf(c)
      const { values, clashes } = shownStep(step, context)
      const reading = unfinished(context, step) && step.read(values, context)
      const merging = await mergingOf(world, context, step, clashes)
      return showSteps(c, world, step, values, reading && !reading.ok ? reading.errors : {}, { merging })
    })
    app.post(route, requireRole(world, 'edit'), async c => {
      const typed = await typedOf(c)
      return steadilyAt(c, world, world => save(c, world, step, typed))
    })
  }
  // What is being typed, sent to whoever types it and not kept; the page stays as it is.
  app.post(PATHS.letterTest.route, requireRole(world, 'edit'), async c => {
    const typed = await typedOf(c)
    const { subject = '', body, invitee } = typed
    const words = body === undefined ? undefined : { subject, body }
    const { id } = c.get('campaign')
    const safe = safeSettings(world.settings, id, world.clock.now())
    const sight = { text: LETTER, typed: words, invitation: invitee ? invitationIdFrom(invitee) : undefined, safe }
    const sent = await sendTest(world, id, await viewText(world, id, sight), c.get('email'))
    const merging = { was: wasIn(typed.was) ?? shownStep(letterStep, contextOf(c)).values }
    return showSteps(c, world, letterStep, typed, {}, { merging, said: sent === 'sent' ? SAID.tested : SAID.untested })
  })
  return app
}

export const contextOf = (c: Caller): Context => ({ campaign: c.get('campaign'), partnership: c.get('partnership') })

/** With what was just kept of what does not read yet. */
const freshOf = async (world: World, context: Context): Promise<Context> =>
  (await readContext(world.store, context.campaign.id)) ?? context

/** What a form of a step carries: what stands now, and what clashes with it. */
async function mergingOf(
  world: World,
  context: Context,
  step: Step,
  clashes: Merging['clashes'] & {},
): Promise<Merging> {
  const { values } = shownStep(step, context)
  return { was: values, clashes, who: clashes.length > 0 ? await lastSaved(world, context, step) : undefined }
}

const unfinished = ({ campaign, partnership }: Context, { of, id }: Step): Typed | undefined =>
  (of === 'campaign' ? campaign : partnership).unfinished[id]

async function save(c: Caller, world: World, step: Step, typed: Typed) {
  const context = contextOf(c)
  const saving = await saveStep(world, context, step, typed, {
    confirmed: typed.confirmed === 'yes',
    by: c.get('email'),
    reason: typed.reason?.trim().slice(0, MOST_OF_A_REASON),
  })
  if (saving !== 'saved' && 'errors' in saving)
    return showSteps(c, world, step, saving.merged.values, saving.errors, {
      status: 422,
      merging: await mergingOf(world, await freshOf(world, context), step, []),
    })
  if (saving !== 'saved' && 'clashing' in saving) {
    const { values, clashes } = saving.clashing
    const merging = await mergingOf(world, context, step, clashes)
    return showSteps(c, world, step, values, {}, { status: 409, merging })
  }
  if (saving !== 'saved')
    return showPage(
      c,
      { title: 'Before you save', section: 'setup' },
      <ConfirmStep
        view={{ ...(await viewOf(c, world, step.id, typed, {})), doubts: saving.doubts }}
        consequences={saving.brings}
        asksReason={step.id === 'meeting' && isKnown(context.campaign)}
      />,
    )
  const steps = stepsOf(context.campaign)
  const next = steps[steps.findIndex(([id]) => id === step.id) + 1]?.[0] ?? 'review'
  return c.redirect(PATHS[next](context.campaign.id), 303)
}

/** The fields as text; a picture that was chosen as base64. */
async function typedOf(c: Caller): Promise<Typed> {
  const typed: Typed = {}
  let left = KEPT_TOGETHER
  for (const [name, value] of Object.entries(await c.req.parseBody())) {
    if (typeof value === 'string' && !name.startsWith('image_') && name !== 'was')
      left -= name.length + Math.min(value.length, KEPT)
    if (left < 0) break
    if (typeof value === 'string')
      typed[name] = cleanNote(value.replaceAll('\r\n', '\n')).slice(
        0,
        name.startsWith('image_') ? 2 * LARGEST_PICTURE : name === 'was' ? KEPT_TOGETHER : KEPT,
      )
    else if (value instanceof File && value.size > 0) {
      const bytes = Buffer.from(await value.arrayBuffer()).subarray(0, LARGEST_PICTURE + 1)
      typed[name.replace('picture_', 'image_')] = bytes.toString('base64')
    }
  }
  return typed
}

/** What a step shows beside its questions: which steps are done, and which need attention. */
export async function viewOf(c: Caller, world: World, step: StepView['step'], typed: Typed, errors: Errors) {
  const { campaign, partnership } = contextOf(c)
  const invited = await hasAny(world.store, DOCUMENTS.invitation, campaign.id)
  const done = stepsDone(campaign, partnership, invited)
  const open = stepsUnfinished(campaign, partnership)
  if (Object.keys(errors).length > 0) open.push(step)
  const said = wordsOf(SAID, c.req.query('said'))
  const view: StepView = {
    campaign: campaign.id,
    steps: stepsOf(campaign),
    step,
    typed,
    errors,
    done,
    open,
    mayEdit: mayEdit(c.get('role')),
    said,
  }
  return view
}

/** The steps of the form for a kind of meeting. */
const stepsOf = (campaign: Campaign): Steps['steps'] => stepsFor(kindOf(campaign))

/** What an address may ask a page to say. */
const SAID: Record<string, string> = {
  tested: 'Test sent to you: exactly what is on this page, saved or not. Its links open a preview that stores nothing.',
  untested: 'The test could not be sent. Try again in a minute.',
  asked: 'The champions have been asked to sign. We’ll tell you when all of them have.',
  again: 'Asked again. The email is on its way.',
  early: 'They were asked only minutes ago. Wait a quarter of an hour, or call.',
  dropped: 'The champion is no longer on the letter.',
  paused: 'Paused. Nothing is sent.',
  resumed: 'Resumed.',
  canceled: 'The meeting is canceled.',
}

interface Showing {
  status?: 200 | 409 | 422
  said?: string | undefined
  merging: Merging
}

async function showSteps(
  c: Caller,
  world: World,
  step: Step,
  typed: Typed,
  errors: Errors,
  { status = 200, said = wordsOf(SAID, c.req.query('said')), merging }: Showing,
) {
  const doubts = step.doubts?.(typed, contextOf(c))
  const view = { ...(await viewOf(c, world, step.id, typed, errors)), said, doubts, merging }
  const title = stepsOf(c.get('campaign')).find(([id]) => id === step.id)?.[1] ?? ''
  const shown = { title, section: 'setup', status, broad: step.id === 'letter' } as const
  return showPage(c, shown, await formOf(c, world, step, view))
}

async function formOf(c: Caller, world: World, step: Step, view: StepView) {
  switch (step.id) {
    case 'partnership':
      return <PartnershipForm view={view} />
    case 'meeting':
      return <MeetingForm view={view} zones={zoneNames()} launch={kindOf(c.get('campaign')).signed} />
    case 'champions':
      return <ChampionsForm view={view} rows={CHAMPION_ROWS} />
    case 'team':
      return <TeamForm view={view} rows={TEAM_ROWS} />
    case 'letter':
      return letterForm(view, await letterExtras(c, world, view.typed.invitee))
    case 'timing':
      return (
        <TimingForm
          view={view}
          kind={kindOf(c.get('campaign'))}
          sent={sentRows(c.get('campaign'))}
          {...timeline(contextOf(c), world.clock.now())}
        />
      )
  }
}

/** Where the form asks for no agenda, it was not filled from one. */
function letterForm(view: StepView, extras: Awaited<ReturnType<typeof letterExtras>>) {
  const { agenda: _, ...was } = view.merging?.was ?? {}
  const merging = view.merging && !extras.agenda ? { ...view.merging, was } : view.merging
  return <LetterForm view={{ ...view, merging }} extras={extras} />
}

async function letterExtras(c: Caller, world: World, readBy: string | undefined) {
  const people: { id: string; name: string; company: string }[] = []
  for await (const { value } of invitationsOf(world.store, c.get('campaign').id)) {
    if (people.length === 100) break
    if (!value.removedAt) people.push({ id: value.id, name: value.invitee.name, company: value.invitee.company })
  }
  const asked = readBy ?? c.req.query('invitee') ?? ''
  const kind = kindOf(c.get('campaign'))
  const { signed } = kind
  // An agenda follows where an invitation comes after the hold.
  const agenda = beginsWithHold(kind) && certainRows(kind).length > 0
  return { fields: MERGE_FIELDS, signed, agenda, people, invitee: people.some(({ id }) => id === asked) ? asked : '' }
}

/** What was sent, and when. */
const sentRows = (campaign: Campaign): Map<string, string> =>
  new Map(
    kindOf(campaign).waves.flatMap((row): [string, string][] => {
      const at = sentAt(campaign, row)
      return at && campaign.meeting ? [[row.id, readable(at, campaign.meeting.zone)]] : []
    }),
  )

/** The waves as they will leave, as marks on a line. */
export function timeline({ campaign }: Context, now: Instant) {
  const { meeting } = campaign
  if (!meeting) return { marks: [], warnings: [], waves: [] }
  const waves = forecast(campaign, meeting, campaign.scheduledAt ?? now, campaign.timing.holidays)
  const marks: TimelineMark[] = waves.map(({ kind, at, off }) => ({
    label: WAVES[kind].label,
    day: wallOf(at, meeting.zone).day,
    kind: off ? 'off' : 'wave',
  }))
  const today: TimelineMark = { label: 'Today', day: wallOf(now, meeting.zone).day, kind: 'today' }
  const gathering: TimelineMark = { label: kindOf(campaign).title, day: meeting.date, kind: 'meeting' }
  // On one day, what follows the meeting stands behind it.
  const over = waves.findIndex(({ at }) => at >= endOf(meeting))
  const before = over < 0 ? marks : marks.slice(0, over)
  const all = [today, ...before, gathering, ...marks.slice(before.length)]
  return { marks: all, warnings: warnings(campaign, meeting, waves, now), waves }
}
