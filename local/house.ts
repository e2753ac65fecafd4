/** What the functions offer to the front door of one machine. */

import { raw } from 'hono/html'
import { campaignIdFrom } from '../domain/keep/ids.ts'
import { isOverrun } from '../domain/list/list-import.ts'
import { maySignIn, openLogin, printSignIn, welcomeGuest } from '../functions/access/sign-in.ts'
import { answersOf } from '../functions/answer/answers.ts'
import { AT_ONCE } from '../functions/answer/follow-reply.ts'
import { takeReply } from '../functions/answer/take-reply.ts'
import { createSample } from '../functions/campaign/sample.ts'
import { OVERRUN } from '../functions/list/list-work.ts'
import { onSchedule } from '../functions/rounds/on-schedule.ts'
import { sweep } from '../functions/rounds/sweep.ts'
import { signedRows } from '../functions/send/texts/signed-words.ts'
import { framed } from '../functions/web/framed.tsx'
import { cookieName } from '../functions/web/login-cookie.ts'
import { createApp } from '../functions/web.tsx'
import type { House } from './start.ts'

export const house: House = {
  createApp,
  onSchedule,
  sweep,
  takeReply: (world, arrived) => takeReply(world, arrived, AT_ONCE),
  printSignIn,
  loadTemplates: () => import('../functions/send/letters.ts'),
  workbench: world => {
    /** The sample belongs to whoever signed in through the workbench last, so that a script can open what it made. */
    let convener = world.settings.conveners.find(entry => !entry.startsWith('@')) ?? 'convener@example.org'
    return {
      async signIn(email) {
        const open = world.settings.conveners.length === 0
        if (!open && !(await maySignIn(world, email))) return undefined
        await welcomeGuest(world, email)
        convener = email
        return `${cookieName(world)}=${await openLogin(world, email, 'machine')}; Path=/; HttpOnly; SameSite=Lax`
      },
      sample: stage => createSample(world, stage, convener),
      answers: campaign => answersOf(world, campaignIdFrom(campaign)),
      signed: campaign => signedRows(world, campaignIdFrom(campaign)),
      async list(bytes, name) {
        const rows = await world.lists.rows({ bytes, name })
        return isOverrun(rows) ? { columns: [], rows: [], problems: [OVERRUN[rows]] } : rows
      },
      layout: async (title, body) => framed(title, raw(String(await body))),
    }
  },
}
