/** Routes of the report: the convener writes and releases it, members read it by their link; on a page and as a PDF. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { endOf } from '../../domain/keep/meeting.ts'
import { mayEdit, nameOf, type Typed } from '../../domain/keep/partnership.ts'
import { PATHS, PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import type { ReportFigures } from '../../domain/table/report.ts'
import { ReportForm, ReportPage } from '../../pages/table/report.tsx'
import { unprintable } from '../../pages/web/faces.ts'
import { page } from '../../pages/web/layout.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import type { Context as CampaignContext } from '../keep/context.ts'
import type { World } from '../keep/ports.ts'
import { preview } from '../send/preview.ts'
import { askBeforeSending } from '../send/sender/confirm-sender.tsx'
import type { WebEnv } from '../web/env.ts'
import { isStale, mergeTyped } from '../web/merged.ts'
import { deadLink, notFound, refused } from '../web/refusals.tsx'
import { wordsOf } from '../web/said.ts'
import { LETTER_POLICY } from '../web/security.ts'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn, unknownErrors } from '../web/typed.ts'
import { whoIsAtTable } from './agenda.ts'
import { figuresOf, letterOfReport, type ReportText, releaseReport, reportOf, writeReport } from './report.ts'
import { reportDraft } from './report-draft.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.report.route

const form = z.object({
  subject: z.string().trim().min(1, 'Write a subject.').max(150, 'Shorten the subject to 150 characters.'),
  body: z.string().trim().min(1, 'Write the report.').max(6000, 'Shorten it to 6,000 characters.'),
  missed: z.string().trim().max(600, 'Shorten this to 600 characters.').default(''),
})

const WHY = {
  'not over': ['The meeting is not over yet', 'A report tells what came of it.'],
  'never sent': [
    'This meeting was never sent out',
    'Schedule its emails first: the report goes to the people on its list.',
  ],
  'nothing written': ['Nothing is written yet', 'Save the report, then release it.'],
} as const

const SAID: Record<string, string> = {
  saved: 'Saved. Below is how it will be read.',
  released: 'Released. It goes to all businesses on the list, in working hours.',
}

export function reportRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showReport(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, world => take(c, world, typed))
  })

  app.get(PATHS.reportPreview.route, requireRole(world, 'read'), async c => {
    c.header('Content-Security-Policy', LETTER_POLICY)
    const context = contextOf(c)
    const report = await reportOf(world, context.campaign.id)
    const told = report?.released?.figures ?? (await figuresOf(world, context.campaign))
    const words = report ?? (await reportDraft(world, context))
    const shown = await preview(world, context.campaign.id, {
      text: 'summary',
      summary: letterOfReport(words, told, world.clock.now()),
    })
    return shown ? c.html(shown.html) : notFound(c, c.get('email'))
  })

  app.get(PATHS.reportPdf.route, requireRole(world, 'read'), async c => {
    const context = contextOf(c)
    if (context.campaign.meeting === undefined) return notFound(c, c.get('email'))
    const told = (await reportOf(world, context.campaign.id))?.released?.figures
    return pdf(c, context, told ?? (await figuresOf(world, context.campaign)))
  })

  app.get(PERSONAL.report.route, async c => {
    const read = await open(world, c.req.param('token'))
    if (!read) return deadLink(c)
    const { partnership, campaign } = read.at
    const view = {
      partnership: nameOf(partnership),
      organization: partnership.organization.name,
      date: campaign.meeting?.date ?? '',
      figures: read.figures,
      pdf: PERSONAL.reportPdf(c.req.param('token')),
    }
    return c.html(page('Report', <ReportPage {...view} />, { calm: true }))
  })

  app.get(PERSONAL.reportPdf.route, async c => {
    const read = await open(world, c.req.param('token'))
    return read ? pdf(c, read.at, read.figures) : deadLink(c)
  })

  return app
}

/** Saves what was typed, merged with what stands; or lets the report leave. */
async function take(c: Request, world: World, typed: Typed) {
  const { id } = c.get('campaign')
  if (typed.do === 'release') {
    // Nobody releases words that they have not seen.
    const stands = await reportOf(world, id)
    if (stands && isStale(typed.was, formOf(stands)))
      return refused(
        c,
        400,
        'The report has changed',
        'A colleague saved other words since this page was made. Go back, read it again, and release it then.',
      )
    const confirming = await askBeforeSending(c, world, { section: 'progress', back: PATHS.report(id) })
    if (confirming) return confirming
    const releasing = await releaseReport(world, id, c.get('email'))
    if (releasing !== 'released') return refused(c, 400, WHY[releasing][0], WHY[releasing][1])
    return c.redirect(withQuery(PATHS.report(id), { said: 'released' }), 303)
  }
  const context = contextOf(c)
  const before = (await reportOf(world, context.campaign.id)) ?? (await reportDraft(world, context))
  // Whoever starts over has seen what they throw away.
  const anew = typed.do === 'anew' ? formOf(await reportDraft(world, context)) : {}
  const merged = mergeTyped({ ...typed, ...anew }, formOf(before))
  if (merged.clashes.length > 0) return showReport(c, world, merged.values, {}, merged.clashes)
  const found = form.safeParse(merged.values)
  if (!found.success) return showReport(c, world, merged.values, errorsOf(found.error))
  const writing = await writeReport(world, context.campaign, found.data, c.get('email'))
  if (writing === 'no report') return notFound(c, c.get('email'))
  if (typeof writing === 'object') return showReport(c, world, merged.values, unknownErrors(writing.unknown))
  return c.redirect(withQuery(PATHS.report(id), { said: writing === 'written' ? 'saved' : undefined }), 303)
}

