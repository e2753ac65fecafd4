/** Sending does not start while the sender's domain would keep letters from arriving, unless the convener says so twice. */
import type { Context } from 'hono'
import { ConfirmSender } from '../../../pages/send/confirm-sender.tsx'
import type { Section } from '../../../pages/web/campaign-nav.tsx'
import type { Knows, World } from '../../keep/ports.ts'
import type { WebEnv } from '../../web/env.ts'
import { showPage } from '../../web/show.tsx'
import { senderProblems } from './look-up-sender.ts'

type SenderWorld = Knows<'from' | 'dkim' | 'mailFrom' | 'replyDomain' | 'url' | 'rehearsal'> & Pick<World, 'names'>

/**
 * The page that asks whether to send anyway, where something is wrong with the domain and the form does not say so yet; it
 * holds the form as it was pressed. Undefined where nothing has to be asked. `back`: the page that the form stood on.
 */
export async function askBeforeSending(
  c: Context<WebEnv>,
  world: SenderWorld,
  { section, back }: { section: Section; back: string },
): Promise<Response | undefined> {
  const typed = await c.req.parseBody({ all: true })
  if (typed.sender === 'anyway') return undefined
  const problems = await senderProblems(world)
  if (problems.length === 0) return undefined
  const fields = Object.entries(typed).flatMap(([name, values]) =>
    [values].flat().flatMap(value => (typeof value === 'string' ? [[name, value] as const] : [])),
  )
  const view = { problems, action: c.req.path, fields, back }
  return showPage(c, { title: 'Send anyway?', section, status: 409 }, <ConfirmSender {...view} />)
}
