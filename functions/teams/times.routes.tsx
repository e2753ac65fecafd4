/** Routes of a team's lead, by link: a time by one click, the agenda, what was agreed, what the team wants to reach. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { instantOf } from '../../domain/keep/time.ts'
import { leadOf } from '../../domain/teams/team.ts'
import { CALL_MINUTES } from '../../domain/teams/team-times.ts'
import { LeadPage } from '../../pages/teams/times.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import { steadily } from '../keep/steadily.ts'
import type { WebEnv } from '../web/env.ts'
import { mergeTyped } from '../web/merged.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { givenDate, givenStart, skippedHour } from '../web/when.ts'
import { askPartners, setAim, settleOffer, withdrawAsk } from './action-team.ts'
import type { Promising } from './commitments.ts'
import {
  atOf,
  type Leading,
  type MovingCall,
  moveNextCall,
  openLead,
  promiseOfTeam,
  type SettingCall,
  setCall,
  setNextAgenda,
} from './lead-team.ts'
import { shownCommitments, shownTeam } from './team-view.ts'

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Shorten this to ${most.toLocaleString('en-US')} characters.`)
const when = {
  date: givenDate,
  start: givenStart,
  minutes: z.coerce.number().int().min(15).max(120).catch(CALL_MINUTES),
  where: text(300).default(''),
}

const form = z.discriminatedUnion(
  'do',
  [
    z.object({
      do: z.literal('choose'),
      slot: z.literal('own', 'Choose one of the times, or another one.'),
      ...when,
      agenda: text(2000).default(''),
    }),
    z.object({ do: z.literal('move'), ...when }),
    z.object({ do: z.literal('agenda'), agenda: text(2000).default('') }),
    z.object({ do: z.literal('aim'), outcome: text(500).default(''), strategy: text(1000).default('') }),
    z.object({ do: z.literal('ask'), text: text(300).min(1, 'Say what you ask for.') }),
    z.object({ do: z.literal('unask'), ask: z.string().max(64) }),
    z.object({ do: z.literal('offer'), offer: z.string().max(64), answer: z.enum(['welcome', 'not now']) }),
    z.object({
      do: z.literal('promise'),
      what: text(300).min(1, 'Say what will be done.'),
      owner: z.string().max(254).min(1, 'Choose who does it.'),
      due: givenDate,
    }),
  ],
  'Choose what to do.',
)
type Said = z.infer<typeof form>

const DONE: Record<Said['do'], string> = {
  choose: 'The call is set. Everyone on the team gets the entry for their calendar.',
  move: 'The call has moved. Everyone who has the entry gets the change.',
  agenda: 'The agenda is saved.',
  aim: 'Saved. All members can read it.',
  ask: 'Partners read it in their next email, on Monday.',
  unask: 'You do not ask for it any more.',
  offer: 'Your answer to the partner is noted.',
  promise: 'Written down. They are reminded a week and a day ahead.',
}

export function timesRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.times.route, async c => {
    const leading = await openLead(world, c.req.param('token'))
    if (!leading) return deadLink(c)
    const done = c.req.query('done') ?? ''
    // The letter links each time: its page then has that one ticked, and nothing is set before the button.
    const slot = (c.req.query('slot') ?? '').replace('T', ' ')
    const ticked = slot === '' ? {} : { form: 'choose', typed: { slot } }
    return showTimes(c, leading, Object.hasOwn(DONE, done) ? { done: DONE[done as Said['do']] } : ticked)
  })

  app.post(PERSONAL.times.route, async c => {
    // Whoever has no part in it is told so before their form is read.
    if (!(await openLead(world, c.req.param('token')))) return deadLink(c)
    const read = typedIn(await c.req.parseBody())
    return steadily(world, async world => {
      const leading = await openLead(world, c.req.param('token'))
      if (!leading) return deadLink(c)
      const stands = standing(leading)[read.do ?? '']
      const { values: typed, clashes } = stands ? mergeTyped(read, stands) : { values: read, clashes: [] }
      if (clashes.length > 0) return showTimes(c, leading, { form: typed.do, typed, clashes })
      const found = form.safeParse(withSlot(typed, leading))
      const errors = found.success ? await act(world, leading, found.data) : errorsOf(found.error)
      if (Object.keys(errors).length > 0) return showTimes(c, leading, { form: typed.do, typed, errors })
      return c.redirect(withQuery(c.req.path, { done: typed.do }), 303)
    })
  })

  return app
}

/** What the forms that come filled were filled from, by what they do. */
function standing(leading: Leading): Record<string, Record<string, string>> {
  const { outcome, strategy } = leading.team
  const { next } = shownTeam(leading.overview, leading.team)
  const { meeting } = next ?? {}
  return {
    aim: { outcome: outcome ?? '', strategy: strategy ?? '' },
    ...(next ? { agenda: { agenda: next.agenda ?? '' } } : {}),
    ...(meeting
      ? { move: { date: meeting.date, start: meeting.start, where: meeting.venue.address || meeting.venue.host } }
      : {}),
  }
}

