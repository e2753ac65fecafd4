/** Routes of the list of invitees: find, add, correct, take off. Whole lists come in through `imports.tsx`. */

import { type Context, Hono } from 'hono'
import { filter, tally, tallyTurns } from '../../domain/answer/board.ts'
import { counting } from '../../domain/answer/folds.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { type Invitation, type Invitee, mayHaveArrived } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { mayEdit, type Typed } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import type { FlagKind } from '../../domain/list/fields.ts'
import { FIELDS, type Field, type Row } from '../../domain/list/fields.ts'
import { judgeList } from '../../domain/list/invitee-list.ts'
import { isOverrun } from '../../domain/list/list-import.ts'
import { ownNotice } from '../../domain/list/own-people.ts'
import { hasInvited } from '../../domain/send/plan.ts'
import { followUpsToCome } from '../../domain/send/remind.ts'
import { InviteePage } from '../../pages/list/invitee.tsx'
import { CHOOSE_WHEN, EMPTY_FORM, type InviteeForm, LONGEST, typedOf } from '../../pages/list/invitee-fields.tsx'
import { Invitees, type InviteesView } from '../../pages/list/invitees.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import { invitationRef, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { SOMEBODY } from '../send/preview.ts'
import type { WebEnv } from '../web/env.ts'
import { lastChange, mergeTyped } from '../web/merged.ts'
import { notFound } from '../web/refusals.tsx'
import { wordsOf } from '../web/said.ts'
import { showPage } from '../web/show.tsx'
import { typedIn } from '../web/typed.ts'
import { addByHand, correctInvitee, waitingFor } from './by-hand.ts'
import { chosenRoutes, isShown, MOST_CHOSEN, showOf } from './chosen/chosen.routes.tsx'
import { knowersOf } from './chosen/set-right.ts'
import { beginImport } from './import-list.ts'
import { importRoutes, readWhen } from './imports.routes.tsx'
import { countNewcomer, removeInvitee } from './invite.ts'
import { indexKnownOf } from './known/known-elsewhere.ts'
import { OVERRUN } from './list-work.ts'
import { takeBackRoutes } from './take-back/take-back.routes.tsx'
import { undoable, undoableOf } from './take-back/take-back.ts'
import { namesIn } from './whole/by-name.ts'
import { inTurns } from './whole/in-turns.ts'
import { wholeList } from './whole/whole-list.ts'

const A_PAGE = 50
const ROUTE = PATHS.invitees.route

type Request = Context<WebEnv>
const pathOf = (c: Request): string => PATHS.invitees(c.get('campaign').id)

/** The list, the people on it, and lists on their way in. */
export function inviteesRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
    .route('/', importRoutes(world))
    .route('/', takeBackRoutes(world))
    .route('/', chosenRoutes(world))

  app.get(ROUTE, requireRole(world, 'read'), c => list(c, world, {}))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const fields = await c.req.parseBody()
    const { form, invitee } = readInvitee(fields)
    form.when = typeof fields.when === 'string' ? fields.when : undefined
    const campaign = c.get('campaign')
    const when = readWhen(form.when)
    if (!invitee) {
      if (hasInvited(campaign) && !when) form.errors.when = CHOOSE_WHEN
      return list(c, world, { form }, 422)
    }
    const did = await addByHand(world, campaign, invitee, when, c.get('email'))
    if (did === 'say when') {
      form.errors.when = CHOOSE_WHEN
      return list(c, world, { form }, 422)
    }
    if (did === 'forgotten') {
      form.errors.email = 'The owner of this address asked to be forgotten and won’t be emailed again.'
      return list(c, world, { form }, 422)
    }
    return c.redirect(withQuery(pathOf(c), { did, who: invitee.name }), 303)
  })

  app.post(PATHS.readInvitees.route, requireRole(world, 'edit'), async c => {
    const { file, pasted } = await c.req.parseBody()
    const text = typeof pasted === 'string' ? pasted : ''
    const uploaded = file instanceof File && file.size > 0 ? file : undefined
    const wrong = (at: 'file' | 'pasted', error: string) => list(c, world, { pasted: { text, at, error } }, 422)
    if (!uploaded && text.trim() === '') return wrong('file', 'Choose a file, or paste a list below.')
    const name = uploaded?.name.slice(0, 200) || 'Pasted list'
    const source = uploaded ? { name, bytes: new Uint8Array(await uploaded.arrayBuffer()) } : { name, text }
    const found = await world.lists.read(source)
    if (isOverrun(found)) return wrong(uploaded ? 'file' : 'pasted', OVERRUN[found])
    if (found.sheets.length === 0) return wrong(uploaded ? 'file' : 'pasted', found.problems.join(' '))
    const id = await beginImport(world, c.get('campaign').id, c.get('email'), name, found)
    await indexKnownOf(world, c.get('email'))
    return c.redirect(PATHS.inviteesImport(c.get('campaign').id, id), 303)
  })

  app.get(PATHS.invitee.route, requireRole(world, 'read'), async c => {
    const invitation = await invitationOf(c, world)
    return invitation
      ? one(c, invitation, { typed: typedOf(invitation.invitee), errors: {} })
      : notFound(c, c.get('email'))
  })

  app.post(PATHS.invitee.route, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, world => correct(c, world, typed))
  })

  app.post(PATHS.removeInvitee.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    if (!invitation) return notFound(c, c.get('email'))
    await removeInvitee(world, c.get('campaign').id, invitation.id, c.get('email'))
    return c.redirect(withQuery(pathOf(c), { did: 'removed', who: invitation.invitee.name }), 303)
  })

  return app
}

