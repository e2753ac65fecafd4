/**
 * What of the pages is recorded in the audit log: one table, a line a route. The entry is written once somebody may do it
 * and before it is done, so that nothing is done of which there is none; what came of it is added afterwards.
 */
import type { Context, Next } from 'hono'
import { routePath } from 'hono/route'
import { type AuditDeed, DEEDS, rightsChanged } from '../../domain/access/audit.ts'
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { campaignIdFrom } from '../../domain/keep/ids.ts'
import { meetingTitle } from '../../domain/keep/kinds.ts'
import { canonicalAddress, nameOf } from '../../domain/keep/partnership.ts'
import { campaignIn, PATHS } from '../../domain/keep/paths.ts'
import { readContext } from '../keep/context.ts'
import { partnershipRef, readIfLegible } from '../keep/documents.ts'
import type { Draws, Keeps, Logs, Timed } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { auditBefore } from './audit.ts'

/** A deed, and what the form or the query must say for it; `*`: whatever it says. The first that fits counts. */
type Row = AuditDeed | readonly { deed: AuditDeed; when?: Readonly<Record<string, string>> }[]

const get = (path: { route: string }): string => `GET ${path.route}`
const post = (path: { route: string }): string => `POST ${path.route}`

/** By method and route. */
export const AUDITED: Readonly<Record<string, Row>> = {
  [post(PATHS.signedIn)]: 'own sessions ended',
  [post(PATHS.passkeys)]: 'passkey added',
  [post(PATHS.ownPasskey)]: [{ deed: 'passkey removed', when: { do: 'remove' } }, { deed: 'passkey renamed' }],
  [post(PATHS.passkeysLost)]: 'passkeys of another removed',
  [post(PATHS.operatorSessions)]: 'sessions ended',

  [get(PATHS.boardCsv)]: 'people exported',
  [get(PATHS.suppressionsCsv)]: 'opt-outs exported',
  [get(PATHS.badges)]: 'badges made',
  [get(PATHS.dayList)]: 'day list made',
  [get(PATHS.reportPdf)]: 'report made',
  [get(PATHS.inviteesImport)]: [{ deed: 'rows left out exported', when: { as: 'csv' } }],
  [get(PATHS.personHeld)]: 'record of a person exported',
  [get(PATHS.unreadableRow)]: 'stored row exported',
  [get(PATHS.asideMessage)]: 'message saved',
  [get(PATHS.matterMessage)]: 'message saved',
  [get(PATHS.deskMessage)]: 'message saved',
  [post(PATHS.personFeed)]: 'feed link made',
  [get(PATHS.auditCsv)]: 'audit log exported',
  [get(PATHS.auditLines)]: 'audit log exported',

  [post(PATHS.partnerships)]: 'partnership started',
  [post(PATHS.sample)]: 'sample loaded',
  [post(PATHS.startAgain)]: 'partnership started again',
  [post(PATHS.team)]: 'team changed',
  [post(PATHS.succession)]: 'role handed over',

  [post(PATHS.personForget)]: [{ deed: 'person forgotten', when: { sure: 'yes' } }],
  [post(PATHS.removeInvitee)]: 'person removed',
  [post(PATHS.deleteMeeting)]: 'meeting deleted',
  [post(PATHS.deletePartnership)]: 'partnership deleted',
  [post(PATHS.archive)]: [{ deed: 'partnership brought back', when: { do: 'back' } }, { deed: 'partnership archived' }],
  [post(PATHS.keeping)]: 'retention changed',
  [post(PATHS.unreadable)]: 'unreadable row removed',

  [post(PATHS.inviteesImport)]: [{ deed: 'list imported', when: { do: 'import' } }],
  [post(PATHS.takeBackImport)]: 'list taken back',
  [post(PATHS.suppressions)]: 'opt-outs added',
  [post(PATHS.liftSuppression)]: 'opt-out lifted',

  [post(PATHS.send)]: 'sending started',
  [post(PATHS.sendQuarterly)]: 'series started',
  [post(PATHS.releaseWave)]: 'wave released',
  [post(PATHS.dropWave)]: 'wave dropped',
  [post(PATHS.sendUnsent)]: 'sent again',
  [post(PATHS.personSend)]: [{ deed: 'sent to one again', when: { do: 'send again' } }],
  [post(PATHS.chosenInvitees)]: [
    { deed: 'reminded', when: { do: 'remind', sure: 'yes' } },
    { deed: 'sent again', when: { do: 'again', sure: 'yes' } },
    { deed: 'people removed', when: { do: 'remove', sure: 'yes' } },
  ],
  [post(PATHS.signatures)]: 'signatures asked for',
  [post(PATHS.askAgain)]: 'champion asked again',
  [post(PATHS.dropChampion)]: 'champion dropped',
  [post(PATHS.pause)]: 'paused',
  [post(PATHS.resume)]: 'resumed',
  [post(PATHS.cancel)]: 'canceled',
  [post(PATHS.summary)]: [{ deed: 'approval asked for', when: { do: 'ask' } }, { deed: 'summary changed' }],
  [post(PATHS.report)]: [{ deed: 'report released', when: { do: 'release' } }, { deed: 'report changed' }],
  [post(PATHS.calls)]: 'calls assigned',
  [post(PATHS.pulse)]: 'survey switched',
  [post(PATHS.agenda)]: 'agenda changed',
  [post(PATHS.probe)]: 'test of sending',
}

