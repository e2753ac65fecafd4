/** Routes of the convener's board: how it stands, who said what, and each person's history. */

import { type Context, Hono } from 'hono'
import { filter, type Person, type Tally } from '../../domain/answer/board.ts'
import { wavesLeft } from '../../domain/answer/over-time.ts'
import { type Campaign, wasHeld } from '../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { SETTLED_BY_HAND, suggestedMatter } from '../../domain/keep/matter.ts'
import { factsOf } from '../../domain/keep/meeting.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { type Instant, longDate, readable } from '../../domain/keep/time.ts'
import { Board, type BoardView } from '../../pages/answer/board.tsx'
import { type BoardList, FILTERS, type Filter } from '../../pages/answer/board-people.tsx'
import { LikelyPage, type LikelyView } from '../../pages/answer/likely.tsx'
import type { ShownWave } from '../../pages/send/wave-line.tsx'
import { pauseWords } from '../../pages/web/harm-words.ts'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import { sendUnsent, UNSENT } from '../list/send-again.ts'
import { byName, namesIn } from '../list/whole/by-name.ts'
import { type WholeList, wholeList } from '../list/whole/whole-list.ts'
import { askBeforeSending } from '../send/sender/confirm-sender.tsx'
import { shownWaves } from '../send/shown-waves.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show.tsx'
import { boardFacts } from './board-facts.ts'
import { exportCsv } from './export-csv.ts'
import { asideOf } from './incoming/set-aside.ts'
import { troubleOf, whyNeeded } from './needs.ts'
import { peopleRoutes } from './people.routes.tsx'
import { sessionsView } from './sessions-view.ts'
import { settleMatter } from './settle-matter.ts'

const A_PAGE = 50
/** So many who need the convener are named at the top; a longer list has a page of its own. */
const NAMED = 8
const ROUTE = PATHS.board.route

type Request = Context<WebEnv>

/** The board and the people on it. */
export function boardRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>().route('/', peopleRoutes(world))

  app.get(ROUTE, requireRole(world, 'read'), async c => {
    const campaign = c.get('campaign')
    const view = await boardView(c, world, campaign, await wholeList(world.store, campaign.id))
    return showPage(c, { title: 'Board', section: 'board' }, <Board {...view} />)
  })

  app.post(PATHS.sendUnsent.route, requireRole(world, 'edit'), async c => {
    const { id } = c.get('campaign')
    const { why } = await c.req.parseBody()
    const word = UNSENT.find(each => each === why)
    const asks = word && (await askBeforeSending(c, world, { section: 'board', back: PATHS.board(id) }))
    if (asks) return asks
    if (word) await sendUnsent(world, id, word, c.get('email'))
    return c.redirect(PATHS.board(id), 303)
  })

  app.get(PATHS.boardCsv.route, requireRole(world, 'read'), async c => {
    const campaign = c.get('campaign')
    const people = await namesIn(world, campaign, (await wholeList(world.store, campaign.id)).people)
    c.set('audited', { count: people.length })
    c.header('Content-Disposition', 'attachment; filename="answers.csv"')
    return c.body(exportCsv(people), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
  })

  app.get(PATHS.likely.route, requireRole(world, 'read'), c => likely(c, world))

  // Each is settled as on the person's page, one after the other: what was settled already stays as it is.
  app.post(PATHS.likely.route, requireRole(world, 'edit'), async c => {
    const { confirm } = await c.req.parseBody({ all: true })
    const ticked = [confirm].flat().filter(each => typeof each === 'string')
    const done = { confirmed: 0, refused: 0 }
    for (const tick of ticked.slice(0, A_PAGE)) {
      const [invitation = '', matter = '', ...answer] = tick.split(' ')
      const word = SETTLED_BY_HAND.find(each => each === answer.join(' '))
      const settling =
        word &&
        (await settleMatter(world, c.get('campaign').id, invitationIdFrom(invitation), matter, word, c.get('email')))
      if (settling === 'settled') done.confirmed++
      else done.refused++
    }
    return likely(c, world, done)
  })

  return app
}

/** Replies that were not plain, the oldest first, to be confirmed together. */
async function likely(c: Request, world: World, done?: LikelyView['done']) {
  const campaign = c.get('campaign')
  const { people } = await wholeList(world.store, campaign.id)
  const answers = people
    .flatMap(({ id, invitee, matters, removedAt }) => {
      const matter = removedAt === undefined ? suggestedMatter(matters) : undefined
      return matter ? [{ invitation: id, name: invitee.name, company: invitee.company, matter }] : []
    })
    .sort((a, b) => (a.matter.at < b.matter.at ? -1 : 1))
  const view: LikelyView = {
    campaign: campaign.id,
    answers: answers.slice(0, A_PAGE),
    total: answers.length,
    zone: campaign.meeting?.zone ?? 'UTC',
    mayEdit: mayEdit(c.get('role')),
    done,
  }
  return showPage(c, { title: 'Likely answers', section: 'board' }, <LikelyPage {...view} />)
}