/** Saves what somebody typed of one on the list, merged with what stands. */
async function correct(c: Request, world: World, typed: Typed) {
  const invitation = await invitationOf(c, world)
  if (!invitation) return notFound(c, c.get('email'))
  const { values, clashes } = mergeTyped(typed, { ...typedOf(invitation.invitee) })
  const { form, invitee } = readInvitee(values, invitation.invitee)
  if (clashes.length > 0) return one(c, invitation, { ...form, errors: {} }, 409, clashes)
  if (!invitee) return one(c, invitation, form, 422)
  const correcting = await correctInvitee(world, c.get('campaign'), invitation.id, invitee, c.get('email'))
  if (correcting === 'not on the list') return notFound(c, c.get('email'))
  if (correcting === 'saved') return c.redirect(withQuery(pathOf(c), { did: 'saved', who: invitee.name }), 303)
  form.errors.email =
    correcting === 'forgotten'
      ? 'The owner of this address asked to be forgotten and won’t be emailed again.'
      : 'invited' in correcting
        ? `${correcting.invited} is invited with this address already.`
        : `This address is on the list of the session ${correcting.seated}.`
  return one(c, invitation, form, 422)
}

/** Who is on the list stands on it; who was taken off has a history and no page to edit. */
async function invitationOf(c: Request, world: World): Promise<Invitation | undefined> {
  const found = await read(world.store, invitationRef(c.get('campaign').id, invitationIdFrom(c.req.param('iid') ?? '')))
  return found?.value.removedAt === undefined ? found?.value : undefined
}

/** What of a person is asked about before it is kept, and at which field. */
const ASKED: Partial<Record<FlagKind, Field>> = {
  typo: 'email',
  'several addresses': 'email',
  name: 'name',
  garbled: 'name',
}

/**
 * One person as typed, read as a row of a list is: the form to show again, and the invitee unless something is wrong. What
 * may be meant otherwise is asked once; the same words sent again are meant.
 */
function readInvitee(
  fields: Record<string, unknown>,
  before?: Invitee,
): { form: InviteeForm; invitee: Invitee | undefined } {
  const typed: Row = {}
  const errors: Partial<Record<Field, string>> = {}
  for (const field of FIELDS) {
    const value = fields[field]
    if (typeof value !== 'string') continue
    typed[field] = value
    const longest = LONGEST[field]
    if (longest !== undefined && value.trim().length > longest)
      errors[field] = `At most ${longest} characters; this has ${value.trim().length}.`
  }
  const [row] = judgeList([typed]).rows
  for (const { field, message } of row?.problems ?? []) errors[field] ??= message
  const asked = `${typed.name ?? ''}|${typed.email ?? ''}`
  const isMeant = fields.asked === asked || asked === `${before?.name}|${before?.email}`
  if (Object.keys(errors).length === 0 && !isMeant)
    for (const { kind, message } of row?.flags ?? []) {
      const field = ASKED[kind]
      if (field) errors[field] ??= `${message} If this is right, save again.`
    }
  const isFine = Object.keys(errors).length === 0
  const invitee =
    isFine && row?.invitee ? { ...row.invitee, ...(before?.facts ? { facts: before.facts } : {}) } : undefined
  return { form: { typed, errors, ...(isFine ? {} : { asked }) }, invitee }
}

