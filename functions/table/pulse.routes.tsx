/** Routes of the pulse survey: opening the page answers nothing, its button does; when it is over the page shows numbers. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { HIGHEST, type PulseAnswer, STATEMENTS, VERDICTS } from '../../domain/table/pulse.ts'
import { PulsePage, type PulseView } from '../../pages/table/pulse.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { type AtTable, whoIsAtTable } from './agenda.ts'
import { ownAnswer, pulseResult, pulseStage, pulseTime, takePulse, weighedIn } from './pulse.ts'

const grade = (of: string) =>
  z
    .string(`Choose from 1 to ${HIGHEST} ${of}.`)
    .refine(text => /^[1-5]$/.test(text), `Choose from 1 to ${HIGHEST} ${of}.`)
    .transform(text => Number(text) as PulseAnswer['value'])

const form = z.object({
  value: grade('how far it is worth your time'),
  led: grade('how far business leads it'),
  home: grade('how far it has the right home'),
  missing: z.string().trim().max(300, 'Shorten this to 300 characters.').default(''),
  words: z.string().trim().max(600, 'Shorten this to 600 characters.').default(''),
})

export function pulseRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.pulse.route, async c => {
    const at = await open(world, c.req.param('token'))
    return at ? showPulse(c, world, at, { done: c.req.query('done') !== undefined }) : deadLink(c)
  })

  app.post(PERSONAL.pulse.route, async c => {
    const at = await open(world, c.req.param('token'))
    if (!at) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    if (!found.success) return showPulse(c, world, at, { typed, errors: errorsOf(found.error) })
    const known = await weighedIn(world, at.campaign)
    const priorities: PulseAnswer['priorities'] = {}
    for (const { id } of known) {
      const verdict = VERDICTS.find(each => each === typed[`priority-${id}`])
      if (verdict) priorities[id] = verdict
    }
    const taking = await takePulse(world, at, { ...found.data, priorities })
    return c.redirect(withQuery(c.req.path, { done: taking === 'taken' ? 1 : undefined }), 303)
  })

  return app
}

/** Business members and champions; nobody else is asked, or told. */
async function open(world: World, token: string): Promise<AtTable | undefined> {
  const at = await whoIsAtTable(world, 'pulse', token)
  return at && !at.person.publicPartner && pulseTime(at.campaign) ? at : undefined
}

interface Shown {
  done?: boolean
  typed?: Record<string, string>
  errors?: Errors
}

async function showPulse(c: Context<WebEnv>, world: World, at: AtTable, { done = false, typed, errors = {} }: Shown) {
  const { campaign, partnership, person, invitation } = at
  const stage = pulseStage(campaign, world.clock.now())
  const own = invitation === undefined ? undefined : await ownAnswer(world, campaign.id, invitation)
  const view: PulseView = {
    path: c.req.path,
    partnership: nameOf(partnership),
    organization: partnership.organization.name,
    name: person.name,
    stage: stage === 'none' ? 'before' : stage,
    asked: invitation !== undefined,
    until: pulseTime(campaign)?.until ?? '',
    zone: campaign.meeting?.zone ?? 'UTC',
    date: campaign.meeting?.date ?? '',
    priorities: await weighedIn(world, campaign),
    result: await pulseResult(world, campaign),
    done,
    typed: typed ?? (own ? asTyped(own) : {}),
    errors,
  }
  const wrong = Object.keys(errors).length > 0
  const title = `${wrong ? 'Please check: ' : ''}Four questions`
  return c.html(page(title, <PulsePage {...view} />, { calm: true }), wrong ? 422 : 200)
}

const asTyped = ({ priorities, missing, words, ...grades }: PulseAnswer): Record<string, string> => ({
  ...Object.fromEntries(STATEMENTS.map(each => [each, String(grades[each])])),
  ...Object.fromEntries(Object.entries(priorities).map(([id, verdict]) => [`priority-${id}`, verdict])),
  missing,
  words,
})
