/** Sending does not start while the sender's domain would keep letters from arriving, unless the convener says so twice. */
import type { Context } from 'hono'
import type { Knows, World } from '../keep/ports.ts'
import { senderProblems } from '../send/sender/look-up-sender.ts'
import type { WebEnv } from '../web/env.ts'

type SenderWorld = Knows<'from' | 'dkim' | 'mailFrom' | 'replyDomain' | 'url' | 'rehearsal'> & Pick<World, 'names'>

/** Whether something is wrong with the domain and this form does not say that it is to be sent anyway. */
export async function mustConfirm(c: Context<WebEnv>, world: SenderWorld): Promise<boolean> {
  const { sender } = await c.req.parseBody()
  return sender !== 'anyway' && (await senderProblems(world)).length > 0
}