async function boardView(
  c: Request,
  world: World,
  campaign: Campaign,
  { people, missing }: WholeList,
): Promise<BoardView> {
  const now = world.clock.now()
  const { counted, needs, ...stands } = await boardFacts(world.clock, campaign, people)
  const zone = campaign.meeting?.zone ?? 'UTC'
  const facts = campaign.meeting && factsOf(campaign.meeting)
  const partnership = c.get('partnership')
  const waves = await shownWaves(world, { campaign, partnership }, people)
  return {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    state: stateOf(campaign, now),
    when: facts ? `${facts.date}, ${facts.time}` : '',
    place: campaign.meeting?.venue.host ?? '',
    mass: counted.mass,
    counts: counted.counts,
    ...stands,
    needs: needs.slice(0, NAMED),
    needsTotal: needs.length,
    missing,
    aside: (await asideOf(world, campaign.id)).messages.length,
    asking: waves.filter(needsConvener),
    waves: waves.filter(wave => !needsConvener(wave)),
    marks: wavesLeft(campaign),
    sessions: await sessionsView(world, campaign),
    readable: at => readable(at, zone).replace(/, \d{4},/, ','),
    ...(await listed(c, world, people, counted)),
  }
}

const needsConvener = ({ state }: ShownWave): boolean => state === 'asks' || state === 'unreadable'

/** The part of the list that is looked at: narrowed, sorted, one page of it. */
async function listed(
  c: Request,
  world: World,
  people: readonly Listed[],
  { companies }: Tally,
): Promise<Omit<BoardList, 'campaign' | 'readable'>> {
  const search = (c.req.query('q') ?? '').slice(0, 100)
  const wish = c.req.query('show') ?? ''
  const narrowed: Filter = wish in FILTERS ? (wish as Filter) : 'all'
  const by = c.req.query('by') === 'company' ? 'company' : 'person'
  const names = await namesIn(world, c.get('campaign'), people)
  const found = filter(narrowed === 'all' ? names : names.filter(fits(narrowed)), { text: search })
  const wanted = Number(c.req.query('page'))
  if (by === 'person') {
    const { items, ...paging } = pageOf(found, wanted, A_PAGE)
    return { search, filter: narrowed, by, people: items, companies: [], found: found.length, ...paging }
  }
  const kept = new Set(found)
  const rows = companies
    .map(company => ({ ...company, people: company.people.filter(person => kept.has(person)) }))
    .filter(company => company.people.length > 0)
  const { items, ...paging } = pageOf(rows, wanted, A_PAGE)
  const shown = items.map(company => ({ ...company, people: company.people.toSorted(byName) }))
  return { search, filter: narrowed, by, people: [], companies: shown, found: found.length, ...paging }
}

function fits(narrowed: Filter): (person: Person) => boolean {
  switch (narrowed) {
    case 'all':
      return () => true
    case 'needs you':
      return person => whyNeeded(person) !== undefined
    case 'trouble':
      return ({ invitation }) => troubleOf(invitation) !== undefined
    case 'public partners':
      return ({ invitation }) => invitation.invitee.publicPartner
    default:
      return ({ state }) => state === narrowed
  }
}

/** What the campaign waits for, where it is not simply on its way. */
function stateOf(campaign: Campaign, now: Instant): BoardView['state'] {
  const review = PATHS.review(campaign.id)
  if (wasHeld(campaign, now) && campaign.status !== 'paused')
    return {
      tone: 'success',
      title: `Held on ${longDate(campaign.meeting.date)}.`,
      text: 'Answers can still be recorded.',
    }
  switch (campaign.status) {
    case 'draft':
      if (!kindOf(campaign).signed)
        return {
          tone: 'info',
          title: 'Not sent yet.',
          text: 'Nothing is sent until you say so.',
          action: { href: review, label: 'Check and send' },
        }
      return {
        tone: 'info',
        title: 'Not sent to the champions yet.',
        text: 'Nothing is sent until they have signed the letter.',
        action: { href: review, label: 'Review and ask for signatures' },
      }
    case 'awaiting signatures':
      return {
        tone: 'warning',
        title: 'Waiting for signatures.',
        text: 'Nothing is sent until all champions have signed.',
        action: { href: review, label: 'See who has signed' },
      }
    case 'paused':
      return {
        tone: 'warning',
        title: 'Paused.',
        text: campaign.pausedWhy
          ? `${pauseWords(campaign.pausedWhy)} Nothing is sent until you resume.`
          : 'Nothing is sent until you resume.',
        action: { href: review, label: 'Resume' },
      }
    case 'canceled':
      return { tone: 'warning', title: 'Canceled.', text: 'Everyone who has the invitation is told.' }
    case 'finished':
    case 'scheduled':
    case 'running':
      return undefined
  }
}