/** Whose link it is, and what was told them; nothing before the report is released. */
async function open(world: World, token: string) {
  const at = await whoIsAtTable(world, 'report', token)
  const figures = at && (await reportOf(world, at.campaign.id))?.released?.figures
  return at && figures && !at.person.publicPartner ? { at, figures } : undefined
}

/** The words as the form shows them. */
const formOf = ({ subject, body, missed }: ReportText): Record<string, string> => ({ subject, body, missed })

const contextOf = (c: Request): CampaignContext => ({ campaign: c.get('campaign'), partnership: c.get('partnership') })

async function pdf(c: Request, { campaign, partnership }: CampaignContext, figures: ReportFigures) {
  // What prints is loaded with the first page that is printed.
  const { printReport } = await import('../../pages/table/report-pdf.ts')
  const date = campaign.meeting?.date ?? ''
  const printed = { partnership: nameOf(partnership), organization: partnership.organization.name, date, figures }
  return c.body((await printReport(printed)).slice().buffer, 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="report-${date}.pdf"`,
  })
}

/** All texts within a value, however deep. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

async function showReport(
  c: Request,
  world: World,
  typed?: Record<string, string>,
  errors: Errors = {},
  clashes: readonly Clash[] = [],
) {
  const { campaign } = contextOf(c)
  const { meeting } = campaign
  if (!meeting) return notFound(c, c.get('email'))
  const report = await reportOf(world, campaign.id)
  const words = formOf(report ?? (await reportDraft(world, contextOf(c))))
  const figures = report?.released?.figures ?? (await figuresOf(world, campaign))
  const view = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    over: endOf(meeting) <= world.clock.now(),
    saved: report !== undefined,
    released: report?.released && { at: report.released.at, by: report.released.by, zone: meeting.zone },
    done: wordsOf(SAID, c.req.query('said')),
    unprinted: await unprintable([nameOf(c.get('partnership')), ...textsIn(figures)]),
    typed: typed ?? words,
    merging: { was: words, clashes, who: report?.by },
    errors,
  }
  const status = clashes.length > 0 ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return showPage(c, { title: 'Report', section: 'progress', status }, <ReportForm {...view} />)
}
