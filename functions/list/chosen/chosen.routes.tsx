/** Routes of people who were chosen together: what would be done is shown first, unless it sends nothing and can be undone. */
import { type Context, Hono } from 'hono'
import { filter, type Person, tally } from '../../../domain/answer/board.ts'
import { type CampaignId, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { holdsEntry, type Invitation } from '../../../domain/keep/invitation.ts'
import { sameAddress } from '../../../domain/keep/partnership.ts'
import { PATHS } from '../../../domain/keep/paths.ts'
import type { Done, Pressed } from '../../../domain/send/remind.ts'
import { SHOW_PEOPLE, type ShowPeople } from '../../../pages/list/choose.tsx'
import { type AskedDeed, ChosenDonePage, ChosenPage, type ChosenView } from '../../../pages/list/chosen.tsx'
import { requireRole } from '../../access/caller.ts'
import { invitationRef, readIfLegible } from '../../keep/documents.ts'
import type { World } from '../../keep/ports.ts'
import { askBeforeSending } from '../../send/sender/confirm-sender.tsx'
import type { WebEnv } from '../../web/env.ts'
import { refused } from '../../web/refusals.tsx'
import { showPage } from '../../web/show.tsx'
import { sendAgainTo, sendableAgain, unsentOf } from '../send-again.ts'
import { wholeList } from '../whole/whole-list.ts'
import { foreseeReminders, remind } from './remind.ts'
import { assignKnower, knowersOf, markPartners, removeChosen } from './set-right.ts'

type Request = Context<WebEnv>

/** So many may be chosen at once: a form of theirs is well below what a form may hold. */
export const MOST_CHOSEN = 500

export function chosenRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  // Whoever comes by the address, or by Back after a login that was over, begins on the list.
  app.get(PATHS.chosenInvitees.route, requireRole(world, 'edit'), c =>
    c.redirect(PATHS.invitees(c.get('campaign').id), 303),
  )

  app.post(PATHS.chosenInvitees.route, requireRole(world, 'edit'), async c => {
    const fields = await c.req.parseBody({ all: true })
    const said = (name: string): string[] => [fields[name]].flat().filter(each => typeof each === 'string')
    const deed = said('do')[0]
    const chosen = await chosenIn(c, world, said)
    if (chosen === 'too many')
      return refused(c, 400, 'Too many at once', `Choose up to ${MOST_CHOSEN} people at a time.`)
    // Pressed twice, or done by a colleague in between: there is nobody left to do it to.
    if (chosen.length === 0 && said('sure')[0] === 'yes') return c.redirect(PATHS.invitees(c.get('campaign').id), 303)
    if (chosen.length === 0) return refused(c, 400, 'No one is chosen', 'Go back and tick the people you mean.')
    const invitations = chosen.map(({ invitation }) => invitation).sort(byName)
    const campaign = c.get('campaign')
    const by = c.get('email')
    if (deed === 'partner' || deed === 'business') {
      const done = await markPartners(world, campaign, invitations, deed === 'partner', by)
      return tell(c, done, deed === 'partner' ? 'marked as public partner' : 'marked as business')
    }
    if (deed === 'known') {
      const wish = said('knower')[0] ?? ''
      const knower = knowersOf(c.get('partnership')).find(({ email }) => sameAddress(email, wish))
      if (wish !== '' && !knower) return refused(c, 400, 'No one is assigned', 'That person is no longer on your team.')
      const done = await assignKnower(world, campaign, invitations, knower, by)
      return tell(c, done, knower ? `known by ${knower.name}` : 'known by no one')
    }
    if (deed !== 'remind' && deed !== 'again' && deed !== 'remove')
      return refused(c, 400, 'Nothing was done', 'Go back and choose what to do.')
    if (said('sure')[0] !== 'yes') return ask(c, world, deed, invitations)
    const back = PATHS.invitees(campaign.id)
    const confirming = deed !== 'remove' && (await askBeforeSending(c, world, { section: 'invitees', back }))
    return confirming || act(c, world, deed, chosen)
  })

  return app
}

const collator = new Intl.Collator('en')
const byName = (a: Invitation, b: Invitation): number => collator.compare(a.invitee.name, b.invitee.name)

/** Somebody who was ticked, with what the form said beside them: which email, and its attempt. */
type Chosen = Pressed & { invitation: Invitation }

