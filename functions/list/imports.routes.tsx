/** Routes of a list on its way in: look through it, map its columns, correct rows, take it in, see how far it is. */

import { type Context, Hono } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import { COLUMNS, type Field, FLAG_KINDS, type Row } from '../../domain/list/fields.ts'
import type { ListImport } from '../../domain/list/list-import.ts'
import { isOverrun, type Look, type Overrun } from '../../domain/list/list-import.ts'
import { hasInvited } from '../../domain/send/plan.ts'
import { ImportPage } from '../../pages/list/import.tsx'
import type { Show, ShownRow } from '../../pages/list/import-view.ts'
import { CHOOSE_WHEN } from '../../pages/list/invitee-fields.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import { requireRole } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show.tsx'
import { type When, waitingFor } from './by-hand.ts'
import { chooseColumns, chooseSheet, correct, dismiss, isAtWork, readImport } from './import-list.ts'
import { knownElsewhere } from './known/known-elsewhere.ts'
import { OVERRUN } from './list-work.ts'
import { takeIn } from './take-in.ts'
import { writeCsv } from './write-csv.ts'

const A_PAGE = 50
const ROUTE = PATHS.inviteesImport.route

type Request = Context<WebEnv>

export function importRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'edit'), async c => {
    const found = await listOf(c, world)
    if (!found) return gone(c)
    const look = await lookOf(world, found)
    if (isOverrun(look)) return overrun(c, look)
    return c.req.query('as') === 'csv' ? leftOut(c, found, look) : page(c, world, found, look)
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const found = await listOf(c, world)
    if (!found) return gone(c)
    const fields = await c.req.parseBody()
    const over = fields.do === 'sheet' ? await chooseSheet(world, found, Number(fields.sheet)) : undefined
    if (over) return overrun(c, over)
    if (fields.do === 'columns') await chooseColumns(world, found, columnsOf(fields, found.mapping.length))
    const back = () => c.redirect(`${c.req.path}${new URL(c.req.url).search}#rows`, 303)
    if (fields.do === 'dismiss') {
      const kind = FLAG_KINDS.find(each => each === fields.kind)
      await dismiss(world, found, kind ?? 'none')
      return back()
    }
    if (fields.do === 'correct') {
      const look = await lookOf(world, found)
      if (isOverrun(look)) return overrun(c, look)
      await correct(world, found, correctionsOf(fields, look))
      return back()
    }
    if (fields.do === 'import') {
      const taking = await takeIn(world, c.get('campaign'), found, readWhen(fields.when), c.get('email'))
      if (taking === 'say when') {
        const look = await lookOf(world, found)
        return isOverrun(look) ? overrun(c, look) : page(c, world, found, look, CHOOSE_WHEN)
      }
    }
    return c.redirect(c.req.path, 303)
  })

  return app
}

const lookOf = (world: World, found: ListImport) => world.lists.look(found, world.clock.now())

const listOf = (c: Request, world: World): Promise<ListImport | undefined> =>
  readImport(world, c.get('campaign').id, c.req.param('id') ?? '')

/** How somebody said when a letter goes to those who come late. */
export const readWhen = (typed: unknown): When | undefined =>
  typed === 'now' || typed === 'with the wave' ? typed : undefined

function columnsOf(fields: Record<string, unknown>, width: number): ListImport['mapping'] {
  return Array.from({ length: width }, (_, i) => {
    const wish = fields[`column-${i}`]
    return COLUMNS.find(column => column === wish) ?? 'ignored'
  })
}

const CORRECTED = ['name', 'greeting', 'company', 'email'] as const satisfies Field[]

/** What was changed of the rows on the page: a greeting that is as it was says nothing. */
function correctionsOf(fields: Record<string, unknown>, look: Look): Map<string, Row> {
  const greetings = new Map(look.rows.map(({ key, greeting }) => [key, greeting]))
  const rows = new Map<string, Row>()
  const put = (key: string, row: Row) => rows.set(key, { ...rows.get(key), ...row })
  for (const [name, value] of Object.entries(fields)) {
    const [, about, key] = /^(\w+)-(\d{1,9}(?:\.\d)?)$/.exec(name) ?? []
    const field = CORRECTED.find(each => each === about)
    if (key === undefined || !greetings.has(key) || typeof value !== 'string') continue
    if (about === 'include') put(key, { include: 'yes' })
    if (about === 'exclude') put(key, { include: '' })
    if (field && !(field === 'greeting' && value.trim() === greetings.get(key)))
      put(key, { [field]: value.slice(0, 254) })
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

/** There is no time, memory or place now to look through it. */
function overrun(c: Request, why: Overrun) {
  return showPage(
    c,
    { title: 'This list could not be read', section: 'invitees', status: 503 },
    <div class="narrow">
      <h1>This list could not be read</h1>
      <p>{OVERRUN[why]}</p>
      <a class="usa-button" href={PATHS.invitees(c.get('campaign').id)}>
        To the invitees
      </a>
    </div>,
  )
}

const isBad = ({ state }: ShownRow): boolean => state === 'cannot'
const isLeftOut = ({ state }: ShownRow): boolean => state === 'left out'
const isNoted = (row: ShownRow): boolean => !isBad(row) && !isLeftOut(row) && row.problems.length + row.flags.length > 0

/** What cannot be taken in comes first, then what the list leaves out and what deserves a look; otherwise the order of the file. */
const weight = (row: ShownRow): number => (isBad(row) ? 0 : isLeftOut(row) ? 1 : isNoted(row) ? 2 : 3)
const WANTED: Record<Show, (row: ShownRow) => boolean> = {
  all: () => true,
  problems: isBad,
  'left-out': isLeftOut,
  notes: isNoted,
}

async function page(c: Request, world: World, found: ListImport, look: Look, whenError?: string) {
  const { rows, invitees } = look
  const campaign = c.get('campaign')
  const letterLeft = hasInvited(campaign)
  const wish = c.req.query('show')
  const chosen: Show = wish === 'problems' || wish === 'left-out' || wish === 'notes' ? wish : 'all'
  const show: Show = found.state === 'done' ? 'problems' : chosen
  const wanted = rows.filter(WANTED[show])
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
        examples: look.examples[i] ?? [],
        field,
      }))}
      nameless={!look.named}
      notes={new Map(look.notes)}
      dismissed={(found.dismissed ?? []).length > 0}
      counts={{
        people: invitees.length,
        add: look.add,
        update: look.update,
        same: look.same,
        bad: rows.filter(isBad).length,
        leftOut: rows.filter(isLeftOut).length,
        noted: rows.filter(isNoted).length,
        elsewhere: look.elsewhere,
        merged: rows.filter(({ mergedInto }) => mergedInto !== undefined).length,
      }}
      show={show}
      shown={shown.items}
      known={
        found.state === 'open'
          ? await knownElsewhere(
              world,
              c.get('email'),
              campaign,
              shown.items.map(({ read }) => read.email),
            )
          : new Map()
      }
      page={shown.page}
      pages={shown.pages}
      whenError={whenError}
      letterLeft={letterLeft}
      waits={waitingFor(campaign)}
      emails={look.emails}
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