/** A proposed time as if it had been typed; without any choice the question is which. */
function withSlot(typed: Record<string, string>, { team }: Leading): Record<string, string> {
  if (typed.do !== 'choose' || typed.slot === 'own') return typed
  const slot = team.proposal?.slots.find(({ date, start }) => `${date} ${start}` === typed.slot)
  if (!slot) return typed.date || team.calls.length > 0 ? { ...typed, slot: 'own' } : typed
  return { ...typed, slot: 'own', date: slot.date, start: slot.start, minutes: String(CALL_MINUTES) }
}

const WHEN = {
  past: { date: 'Choose a time in the future.' },
  'too far': { date: 'Choose a time within the next year.' },
  'over midnight': { start: 'The call has to end on the same day.' },
} satisfies Record<string, Errors>

const WRONG = {
  choose: { ...WHEN, 'set already': { date: 'There is a call already. Move it, or wait until it has been.' } },
  move: {
    ...WHEN,
    'none set': { date: 'There is no call to move.' },
    often: { date: 'It has moved often enough for one day. Try again tomorrow.' },
  },
  agenda: { 'none set': { agenda: 'No call is planned.' } },
  promise: {
    nobody: { owner: 'Choose someone who is on the team.' },
    'too many': { what: 'There are too many already. Finish or delete some first.' },
    past: { due: 'Choose a day in the future.' },
  },
} satisfies {
  choose: Record<Exclude<SettingCall, 'set'>, Errors>
  move: Record<Exclude<MovingCall, 'moved'>, Errors>
  agenda: Record<'none set', Errors>
  promise: Record<Exclude<Promising, 'noted'>, Errors>
}

/** Does what was asked; answers what is wrong with it instead, if anything is. */
async function act(world: World, leading: Leading, said: Said): Promise<Errors> {
  const at = atOf(leading)
  switch (said.do) {
    case 'choose': {
      const never = skippedHour(said.date, said.start, leading.overview.zone)
      if (never) return { start: never }
      const setting = await setCall(world, leading, said)
      return setting === 'set' ? {} : WRONG.choose[setting]
    }
    case 'move': {
      const never = skippedHour(said.date, said.start, leading.overview.zone)
      if (never) return { start: never }
      const moving = await moveNextCall(world, leading, said)
      return moving === 'moved' ? {} : WRONG.move[moving]
    }
    case 'agenda': {
      const setting = await setNextAgenda(world, leading, said.agenda)
      return setting === 'set' ? {} : WRONG.agenda[setting]
    }
    case 'promise': {
      const promising = await promiseOfTeam(world, leading, said)
      return promising === 'noted' ? {} : WRONG.promise[promising]
    }
    case 'aim':
      await setAim(world, at, said.outcome, said.strategy)
      return {}
    case 'ask':
      await askPartners(world, at, said.text)
      return {}
    case 'unask':
      await withdrawAsk(world, at, said.ask)
      return {}
    case 'offer':
      await settleOffer(world, at, said.offer, said.answer)
      return {}
  }
}

interface Typing {
  form?: string | undefined
  typed?: Record<string, string>
  errors?: Errors
  /** What was written meanwhile, from another page of theirs or by the convener. */
  clashes?: readonly Clash[]
  done?: string
}

function showTimes(
  c: Context<WebEnv>,
  leading: Leading,
  { form: which, typed = {}, errors = {}, clashes = [], done }: Typing,
) {
  const { partnership, team, overview } = leading
  const stands = standing(leading)
  const { now, zone } = overview
  const own = overview.commitments.filter(each => each.team === team.id)
  const view = {
    ...shownTeam(overview, team),
    path: c.req.path,
    partnership: nameOf(partnership),
    lead: leadOf(team)?.name ?? '',
    zone,
    slots: (team.proposal?.slots ?? []).filter(({ date, start }) => instantOf(date, start, zone) > now),
    commitments: shownCommitments(overview, own),
    merging: (form: string) => ({ was: stands[form] ?? {}, clashes: form === which ? clashes : [] }),
    form: which,
    typed,
    errors,
    done,
  }
  const wrong = Object.keys(errors).length > 0
  return c.html(
    page(`${wrong ? 'Please check: ' : ''}${team.name}`, <LeadPage {...view} />, { calm: true }),
    clashes.length > 0 ? 409 : wrong ? 422 : 200,
  )
}
