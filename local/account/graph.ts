/** Requests to Microsoft Graph in the name of the connected account, with a new token where one was refused. */
import * as z from 'zod'
import type { Access, MailAccount } from './mail-account.ts'
import type { Microsoft } from './providers.ts'
import { type Answered, ask, jsonOf, type Lost, type WebRequest } from './web-request.ts'

/** `no access`: nothing was asked, or the service took no token. */
export type GraphAnswer = Answered | Lost | { is: 'no access'; access: Exclude<Access, { is: 'token' }> }

export interface Graph {
  /** `path`: `/me/…`, or a link that Graph gave. Throws for a link that leads elsewhere. */
  ask(path: string, request: WebRequest): Promise<GraphAnswer>
  /** Whether it leads to Graph, and may be given our token. */
  leadsHere(link: string): boolean
}

const failed = z.object({ error: z.object({ code: z.string() }) })

/** The code of a refusal, as far as it is one; words for people can quote addresses and are not read. */
export function codeOf(answer: Answered): string {
  const code = failed.safeParse(jsonOf(answer)).data?.error.code ?? ''
  return /^[\w.]{1,80}$/.test(code) ? code : ''
}

/** `atOnce`: so many requests may be under way together. Exchange Online takes four of one app and mailbox. */
export function createGraph({ graph }: Microsoft, account: MailAccount, atOnce: number): Graph {
  let under = 0
  const waiting: (() => void)[] = []

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (under >= atOnce) await new Promise<void>(go => waiting.push(go))
    else under++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else under--
    }
  }

  async function withToken(url: string, request: WebRequest): Promise<GraphAnswer> {
    for (let tries = 0; tries < 2; tries++) {
      const access = await account.access()
      if (access.is !== 'token') return { is: 'no access', access }
      const headers = { ...request.headers, authorization: `Bearer ${access.token}` }
      const answer = await ask(url, { ...request, headers })
      // A token that is not taken is a request that was not carried out: asking again repeats nothing.
      if (answer.is === 'lost' || answer.status !== 401) return answer
      account.refuse(access.token)
    }
    return { is: 'no access', access: { is: 'disconnected' } }
  }

  const leadsHere = (link: string) => link.startsWith(`${graph}/`)

  return {
    leadsHere,
    async ask(path, request) {
      const url = path.startsWith('/') ? graph + path : path
      if (!leadsHere(url)) throw new Error('a link of Microsoft Graph leads elsewhere')
      return inTurn(() => withToken(url, request))
    },
  }
}