/** The people who are meant: those ticked, all that the page showed, or all who match; of this campaign's list, and of no other. */
async function chosenIn(c: Request, world: World, said: (name: string) => string[]): Promise<Chosen[] | 'too many'> {
  const campaign = c.get('campaign')
  const all = said('all')
  if (all.includes('found')) {
    const { people } = await wholeList(world.store, campaign.id)
    const wish = said('show')[0] ?? ''
    const found = filter(tally(campaign, people).people.filter(isShown(showOf(wish))), {
      text: (said('q')[0] ?? '').slice(0, 100),
    })
    return found.length > MOST_CHOSEN
      ? 'too many'
      : named(world, campaign.id, new Map(found.map(({ invitation }) => [invitation.id, []])))
  }
  const values = new Map<string, string[]>()
  for (const value of [...said('person'), ...(all.includes('shown') ? said('shown') : [])]) {
    const [id = '', ...rest] = value.slice(0, 300).split(' ')
    if (!values.has(id)) values.set(id, rest)
  }
  if (values.size > MOST_CHOSEN) return 'too many'
  return named(world, campaign.id, values)
}

/** Those who are named, as they stand, with what the form said beside each. */
async function named(
  world: World,
  campaign: CampaignId,
  values: ReadonlyMap<string, readonly string[]>,
): Promise<Chosen[]> {
  const found = await Promise.all(
    [...values].map(async ([id, [wave = '', attempt = '']]): Promise<Chosen[]> => {
      const invitation = (await readIfLegible(world.store, invitationRef(campaign, invitationIdFrom(id))))?.value
      // Whoever was taken off since the page was shown is no longer meant; champions stand on no list.
      if (!invitation || invitation.host || (invitation.removedAt ?? invitation.forgottenAt) !== undefined) return []
      return [{ id: invitation.id, wave, attempt, invitation }]
    }),
  )
  return found.flat()
}

/** What the list is narrowed to. */
export const showOf = (wish: string | undefined): ShowPeople =>
  wish !== undefined && Object.hasOwn(SHOW_PEOPLE, wish) ? (wish as ShowPeople) : 'all'

export const isShown =
  (show: ShowPeople) =>
  ({ state, invitation }: Person): boolean => {
    if (show === 'all') return true
    if (show === 'public partners') return invitation.invitee.publicPartner
    if (show === 'unsent') return unsentOf(invitation) !== undefined
    return state === show
  }

/** Shows whom it would touch and whom not. */
async function ask(c: Request, world: World, deed: AskedDeed, chosen: readonly Invitation[]) {
  const campaign = c.get('campaign')
  const view: ChosenView = { campaign: campaign.id, deed, touched: [], passed: [], withdrawn: 0 }
  if (deed === 'remove') {
    view.touched = chosen.map(invitation => ({ invitation, value: invitation.id }))
    view.withdrawn = chosen.filter(each => holdsEntry(each) && !each.suppressed).length
  } else {
    const foreseen =
      deed === 'remind'
        ? await foreseeReminders(world, { campaign, partnership: c.get('partnership') }, chosen)
        : chosen.map(invitation => ({ invitation, ...sendableAgain(invitation) }))
    for (const each of foreseen)
      if ('passed' in each) view.passed.push({ invitation: each.invitation, why: each.passed })
      else {
        const { invitation, wave } = each
        const value = [invitation.id, wave, 'attempt' in each ? each.attempt : ''].join(' ').trim()
        view.touched.push({ invitation, value, wave })
      }
  }
  return showPage(c, { title: 'People you chose', section: 'invitees' }, <ChosenPage {...view} />)
}

async function act(c: Request, world: World, deed: AskedDeed, chosen: readonly Chosen[]) {
  const campaign = c.get('campaign')
  const by = c.get('email')
  c.set('audited', { count: chosen.length })
  if (deed === 'remove')
    return tell(
      c,
      await removeChosen(
        world,
        campaign,
        chosen.map(({ invitation }) => invitation),
        by,
      ),
      'removed',
    )
  if (deed === 'again') return tell(c, await sendAgainTo(world, campaign.id, chosen, by), 'sent their email again')
  const context = { campaign, partnership: c.get('partnership') }
  return tell(c, await remind(world, context, chosen, by), 'reminded')
}

/** What was done, and who was passed over. */
function tell(c: Request, { touched, passed }: Done, words: string) {
  const count = touched.length
  const did = `${count === 0 ? 'No one' : count === 1 ? (touched[0]?.invitee.name ?? '1 person') : `${count} people`} ${words}.`
  return showPage(
    c,
    { title: 'People you chose', section: 'invitees' },
    <ChosenDonePage
      campaign={c.get('campaign').id}
      did={did}
      passed={passed.toSorted((a, b) => byName(a.invitation, b.invitation))}
    />,
  )
}
