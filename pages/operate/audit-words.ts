/** The audit log in words. */

import { type AuditDeed, type AuditKind, DEEDS } from '../../domain/access/audit.ts'
import type { AuditEntry, RightChange } from '../../domain/access/audit-entry.ts'

export const KIND_LABELS: Record<AuditKind, string> = {
  'sign-in': 'Signing in',
  export: 'Exports',
  rights: 'Rights',
  erasure: 'Deleting and keeping',
  list: 'Lists',
  send: 'Sending by hand',
}

const WORDS: Record<AuditDeed, string> = {
  'signed in': 'Signed in',
  'not signed in': 'Sign-in not completed',
  'signed out': 'Signed out',
  'own sessions ended': 'Signed out elsewhere',
  'passkey added': 'Added a passkey',
  'passkey renamed': 'Renamed a passkey',
  'passkey removed': 'Removed a passkey',
  'passkeys of another removed': 'Removed someone’s passkeys and sessions',
  'sessions ended': 'Ended someone’s sessions',
  'people exported': 'Exported people and answers',
  'opt-outs exported': 'Exported the do-not-email list',
  'badges made': 'Made name badges',
  'day list made': 'Made the list for the day',
  'report made': 'Made the report as a PDF',
  'rows left out exported': 'Exported the rows an import left out',
  'record of a person exported': 'Exported what is held about one person',
  'stored row exported': 'Saved a stored row that can’t be shown',
  'message saved': 'Saved an email that came in',
  'feed link made': 'Made a calendar link for one person',
  'audit log exported': 'Exported the audit log',
  'data exported': 'Exported all data on the machine',
  'backup made': 'Backed up on the machine',
  'backup restored': 'Restored a backup on the machine',
  'machine claimed': 'Became the convener of this machine',
  'partnership started': 'Started a partnership',
  'sample loaded': 'Loaded the sample',
  'partnership started again': 'Started a partnership again from another',
  'team changed': 'Saved the team',
  'role handed over': 'Transferred a role',
  'person forgotten': 'Erased a person',
  'person removed': 'Removed a person from the list',
  'people removed': 'Removed people from the list',
  'meeting deleted': 'Deleted a meeting',
  'partnership deleted': 'Deleted a partnership',
  'partnership archived': 'Archived a partnership',
  'partnership brought back': 'Brought a partnership back',
  'retention changed': 'Changed how long records are kept',
  'retention ended': 'Deleted a partnership whose time was over',
  'unreadable row removed': 'Removed a stored row that can’t be shown',
  'list imported': 'Imported a list',
  'list taken back': 'Took an import back',
  'opt-outs added': 'Added to the do-not-email list',
  'opt-out lifted': 'Took an address off the do-not-email list',
  'sending started': 'Started sending',
  'series started': 'Started sending for several meetings',
  'wave released': 'Sent an email now',
  'wave dropped': 'Dropped an email',
  'sent again': 'Sent again',
  'sent to one again': 'Sent again to one person',
  reminded: 'Sent reminders',
  'signatures asked for': 'Asked for signatures',
  'champion asked again': 'Asked a champion again',
  'champion dropped': 'Took a champion off the letter',
  paused: 'Paused sending',
  resumed: 'Resumed sending',
  canceled: 'Canceled the meeting',
  'approval asked for': 'Asked champions to approve the summary',
  'summary changed': 'Changed the summary',
  'report released': 'Released the report',
  'report changed': 'Changed the report',
  'calls assigned': 'Assigned calls',
  'survey switched': 'Turned the survey on or off',
  'agenda changed': 'Changed the agenda',
  'test of sending': 'Sent a test to Convoke itself',
}

const isDeed = (deed: string): deed is AuditDeed => Object.hasOwn(DEEDS, deed)

/** A deed that a later version recorded keeps its own name. */
export const deedWords = (deed: string): string => (isDeed(deed) ? WORDS[deed] : deed)

const WAYS: Readonly<Record<string, string>> = {
  mail: 'by a link in an email',
  passkey: 'with a passkey, after a link in an email',
  oidc: 'with their organization’s account',
  machine: 'on the machine: its printed link, or the workbench',
}

/** How somebody signed in. */
export const wayWords = (how: string): string => WAYS[how] ?? how

export function outcomeWords({ outcome, status }: Pick<AuditEntry, 'outcome' | 'status'>): string {
  if (outcome === 'done') return 'Done'
  if (outcome === 'asked') return 'Not known whether it was done'
  const answered = status === undefined ? '' : ` (${status})`
  return outcome === 'refused' ? `Not done${answered}` : `Failed, perhaps in part${answered}`
}

/** Who got which right, or lost it. */
export const rightWords = ({ email, was, now }: RightChange): string =>
  now === undefined
    ? `${email}: no longer ${was ?? 'on the team'}`
    : was === undefined
      ? `${email}: now ${now}`
      : `${email}: ${now}, was ${was}`