function one(
  c: Request,
  invitation: Invitation,
  form: InviteeForm,
  status: 200 | 409 | 422 = 200,
  clashes: readonly Clash[] = [],
) {
  const { invitee } = invitation
  const corrected = invitation.history.filter(({ event }) => event === 'corrected')
  return showPage(
    c,
    { title: invitee.name, section: 'invitees', status },
    <InviteePage
      campaign={invitation.campaign}
      id={invitation.id}
      name={invitee.name}
      form={form}
      merging={{
        was: { ...typedOf(invitee) },
        clashes,
        who: lastChange(corrected, c.get('campaign').meeting?.zone),
      }}
      mayEdit={mayEdit(c.get('role'))}
      facts={invitee.facts ?? {}}
      holdsLetter={Object.values(invitation.sends).some(mayHaveArrived)}
    />,
  )
}

async function list(
  c: Request,
  world: World,
  again: Partial<Pick<InviteesView, 'form' | 'pasted'>>,
  status: 200 | 422 = 200,
) {
  const campaign = c.get('campaign')
  const { people: listed, missing } = await wholeList(world.store, campaign.id)
  await inTurns(world.clock, ...tallyTurns(campaign, listed), ...partners.turns(listed), ...undoable.turns(listed))
  const { people, businesses } = tally(campaign, listed)
  const search = (c.req.query('q') ?? '').slice(0, 100)
  const show = showOf(c.req.query('show'))
  const names = await namesIn(world, campaign, listed)
  const found = filter(show === 'all' ? names : names.filter(isShown(show)), { text: search })
  const { page, pages, items } = pageOf(found, Number(c.req.query('page')), A_PAGE)
  const view: InviteesView = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    letterLeft: hasInvited(campaign),
    waits: waitingFor(campaign),
    emails: hasInvited(campaign)
      ? await countNewcomer(world, { campaign, partnership: c.get('partnership') }, SOMEBODY)
      : 0,
    choose: {
      campaign: campaign.id,
      search,
      show,
      here: items.length,
      found: found.length,
      most: MOST_CHOSEN,
      reminds: followUpsToCome(campaign).length > 0,
      knowers: knowersOf(c.get('partnership')),
    },
    shown: items.map(({ invitation }) => invitation),
    page,
    pages,
    people: people.length,
    missing,
    companies: businesses,
    publicPartners: partners(listed).get('partners') ?? 0,
    own: new Map(
      items.flatMap(({ invitation: { id, invitee } }): [string, string][] => {
        const notice = kindOf(campaign).signed ? ownNotice(c.get('partnership'), invitee) : undefined
        return notice ? [[id, notice]] : []
      }),
    ),
    undoable: mayEdit(c.get('role')) ? await undoableOf(world, campaign.id, listed) : [],
    zone: campaign.meeting?.zone ?? 'UTC',
    form: EMPTY_FORM,
    pasted: { text: '' },
    did: didFrom(c),
    ...again,
  }
  const shown = { title: 'Invitees', section: 'invitees', status, setup: { invited: view.people > 0 } } as const
  return showPage(c, shown, <Invitees {...view} />)
}

const partners = counting((each: Listed, count) => {
  if (each.removedAt === undefined && !each.host && each.invitee.publicPartner) count('partners')
})

const DID: Record<string, (who: string) => string> = {
  added: who => `${who} is on the list.`,
  sent: who => `${who} is on the list, and the letter is on its way.`,
  unsigned: who => `${who} is on the list, and gets the letter as soon as the champions have signed it as it is now.`,
  paused: who => `${who} is on the list, and gets the letter when you resume sending.`,
  known: who => `${who} was on the list already; what you typed is noted.`,
  elsewhere: who => `${who} is on the list of another session and stays there. The page “Sessions” can change that.`,
  saved: who => `${who} is saved.`,
  removed: who => `${who} is off the list and gets nothing more.`,
}

const didFrom = (c: Request): string | undefined =>
  wordsOf(DID, c.req.query('did'))?.((c.req.query('who') ?? 'This person').slice(0, 120))
