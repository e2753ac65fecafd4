/** Routes of what a meeting says: by the convener's page, and by the team's links of the day. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { mayEdit, nameOf } from '../../domain/keep/partnership.ts'
import { PATHS, PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { isDay } from '../../domain/keep/time.ts'
import { MOST_PRIORITIES, MOST_VOTES } from '../../domain/teams/record.ts'
import { Capture, type CaptureView } from '../../pages/day/capture.tsx'
import { page } from '../../pages/web/layout.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import { steadily } from '../keep/steadily.ts'
import { commitmentsOf } from '../teams/commitments.ts'
import { ballotsOf, prioritiesOf } from '../teams/record.ts'
import type { WebEnv } from '../web/env.ts'
import { boxesOf, mergeTyped, tickedIn } from '../web/merged.ts'
import { deadLink, forbidden } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { businessesIn, type Capturing, capture, type Place, peopleIn, placeOfKeeper } from './capture.ts'
import { whoKeeps } from './check-in.ts'
import { guestsIn } from './run-sheet.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.capture.route

const words = (longest: number) => z.string().trim().max(longest, `Shorten this to ${longest} characters.`)
const form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('name'), text: words(140).min(1, 'Say what it is.') }),
  z.object({ do: z.literal('reword'), priority: z.string().max(64), text: words(140) }),
  z.object({ do: z.literal('vote'), company: z.string().max(300) }),
  z.object({
    do: z.literal('promise'),
    what: words(300).min(1, 'Say what will be done.'),
    owner: z.string().min(1, 'Choose who does it.').max(254),
    due: z.string().trim().refine(isDay, 'Enter a date that exists, such as 2027-05-11.'),
  }),
])

const SAID: Record<string, string> = {
  name: 'It is on the list.',
  reword: 'The list is changed.',
  vote: 'The votes are noted.',
  promise: 'The commitment is written down.',
}

/** A place, and where its page lies. */
type Shown = Place & { path: string }

export function captureRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const at = (c: Request): Shown => ({
    campaign: c.get('campaign'),
    partnership: c.get('partnership'),
    by: c.get('email'),
    path: PATHS.capture(c.get('campaign').id),
    mayEdit: mayEdit(c.get('role')),
  })
  app.get(ROUTE, requireRole(world, 'read'), async c => shown(c, await viewOf(world, at(c), saidOf(c)), 200))
  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const taken = await steadilyAt(c, world, async world => take(c, world, at(c)))
    if (taken === 'closed') return forbidden(c, c.get('email'))
    return 'path' in taken ? c.redirect(taken.path, 303) : shown(c, await viewOf(world, at(c), taken), statusOf(taken))
  })
  return app
}

const statusOf = ({ clashes = [] }: Told) => (clashes.length > 0 ? 409 : 422)

const shown = (c: Request, view: CaptureView, status: 200 | 409 | 422) =>
  showPage(c, { title: 'Priorities and commitments', section: 'day', status }, <Capture {...view} />)

/** The same behind a link of the day, as long as the door is open. */
export function linkedCaptureRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const open = async (c: Request): Promise<Shown | undefined> => {
    const keeper = await whoKeeps(world, c.req.param('token') ?? '')
    return keeper?.campaign.meeting && { ...placeOfKeeper(world, keeper), path: c.req.path }
  }
  const linked = async (c: Request, place: Shown, told: Told, status: 200 | 409 | 422) => {
    const view = await viewOf(world, place, told)
    const checkIn = PERSONAL.day(c.req.param('token') ?? '')
    const body = <Capture {...view} checkIn={checkIn} partnership={nameOf(place.partnership)} />
    return c.html(page('Priorities and commitments', body, { calm: true }), status)
  }
  app.get(PERSONAL.dayCapture.route, async c => {
    const place = await open(c)
    return place ? linked(c, place, saidOf(c), 200) : deadLink(c)
  })
  app.post(PERSONAL.dayCapture.route, async c => {
    const place = await open(c)
    const taken = place && (await steadily(world, world => take(c, world, place)))
    if (!taken || taken === 'closed') return deadLink(c)
    return 'path' in taken ? c.redirect(taken.path, 303) : linked(c, place, taken, statusOf(taken))
  })
  return app
}

