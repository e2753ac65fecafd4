/** Routes of a list on its way in: look through it, map its columns, correct rows, take it in, see how far it is. */

import { type Context, Hono } from 'hono'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { FIELDS, type Field, type Row } from '../../domain/list/invitee-list.ts'
import type { ListImport } from '../../domain/list/list-import.ts'
import { hasInvited } from '../../domain/send/plan.ts'
import { ImportPage } from '../../pages/list/import.tsx'
import type { Show, ShownRow } from '../../pages/list/import-view.ts'
import { CHOOSE_WHEN } from '../../pages/list/invitee-fields.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole } from '../access/caller.ts'
import { invitationsOf } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show.tsx'
import { chooseColumns, chooseSheet, correct, isAtWork, type Look, lookAt, readImport, takeIn } from './import-list.ts'
import { writeCsv } from './write-csv.ts'

const A_PAGE = 50
/** So many people are in before a reader would notice; no need of a page that says so. */
const SOON_DONE = 200
const ROUTE = PATHS.inviteesImport.route

type Request = Context<WebEnv>

export function importRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'edit'), async c => {
    const found = await listOf(c, world)
    if (!found) return gone(c)
    const look = await lookAt(world, found, await existingOf(c, world))
    return c.req.query('as') === 'csv' ? leftOut(c, found, look) : page(c, world, found, look)
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const found = await listOf(c, world)
    if (!found) return gone(c)
    const fields = await c.req.parseBody()
    // While it is taken in nothing about it can change: the page that says how far it is comes back.
    if (isAtWork(world, found)) return c.redirect(c.req.path, 303)
    if (fields.do === 'sheet') await chooseSheet(world, found, Number(fields.sheet))
    if (fields.do === 'columns') await chooseColumns(world, found, columnsOf(fields, found.mapping.length))
    if (fields.do === 'correct') {
      await correct(world, found, correctionsOf(fields))
      return c.redirect(c.req.path + new URL(c.req.url).search, 303)
    }
    if (fields.do === 'import') {
      const asked = hasInvited(c.get('campaign')) && found.state !== 'running'
      if (asked && fields.when !== 'now' && fields.when !== 'with the wave')
        return page(c, world, found, await lookAt(world, found, await existingOf(c, world)), CHOOSE_WHEN)
      await begin(c, world, found, fields.when)
    }
    return c.redirect(c.req.path, 303)
  })

  return app
}

const listOf = (c: Request, world: World): Promise<ListImport | undefined> =>
  readImport(world, c.get('campaign').id, c.req.param('id') ?? '')

async function existingOf(c: Request, world: World): Promise<Invitation[]> {
  const existing: Invitation[] = []
  for await (const { value } of invitationsOf(world.store, c.get('campaign').id)) existing.push(value)
  return existing
}

async function begin(c: Request, world: World, found: ListImport, wish: unknown): Promise<void> {
  const when = wish === 'now' ? 'now' : wish === 'with the wave' ? 'with the wave' : found.when
  const { total, running } = await takeIn(world, found, await existingOf(c, world), c.get('email'), when)
  const noted = running.catch(error => {
    world.log.error('import stopped', {
      campaign: found.campaign,
      error: error instanceof Error ? error.name : 'unknown',
    })
  })
  if (total <= SOON_DONE) await noted
}

function columnsOf(fields: Record<string, unknown>, width: number): ListImport['mapping'] {
  return Array.from({ length: width }, (_, i) => {
    const wish = fields[`column-${i}`]
    return FIELDS.find(field => field === wish) ?? 'ignored'
  })
}

const CORRECTED = ['name', 'company', 'email'] as const satisfies Field[]

