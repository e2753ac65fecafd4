/** Routes of a hand-over: another convener, or another champion. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { championIdFrom } from '../../domain/keep/ids.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { wallOf } from '../../domain/keep/time.ts'
import { isAddress } from '../../domain/list/mailbox.ts'
import { SuccessionPage, type SuccessionView } from '../../pages/table/succession.tsx'
import { requireRole } from '../access/caller.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { replaceChampion, replaceConvener, type Succeeding, successionsOf } from './succession.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.succession.route

const named = (words: string, most: number) =>
  z.string().trim().min(1, words).max(most, `Shorten this to ${most} characters.`)
const email = z
  .string()
  .trim()
  .max(254, 'Shorten the address.')
  .refine(isAddress, 'Enter an email address, like dana@cole.com.')

const form = z.discriminatedUnion(
  'do',
  [
    z.object({
      do: z.literal('convener'),
      from: named('Choose who hands over.', 254),
      name: named('Enter who takes over.', 120),
      email,
      organization: z.string().trim().max(160, 'Shorten this to 160 characters.').default(''),
      becomes: z.enum(['co-convener', 'support team', 'leaves']).catch('support team'),
    }),
    z.object({
      do: z.literal('champion'),
      champion: named('Choose who hands over.', 64).transform(championIdFrom),
      name: named('Enter who takes over.', 80),
      title: named('Enter their title, such as CEO.', 80),
      company: named('Enter their company.', 80),
      email,
      stays: z.enum(['yes', 'no']).catch('yes'),
    }),
  ],
  'Choose who hands over.',
)

const WRONG: Record<Exclude<Succeeding, 'done'>, Errors> = {
  'not there': { name: 'Whoever was to hand over does not have that role any more. Look at it again.' },
  'has it already': { email: 'Someone with this address has that role already.' },
}

export function successionRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(ROUTE, requireRole(world, 'read'), c => showSuccession(c, world))

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    if (!found.success) return showSuccession(c, world, { form: typed.do, typed, errors: errorsOf(found.error) })
    const said = found.data
    const id = c.get('campaign').id
    const by = c.get('email')
    const handing =
      said.do === 'convener'
        ? await replaceConvener(
            world,
            id,
            said.from,
            { name: said.name, email: said.email, organization: said.organization },
            said.becomes === 'leaves' ? undefined : said.becomes,
            by,
          )
        : await replaceChampion(
            world,
            id,
            said.champion,
            { name: said.name, title: said.title, company: said.company, email: said.email },
            said.stays === 'yes',
            by,
          )
    if (handing !== 'done') return showSuccession(c, world, { form: said.do, typed, errors: WRONG[handing] })
    // Whoever handed over and left may not open the page any more.
    return c.redirect(
      said.do === 'convener' && said.becomes === 'leaves' ? PATHS.home() : withQuery(c.req.path, { done: 1 }),
      303,
    )
  })

  return app
}

interface Typing {
  form: string | undefined
  typed: Record<string, string>
  errors: Errors
}

async function showSuccession(c: Request, world: World, typing?: Typing) {
  const { champions, team, id } = c.get('partnership')
  const zone = c.get('campaign').meeting?.zone ?? 'UTC'
  const view: SuccessionView = {
    campaign: c.get('campaign').id,
    mayEdit: mayEdit(c.get('role')),
    conveners: team.filter(({ role }) => role === 'convener'),
    champions,
    made: (await successionsOf(world, id)).map(each => ({
      id: each.id,
      role: each.role,
      from: each.from.name || each.from.email,
      to: each.to.name,
      day: wallOf(each.at, zone).day,
      passed: each.passed,
    })),
    done: c.req.query('done') === undefined ? undefined : 'Done. Both have been told by mail.',
    typed: {},
    errors: {},
    ...typing,
  }
  return showPage(
    c,
    { title: 'Hand over', section: 'meetings', status: typing ? 422 : 200 },
    <SuccessionPage {...view} />,
  )
}
