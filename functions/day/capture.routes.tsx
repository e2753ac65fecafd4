/** Routes of what a meeting says: by the convener's page, and by the team's links of the day. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { attendanceOf, type Guest } from '../../domain/day/attendance.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { mayEdit, nameOf, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS, PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { isDay, wallOf } from '../../domain/keep/time.ts'
import { MOST_PRIORITIES, MOST_VOTES } from '../../domain/teams/record.ts'
import { Capture, type CaptureView } from '../../pages/day/capture.tsx'
import { page } from '../../pages/web/layout.tsx'
import { requireRole } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import { addCommitment, commitmentsOf } from '../teams/commitments.ts'
import { ballotsOf, namePriority, prioritiesOf, rewordPriority, vote } from '../teams/record.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { doorOf, whoKeeps } from './check-in.ts'
import { guestsIn } from './run-sheet.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.capture.route

/** So many promises one meeting can hold; whoever got hold of a link of the day could add them without end. */
const MOST_PROMISES = 200

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

/** Where somebody is: which meeting, who they are, and where the page lies. */
interface Place {
  campaign: Campaign
  partnership: Partnership
  by: string
  path: string
  mayEdit: boolean
}

export function captureRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const at = (c: Request): Place => ({
    campaign: c.get('campaign'),
    partnership: c.get('partnership'),
    by: c.get('email'),
    path: PATHS.capture(c.get('campaign').id),
    mayEdit: mayEdit(c.get('role')),
  })
  app.get(ROUTE, requireRole(world, 'read'), async c => shown(c, await viewOf(world, at(c), saidOf(c)), 200))
  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const taken = await take(c, world, at(c))
    return 'path' in taken ? c.redirect(taken.path, 303) : shown(c, await viewOf(world, at(c), taken), 422)
  })
  return app
}

const shown = (c: Request, view: CaptureView, status: 200 | 422) =>
  showPage(c, { title: 'Priorities and commitments', section: 'day', status }, <Capture {...view} />)

/** The same behind a link of the day, as long as the door is open. */
export function linkedCaptureRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const open = async (c: Request): Promise<Place | undefined> => {
    const keeper = await whoKeeps(world, c.req.param('token') ?? '')
    const meeting = keeper?.campaign.meeting
    if (!keeper || !meeting) return undefined
    const { campaign, partnership, member } = keeper
    const editable = doorOf(meeting, world.clock.now()) === 'open'
    return { campaign, partnership, by: member.name, path: c.req.path, mayEdit: editable }
  }
  const linked = async (c: Request, place: Place, told: Told, status: 200 | 422) => {
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
    if (!place?.mayEdit) return deadLink(c)
    const taken = await take(c, world, place)
    return 'path' in taken ? c.redirect(taken.path, 303) : linked(c, place, taken, 422)
  })
  return app
}

interface Told {
  done?: string | undefined
  form?: string
  typed?: Record<string, string>
  errors?: Errors
}

const saidOf = (c: Request): Told => {
  const said = c.req.query('said') ?? ''
  return { done: Object.hasOwn(SAID, said) ? SAID[said] : undefined }
}

/** Does what a form asks for; answers where to go, or what is wrong with it. */
async function take(c: Request, world: World, place: Place): Promise<{ path: string } | Told> {
  const fields = await c.req.parseBody({ all: true })
  const typed = typedIn(fields)
  const found = form.safeParse(typed)
  const wrong = (errors: Errors): Told => ({ form: typed.do ?? 'name', typed, errors })
  if (!found.success) return wrong(errorsOf(found.error))
  const { campaign, path, by } = place
  const asked = found.data
  if (asked.do === 'name') {
    if ((await namePriority(world, campaign.id, asked.text)) === 'too many')
      return wrong({ text: `A list holds ${MOST_PRIORITIES} priorities. Put two together first.` })
  } else if (asked.do === 'reword') await rewordPriority(world, campaign.id, asked.priority, asked.text)
  else if (asked.do === 'vote') {
    const { companies } = businessesIn(await guestsIn(world, campaign))
    const company = companies.find(({ key }) => key === asked.company)
    const chosen = [fields.priorities].flat().filter(each => typeof each === 'string')
    if (!company) return wrong({ company: 'This company is not among the businesses that are here.' })
    if (chosen.length > MOST_VOTES) return wrong({ votes: `${company.name} has ${MOST_VOTES} votes. Choose fewer.` })
    await vote(world, campaign.id, company, chosen, by)
  } else {
    const owner = peopleOf(place, await guestsIn(world, campaign)).find(({ email }) => sameAddress(email, asked.owner))
    if (!owner) return wrong({ owner: 'Choose who does it.' })
    if (asked.due < wallOf(world.clock.now(), campaign.meeting?.zone ?? 'UTC').day)
      return wrong({ due: 'Choose a day that is still to come.' })
    const made = (await commitmentsOf(world.store, campaign.partnership)).filter(each => each.campaign === campaign.id)
    if (made.length >= MOST_PROMISES) return wrong({ what: 'There are too many already for anybody to keep.' })
    const { what, due } = asked
    await addCommitment(world, campaign.partnership, { campaign: campaign.id, what, owner, due })
  }
  return { path: withQuery(path, { said: asked.do }, SECTION[asked.do]) }
}

const SECTION = { name: 'priorities', reword: 'priorities', vote: 'votes', promise: 'commitments' } as const

/** Businesses that are there; while nobody was checked in, those that said they would be. */
function businessesIn(guests: readonly Guest[]): { companies: { key: string; name: string }[]; expected: boolean } {
  const expected = attendanceOf(guests).people.length === 0
  const there = guests.filter(
    ({ publicPartner, came, said }) => !publicPartner && (expected ? said === 'yes' : came !== undefined),
  )
  const companies = new Map(there.map(({ company }) => [company.key, company]))
  return { companies: [...companies.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')), expected }
}

/** Who can promise something: whoever is there or expected, the champions and the support team. */
function peopleOf({ partnership }: Place, guests: readonly Guest[]) {
  const people = [
    ...partnership.champions.map(({ name, email, company }) => ({ name, email, company })),
    ...guests
      .filter(({ came, said }) => came || said === 'yes')
      .map(({ name, email, company }) => ({ name, email, company: company.name })),
    ...partnership.team.map(({ name, email, organization }) => ({ name, email, company: organization })),
  ]
  return [...new Map(people.reverse().map(each => [each.email.toLowerCase(), each])).values()].reverse()
}

async function viewOf(world: World, place: Place, told: Told): Promise<CaptureView> {
  const { campaign } = place
  const guests = await guestsIn(world, campaign)
  const { companies, expected } = businessesIn(guests)
  const ballots = new Map((await ballotsOf(world.store, campaign.id)).map(each => [each.company.key, each.priorities]))
  return {
    path: place.path,
    mayEdit: place.mayEdit,
    priorities: await prioritiesOf(world.store, campaign.id),
    companies: companies.map(company => ({ ...company, chosen: ballots.get(company.key) ?? [] })),
    expected,
    commitments: (await commitmentsOf(world.store, campaign.partnership)).filter(each => each.campaign === campaign.id),
    people: peopleOf(place, guests),
    done: told.done,
    form: told.form,
    typed: told.typed ?? {},
    errors: told.errors ?? {},
  }
}
