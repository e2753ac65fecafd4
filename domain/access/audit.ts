/**
 * The audit log: who signed in, and who did what of which an organization has to give account: exports, changes of rights,
 * erasures, sends by hand. An entry says that it was done and never what was written or to whom.
 */
import { sameAddress, type TeamMember } from '../keep/partnership.ts'
import { DAY, type Instant, shift } from '../keep/time.ts'
import type { AuditEntry, RightChange } from './audit-entry.ts'

export const AUDIT_KINDS = ['sign-in', 'export', 'rights', 'erasure', 'list', 'send'] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

/** What is recorded, and of which kind it is. */
export const DEEDS = {
  'signed in': 'sign-in',
  'not signed in': 'sign-in',
  'signed out': 'sign-in',
  'own sessions ended': 'sign-in',
  'passkey added': 'sign-in',
  'passkey renamed': 'sign-in',
  'passkey removed': 'sign-in',
  'passkeys of another removed': 'sign-in',
  'sessions ended': 'sign-in',
  'people exported': 'export',
  'opt-outs exported': 'export',
  'badges made': 'export',
  'day list made': 'export',
  'report made': 'export',
  'rows left out exported': 'export',
  'record of a person exported': 'export',
  'stored row exported': 'export',
  'message saved': 'export',
  'feed link made': 'export',
  'audit log exported': 'export',
  'data exported': 'export',
  'backup made': 'export',
  'backup restored': 'export',
  'machine claimed': 'rights',
  'partnership started': 'rights',
  'sample loaded': 'rights',
  'partnership started again': 'rights',
  'team changed': 'rights',
  'role handed over': 'rights',
  'person forgotten': 'erasure',
  'person removed': 'erasure',
  'people removed': 'erasure',
  'meeting deleted': 'erasure',
  'partnership deleted': 'erasure',
  'partnership archived': 'erasure',
  'partnership brought back': 'erasure',
  'retention changed': 'erasure',
  'retention ended': 'erasure',
  'unreadable row removed': 'erasure',
  'list imported': 'list',
  'list taken back': 'list',
  'opt-outs added': 'list',
  'opt-out lifted': 'list',
  'sending started': 'send',
  'series started': 'send',
  'wave released': 'send',
  'wave dropped': 'send',
  'sent again': 'send',
  'sent to one again': 'send',
  reminded: 'send',
  'signatures asked for': 'send',
  'champion asked again': 'send',
  'champion dropped': 'send',
  paused: 'send',
  resumed: 'send',
  canceled: 'send',
  'approval asked for': 'send',
  'summary changed': 'send',
  'report released': 'send',
  'report changed': 'send',
  'calls assigned': 'send',
  'survey switched': 'send',
  'agenda changed': 'send',
  'test of sending': 'send',
} as const satisfies Record<string, AuditKind>
export type AuditDeed = keyof typeof DEEDS

/** So long an entry is kept. */
export const AUDIT_LASTS = 731 * DAY

/** The months of which there may be entries, the newest first. */
export function auditMonths(now: Instant): string[] {
  const oldest = shift(now, -AUDIT_LASTS).slice(0, 7)
  const months: string[] = []
  let [year = 0, month = 1] = now.slice(0, 7).split('-').map(Number)
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`
    if (name < oldest) return months
    months.push(name)
    month -= 1
    if (month === 0) [year, month] = [year - 1, 12]
  }
}

type Member = Pick<TeamMember, 'email' | 'role'>

/** Who got which right and who lost one, between two states of a team. */
export function rightsChanged(before: readonly Member[], after: readonly Member[]): RightChange[] {
  const roleIn = (team: readonly Member[], email: string) => team.find(each => sameAddress(each.email, email))?.role
  const lost = before.filter(({ email }) => roleIn(after, email) === undefined)
  return [
    ...after.flatMap(({ email, role }): RightChange[] => {
      const was = roleIn(before, email)
      return was === role ? [] : [{ email, ...(was ? { was } : {}), now: role }]
    }),
    ...lost.map(({ email, role }): RightChange => ({ email, was: role })),
  ]
}

/** What of the log is looked for. Text is looked for within. */
export interface AuditSearch {
  /** Who did it, or whose rights or sessions it was about. */
  person?: string | undefined
  /** By name or id. */
  partnership?: string | undefined
  kind?: AuditKind | undefined
}

/** Whether an entry is looked for. */
export function isSought({ person, partnership, kind }: AuditSearch, entry: AuditEntry): boolean {
  const has = (text: string | undefined, wish: string | undefined) =>
    wish === undefined || wish === '' || (text ?? '').toLowerCase().includes(wish.toLowerCase())
  const people = [entry.by, entry.whose, ...(entry.rights ?? []).map(({ email }) => email)]
  return (
    (kind === undefined || entry.kind === kind) &&
    has(people.join(' '), person) &&
    has(`${entry.partnership?.name ?? ''} ${entry.partnership?.id ?? ''}`, partnership)
  )
}
