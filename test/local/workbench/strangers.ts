/** What strangers try at the workbench: every address of it, by every method, dressed up as this machine itself. */
import { WORKBENCH } from '../../../domain/keep/paths.ts'

export const WORKBENCH_PAGES = Object.values(WORKBENCH).map(({ route }) =>
  route.replace(/:id\{[^}]*\}/, '1').replace(/:file\{[^}]*\}/, '1.eml'),
)
const SELF = '127.0.0.1'
/** As a stranger would dress up a request. */
const DRESSES: Record<string, string>[] = [
  {},
  { accept: 'text/html' },
  { host: 'localhost', origin: 'http://localhost', 'x-forwarded-for': SELF, 'x-real-ip': SELF },
  {
    host: '[::1]:8080',
    'x-forwarded-host': 'localhost',
    'x-forwarded-proto': 'http',
    forwarded: `for=${SELF};host=localhost`,
  },
  { 'x-workbench-key': 'a'.repeat(32), cookie: `convoke_workbench=${'a'.repeat(32)}` },
]
const METHODS = ['GET', 'POST', 'PUT', 'HEAD']

/** How many requests a stranger makes. */
export const KNOCKS = WORKBENCH_PAGES.length * DRESSES.length * METHODS.length

export interface Told {
  status: number
  text: string
  cookie: string | null
}

/** What a stranger is answered at every address of the workbench, in every dress and by every method. */
export async function knock(outside: string, email: string): Promise<Told[]> {
  const told: Told[] = []
  const body = JSON.stringify({ to: 'next', email, stage: 'sent', name: 'a.csv', base64: 'YQ==' })
  for (const path of WORKBENCH_PAGES)
    for (const headers of DRESSES)
      for (const method of METHODS) {
        const sent = method === 'POST' || method === 'PUT' ? { body } : {}
        const init = { method, headers: { 'content-type': 'application/json', ...headers }, ...sent }
        const answer = await fetch(outside + path, { ...init, redirect: 'manual' })
        told.push({ status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie') })
      }
  return told
}
