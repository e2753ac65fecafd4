/** Routes of the executive summary: the convener writes it and puts it before the champions. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { attendanceOf } from '../../domain/day/attendance.ts'
import { approvalState, countdown, tellsSummary } from '../../domain/day/summary.ts'
import { mayHaveArrived } from '../../domain/keep/invitation.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { readable } from '../../domain/keep/time.ts'
import { SUMMARY_KEY } from '../../domain/keep/wave-id.ts'
import { SummaryPage, type SummaryView } from '../../pages/day/summary.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import type { Context as CampaignContext } from '../keep/context.ts'
import { invitationsOf } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { preview } from '../send/preview.ts'
import { askBeforeSending } from '../send/sender/confirm-sender.tsx'
import { prioritiesOf } from '../teams/record.ts'
import type { WebEnv } from '../web/env.ts'
import { isStale, mergeTyped } from '../web/merged.ts'
import { notFound, refused } from '../web/refusals.tsx'
import { LETTER_POLICY } from '../web/security.ts'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn, unknownErrors } from '../web/typed.ts'
import { notesOf } from './notes.ts'
import { guestsIn } from './run-sheet.ts'
import {
  askChampions,
  checkOfSummary,
  inWhoseNames,
  letterOfSummary,
  type SummaryText,
  summaryOf,
  writeSummary,
} from './summary.ts'
import { promisedAt, summaryDraft } from './summary-draft.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.summary.route

const words = (most: number, shorten: string) => z.string().trim().max(most, shorten)
const form = z.object({
  subject: words(150, 'Shorten the subject to 150 characters.').min(1, 'Write a subject.'),
  body: words(8000, 'Shorten it to 8,000 characters.').min(1, 'Write the summary.'),
  missed: words(600, 'Shorten this to 600 characters.').default(''),
})

const WHY = {
  'not over': ['The launch is not over yet', 'A summary tells what came of it.'],
  'nothing written': ['Nothing is written yet', 'Save the words, then ask the champions.'],
  'too few champions': ['There are fewer than two champions', 'Name another champion first: two have to approve it.'],
} as const

const SAID: Record<string, string> = {
  saved: 'Saved. Below is how it will be read.',
  asked: 'The champions have been asked. It’s sent as soon as two of them approve it.',
}

export function summaryRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showSummary(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const context = contextOf(c)
    const path = PATHS.summary(context.campaign.id)
    const typed = typedIn(await c.req.parseBody())
    if (typed.do === 'ask') {
      // Nobody puts words before the champions that they have not seen.
      const stands = await summaryOf(world, context.campaign.id)
      if (stands && isStale(typed.was, formOf(stands)))
        return refused(
          c,
          400,
          'The summary has changed',
          'A colleague saved other words since this page was made. Go back, read it again, and ask then.',
        )
      const confirming = await askBeforeSending(c, world, { section: 'summary', back: path })
      if (confirming) return confirming
      const asking = await askChampions(world, context)
      if (asking === 'no summary') return notFound(c, c.get('email'))
      return asking === 'asked'
        ? c.redirect(withQuery(path, { said: 'asked' }), 303)
        : refused(c, 400, WHY[asking][0], WHY[asking][1])
    }
    return steadilyAt(c, world, async world => {
      const before = (await summaryOf(world, context.campaign.id)) ?? (await summaryDraft(world, context))
      // Whoever starts over has seen what they throw away.
      const anew = typed.do === 'anew' ? formOf(await summaryDraft(world, context)) : {}
      const merged = mergeTyped({ ...typed, ...anew }, formOf(before))
      if (merged.clashes.length > 0) return showSummary(c, world, merged.values, {}, merged.clashes)
      const found = form.safeParse(merged.values)
      if (!found.success) return showSummary(c, world, merged.values, errorsOf(found.error))
      const writing = await writeSummary(world, context, found.data, c.get('email'))
      if (writing === 'no summary') return notFound(c, c.get('email'))
      if (typeof writing === 'object') return showSummary(c, world, merged.values, unknownErrors(writing.unknown))
      return c.redirect(withQuery(path, { said: writing === 'written' ? 'saved' : undefined }), 303)
    })
  })

  app.get(PATHS.summaryPreview.route, requireRole(world, 'read'), async c => {
    c.header('Content-Security-Policy', LETTER_POLICY)
    const context = contextOf(c)
    const written = await summaryOf(world, context.campaign.id)
    const text: SummaryText = written ?? (await summaryDraft(world, context))
    const shown = await preview(world, context.campaign.id, {
      text: 'summary',
      missed: c.req.query('missed') !== undefined,
      summary: letterOfSummary(text, world.clock.now(), inWhoseNames(context, written)),
    })
    return shown ? c.html(shown.html) : notFound(c, c.get('email'))
  })

  return app
}

/** The words as the form shows them. */
const formOf = ({ subject, body, missed }: SummaryText): Record<string, string> => ({ subject, body, missed })

const contextOf = (c: Request): CampaignContext => ({ campaign: c.get('campaign'), partnership: c.get('partnership') })

async function showSummary(
  c: Request,
  world: World,
  typed?: Record<string, string>,
  errors: Errors = {},
  clashes: readonly Clash[] = [],
) {
  const context = contextOf(c)
  const { campaign, partnership } = context
  if (!tellsSummary(campaign)) return notFound(c, c.get('email'))
  const { meeting } = campaign
  const now = world.clock.now()
  const written = await summaryOf(world, campaign.id)
  const text: SummaryText = written ?? (await summaryDraft(world, context))
  const check = checkOfSummary(text)
  const state = approvalState(written ?? { approvals: [], objections: [] }, partnership.champions, check)
  const isAsked = written?.asked?.check === check
  const stage: SummaryView['stage'] = written?.released
    ? 'released'
    : now < endOf(meeting)
      ? 'before'
      : isAsked
        ? 'asked'
        : written
          ? 'written'
          : 'drafted'
  let sent = 0
  if (written?.released)
    for await (const { value } of invitationsOf(world.store, campaign.id))
      if (mayHaveArrived(value.sends[SUMMARY_KEY])) sent++
  const said = c.req.query('said') ?? ''
  const attendance = attendanceOf(await guestsIn(world, campaign))
  const view: SummaryView = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    stage,
    date: meeting.date,
    countdown: stage === 'before' ? undefined : countdown(meeting, now),
    leaves: written?.released && readable(campaign.left[SUMMARY_KEY] ?? written.released.at, meeting.zone),
    sent,
    champions: [
      ...state.yes.map(each => ({ ...each, said: 'yes' as const, comment: '' })),
      ...state.no.map(each => ({ ...each, said: 'no' as const })),
      ...state.waiting.map(each => ({ ...each, said: 'waiting' as const, comment: '' })),
    ],
    captured: {
      companies: attendance.people.length === 0 ? 'unknown' : attendance.companies.length,
      priorities: (await prioritiesOf(world.store, campaign.id)).length,
      commitments: (await promisedAt(world, campaign)).length,
      notes: (await notesOf(world.store, campaign.id)).length,
    },
    done: Object.hasOwn(SAID, said) ? SAID[said] : undefined,
    typed: typed ?? formOf(text),
    merging: { was: formOf(text), clashes, who: written?.by },
    errors,
  }
  const status = clashes.length > 0 ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return showPage(c, { title: 'Executive summary', section: 'summary', status }, <SummaryPage {...view} />)
}