interface Told {
  done?: string | undefined
  form?: string
  typed?: Record<string, string>
  errors?: Errors
  /** What somebody else wrote meanwhile. */
  clashes?: readonly Clash[]
}

const saidOf = (c: Request): Told => {
  const said = c.req.query('said') ?? ''
  return { done: Object.hasOwn(SAID, said) ? SAID[said] : undefined }
}

/** Does what a form asks for; answers where to go, or what is wrong with it. */
async function take(c: Request, world: World, place: Shown): Promise<{ path: string } | Told | 'closed'> {
  const fields = await c.req.parseBody({ all: true })
  const typed = typedIn(fields)
  const reworded = typed.do === 'reword' ? await wordsOf(world, place, typed.priority) : undefined
  const { values, clashes } =
    reworded === undefined ? { values: typed, clashes: [] } : mergeTyped(typed, { text: reworded })
  if (clashes.length > 0) return { form: 'reword', typed: values, clashes }
  const found = form.safeParse(values)
  const wrong = (errors: Errors): Told => ({ form: typed.do ?? 'name', typed, errors })
  if (!found.success) return wrong(errorsOf(found.error))
  const said = found.data
  const priorities = said.do === 'vote' ? await votesOf(world, place, said.company, fields.priorities, typed.was) : []
  const capturing = await capture(world, place, said.do === 'vote' ? { ...said, priorities } : said)
  if (capturing === 'closed') return capturing
  if (capturing === 'noted') return { path: withQuery(place.path, { said: said.do }, SECTION[said.do]) }
  return wrong(
    typeof capturing === 'string'
      ? WRONG[capturing]
      : { votes: `${capturing.votes} has ${MOST_VOTES} votes. Choose fewer.` },
  )
}

/** How a priority reads now; undefined: it is not on the list. */
const wordsOf = async (world: World, { campaign }: Place, id: string | undefined) =>
  (await prioritiesOf(world.store, campaign.id)).find(each => each.id === id)?.text

/** What a business is behind: what was ticked here, and what somebody else noted of them meanwhile. */
async function votesOf(world: World, { campaign }: Place, company: string, ticked: unknown, was: string | undefined) {
  const ballot = (await ballotsOf(world.store, campaign.id)).find(each => each.company.key === company)
  const mine = { ...boxesOf('priorities', ticked), ...(was === undefined ? {} : { was }) }
  return tickedIn(mergeTyped(mine, boxesOf('priorities', ballot?.priorities ?? [])).values, 'priorities')
}

const SECTION = { name: 'priorities', reword: 'priorities', vote: 'votes', promise: 'commitments' } as const

const WRONG: Record<Exclude<Capturing & string, 'noted' | 'closed'>, Errors> = {
  full: { text: `A list holds ${MOST_PRIORITIES} priorities. Put two together first.` },
  'not here': { company: 'This company is not among the businesses that are here.' },
  nobody: { owner: 'Choose who does it.' },
  past: { due: 'Choose a day in the future.' },
  'too many': { what: 'There are too many already. Finish or delete some first.' },
}

async function viewOf(world: World, place: Shown, told: Told): Promise<CaptureView> {
  const { campaign } = place
  const guests = await guestsIn(world, campaign)
  const { companies, expected } = businessesIn(guests)
  const ballots = new Map((await ballotsOf(world.store, campaign.id)).map(each => [each.company.key, each.priorities]))
  return {
    path: place.path,
    mayEdit: place.mayEdit,
    priorities: await prioritiesOf(world.store, campaign.id),
    companies: companies.map(company => {
      const chosen = ballots.get(company.key) ?? []
      return { ...company, chosen, was: boxesOf('priorities', chosen) }
    }),
    clashes: told.clashes ?? [],
    expected,
    commitments: (await commitmentsOf(world.store, campaign.partnership)).filter(each => each.campaign === campaign.id),
    people: peopleIn(place, guests),
    done: told.done,
    form: told.form,
    typed: told.typed ?? {},
    errors: told.errors ?? {},
  }
}