function correctionsOf(fields: Record<string, unknown>): Map<number, Row> {
  const rows = new Map<number, Row>()
  for (const [key, value] of Object.entries(fields)) {
    const [, name, line] = /^(\w+)-(\d{1,9})$/.exec(key) ?? []
    const field = CORRECTED.find(each => each === name)
    if (field && line && typeof value === 'string')
      rows.set(Number(line), { ...rows.get(Number(line)), [field]: value.slice(0, 254) })
  }
  return rows
}

function gone(c: Request) {
  return showPage(
    c,
    { title: 'This list is gone', section: 'invitees', status: 404 },
    <div class="narrow">
      <h1>This list is gone</h1>
      <p>Lists wait for a day to be looked through, then they are forgotten. Please bring it in again.</p>
      <a class="usa-button" href={PATHS.invitees(c.get('campaign').id)}>
        To the invitees
      </a>
    </div>,
  )
}

const isBad = ({ invitee }: ShownRow): boolean => invitee === undefined
const isNoted = ({ invitee, problems, flags }: ShownRow): boolean =>
  invitee !== undefined && problems.length + flags.length > 0

/** What cannot be taken in comes first, then what deserves a look; otherwise the order of the file. */
const weight = (row: ShownRow): number => (isBad(row) ? 0 : isNoted(row) ? 1 : 2)

function page(c: Request, world: World, found: ListImport, look: Look, whenError?: string) {
  const { rows, invitees } = look
  const wish = c.req.query('show')
  const show: Show = found.state === 'done' ? 'problems' : wish === 'problems' || wish === 'notes' ? wish : 'all'
  const wanted = show === 'problems' ? rows.filter(isBad) : show === 'notes' ? rows.filter(isNoted) : rows
  const shown = pageOf(
    wanted.toSorted((a, b) => weight(a) - weight(b) || a.line - b.line),
    Number(c.req.query('page')),
    A_PAGE,
  )
  const state = found.state !== 'running' ? found.state : isAtWork(world, found) ? 'running' : 'stopped'
  const still = c.req.query('still') !== undefined
  // Works without a script: the browser looks again by itself, unless its reader wants to read on undisturbed.
  if (state === 'running' && !still) c.header('Refresh', '2')
  return showPage(
    c,
    { title: found.name, section: 'invitees', status: whenError ? 422 : 200 },
    <ImportPage
      still={still}
      campaign={found.campaign}
      id={found.id}
      name={found.name}
      problems={found.problems}
      sheets={found.sheets}
      sheet={found.sheet}
      columns={found.mapping.map((field, i) => ({
        title: found.sheets[found.sheet]?.header[i] ?? '',
        examples: [...new Set(rows.map(({ cells }) => cells[i]?.trim() ?? '').filter(Boolean))].slice(0, 3),
        field,
      }))}
      counts={{
        people: invitees.length,
        add: look.add,
        update: look.update,
        same: look.same,
        bad: rows.filter(isBad).length,
        noted: rows.filter(isNoted).length,
        elsewhere: look.elsewhere,
        merged: rows.filter(({ mergedInto }) => mergedInto !== undefined).length,
      }}
      show={show}
      shown={shown.items}
      page={shown.page}
      pages={shown.pages}
      whenError={whenError}
      letterLeft={hasInvited(c.get('campaign'))}
      state={state}
      total={found.total}
      done={found.done}
      result={found.result}
    />,
  )
}

/** The rows that cannot be taken in, as they were, with what is wrong in each. */
function leftOut(c: Request, found: ListImport, { rows }: Look) {
  const width = found.mapping.length
  const header = Array.from({ length: width }, (_, i) => found.sheets[found.sheet]?.header[i] || `Column ${i + 1}`)
  const data = rows
    .filter(isBad)
    .map(row => [
      String(row.line),
      ...header.map((_, i) => row.cells[i] ?? ''),
      row.problems.map(({ message }) => message).join(' '),
    ])
  c.header('Content-Disposition', 'attachment; filename="rows-left-out.csv"')
  return c.body(writeCsv(['Row', ...header, 'What is wrong'], data), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
}