type Recording = Keeps & Timed & Draws & Logs

/** Does what comes next, with an entry where the table has the route. Who asks, and of what, is known by now. */
export async function recorded(world: Recording, c: Context<WebEnv>, next: Next): Promise<void> {
  const deed = await deedOf(c)
  if (deed === undefined) return next()
  const settle = await auditBefore(world, { deed, by: canonicalAddress(c.get('email')), ...about(c) })
  await next()
  const { status } = c.res
  const came = status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'done'
  await settle({
    outcome: came,
    ...(came === 'done' ? {} : { status }),
    ...c.get('audited'),
    ...(came === 'done' && DEEDS[deed] === 'rights' ? await rightsAfter(world, c, deed) : {}),
  })
}

async function deedOf(c: Context<WebEnv>): Promise<AuditDeed | undefined> {
  // That of the door that was opened just now: an address may fit several.
  const row = AUDITED[`${c.req.method === 'HEAD' ? 'GET' : c.req.method} ${routePath(c)}`]
  if (row === undefined || typeof row === 'string') return row
  const said = c.req.method === 'POST' ? await c.req.parseBody({ all: true }) : c.req.queries()
  const says = (name: string, wish: string) => [said[name]].flat()[0] === wish
  return row.find(({ when = {} }) => Object.entries(when).every(([name, wish]) => says(name, wish)))?.deed
}

function about(c: Context<WebEnv>): Pick<AuditEntry, 'partnership' | 'campaign' | 'wave'> {
  const partnership = c.get('partnership')
  const campaign = c.get('campaign')
  const wave = c.req.param('wave')
  return {
    ...(partnership ? { partnership: { id: partnership.id, name: nameOf(partnership) } } : {}),
    ...(campaign ? { campaign: { id: campaign.id, name: meetingTitle(campaign) } } : {}),
    ...(wave === undefined ? {} : { wave: wave.slice(0, 60) }),
  }
}

/** What begins a partnership, and leads to its first page. */
const BEGINS: readonly AuditDeed[] = ['partnership started', 'partnership started again', 'sample loaded']

/** Compared with the team that the deed began from. */
async function rightsAfter(
  world: Recording,
  c: Context<WebEnv>,
  deed: AuditDeed,
): Promise<Pick<AuditEntry, 'partnership' | 'rights'>> {
  if (BEGINS.includes(deed)) {
    const id = campaignIn(c.res.headers.get('location') ?? '') ?? ''
    const begun = (await readContext(world.store, campaignIdFrom(id)))?.partnership
    if (!begun) return {}
    return { partnership: { id: begun.id, name: nameOf(begun) }, rights: rightsChanged([], begun.team) }
  }
  const before = c.get('partnership')
  const after = before && (await readIfLegible(world.store, partnershipRef(before.id)))?.value
  return after ? { rights: rightsChanged(before.team, after.team) } : {}
}
