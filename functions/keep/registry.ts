/**
 * Every kind of document that Convoke keeps, a row each: where it lives, what it looks like, whose it is. Erasure, export,
 * retention and moving house walk these rows; nobody else names a partition. What of a document is personal its shape
 * marks (`personal` in `domain/keep/shape.ts`). Places are for good: links, exports and older versions know them.
 */
import type * as z from 'zod'
import { auditShape } from '../../domain/access/audit-entry.ts'
import { asideShape } from '../../domain/answer/aside.ts'
import { noteShape } from '../../domain/day/note.ts'
import { dayPlanShape } from '../../domain/day/run-sheet.ts'
import { executiveSummaryShape } from '../../domain/day/summary.ts'
import { campaignShape } from '../../domain/keep/campaign.ts'
import { invitationShape, suppressionShape } from '../../domain/keep/invitation.ts'
import { partnershipShape } from '../../domain/keep/partnership.ts'
import { forgettingShape } from '../../domain/list/forgetting.ts'
import {
  correctedRowsShape,
  importedRowsShape,
  listImportShape,
  listTakenShape,
} from '../../domain/list/list-import.ts'
import { callSheetShape } from '../../domain/prepare/call-sheet.ts'
import { proposalShape } from '../../domain/prepare/proposal.ts'
import { readinessRecordShape } from '../../domain/prepare/readiness-record.ts'
import { errandSentShape } from '../../domain/send/errand.ts'
import { probeShape } from '../../domain/send/probe.ts'
import { signedWordsShape } from '../../domain/send/signed-words.ts'
import { waveStateShape } from '../../domain/send/wave-state.ts'
import { tableAgendaShape } from '../../domain/table/agenda.ts'
import { pulseAnswerShape } from '../../domain/table/pulse.ts'
import { reportShape } from '../../domain/table/report.ts'
import { successionShape } from '../../domain/table/succession.ts'
import { commitmentShape } from '../../domain/teams/commitment.ts'
import { ballotShape, meetingRecordShape } from '../../domain/teams/record.ts'
import { actionTeamShape } from '../../domain/teams/team.ts'
import {
  activeShape,
  askedForLinkShape,
  claimShape,
  correctionShape,
  errandPlanShape,
  feedShape,
  inboxPlaceShape,
  knownAtShape,
  knownIndexedShape,
  loginOfShape,
  loginShape,
  mailboxPlaceShape,
  noticeShape,
  passkeyShape,
  pointerShape,
  roundShape,
  senderShape,
  signInLinkShape,
  teamMarkShape,
  turnsShape,
  usedOnceShape,
  waveMarkShape,
} from './shapes.ts'
import { UPGRADES, type Upgrade } from './upgrade.ts'

interface Row<T, P extends string, K extends string> {
  /** Where it ends with `#`, an id follows. */
  partition: P
  /** Where it is empty or ends with `#`, an id follows. */
  key: K
  shape: () => z.ZodType<T>
  /** Whose it is: what the first id in its place, up to a `#`, names. */
  owner: 'partnership' | 'campaign' | 'person' | 'import' | 'login' | 'machine'
  /** It stands at an address: there its place is personal too. */
  addressed?: 'partition' | 'key'
  /** It belongs to one machine or one sitting, and is made anew where it is missing: it does not move house. */
  stays?: true
  /** A field of it that holds in this house alone, and does not move either. */
  staying?: string
  /** It makes the sweep take something up, so in a new house it has to arrive after all that it points to. */
  awakens?: true
  /** A convener may take one away that cannot be read: nothing leaves that must not because it is gone. */
  removable?: true
  /** Rows that are read at one time, where they are small and many. */
  page?: number
  /** How the ids of its partition look, where another kind has partitions of that name. */
  ids?: RegExp
}

/** A kind of document, by the name of its row. */
export interface DocumentKind<T, P extends string = string, K extends string = string> extends Row<T, P, K> {
  name: string
  /** What brings an older one up, a step a version: without steps the shape is that of the first version. */
  upgrades: readonly Upgrade[]
}

const row = <T, const P extends string, const K extends string>(row: Row<T, P, K>): Row<T, P, K> => row

const ROWS = {
  partnership: row({ partition: 'partnership#', key: 'partnership', shape: partnershipShape, owner: 'partnership' }),
  /** A campaign of a partnership, for listing. */
  campaignOf: row({ partition: 'partnership#', key: 'campaign#', shape: pointerShape, owner: 'partnership' }),
  actionTeam: row({ partition: 'partnership#', key: 'team#', shape: actionTeamShape, owner: 'partnership' }),
  commitment: row({
    partition: 'partnership#',
    key: 'commitment#',
    shape: commitmentShape,
    owner: 'partnership',
    removable: true,
  }),
  readinessRecord: row({
    partition: 'partnership#',
    key: 'readiness',
    shape: readinessRecordShape,
    owner: 'partnership',
  }),
  proposal: row({
    partition: 'partnership#',
    key: 'proposal#',
    shape: proposalShape,
    owner: 'partnership',
    removable: true,
  }),
  succession: row({ partition: 'partnership#', key: 'succession#', shape: successionShape, owner: 'partnership' }),
  /** Opt-outs and dead addresses hold for all campaigns of a partnership. */
  suppression: row({
    partition: 'suppression#',
    key: '',
    shape: suppressionShape,
    owner: 'partnership',
    addressed: 'key',
    page: 1000,
  }),
  /** Who asked to be forgotten, by a hash of their address. */
  forgetting: row({ partition: 'forgotten#', key: '', shape: forgettingShape, owner: 'partnership' }),
  /** Where an address stands on lists, for finding it. */
  knownAt: row({
    partition: 'known#',
    key: '',
    shape: knownAtShape,
    owner: 'partnership',
    addressed: 'key',
    removable: true,
    page: 1000,
  }),
  knownIndexed: row({ partition: 'partnership#', key: 'known', shape: knownIndexedShape, owner: 'partnership' }),
  feed: row({ partition: 'feed#', key: '', shape: feedShape, owner: 'partnership' }),
  /** What became of each errand: one document for an occasion and an address. */
  errandSent: row({ partition: 'errand#', key: '', shape: errandSentShape, owner: 'partnership', addressed: 'key' }),
  errandPlan: row({
    partition: 'tended',
    key: '',
    shape: errandPlanShape,
    owner: 'partnership',
    awakens: true,
    page: 1000,
  }),
  teamMark: row({ partition: 'teams', key: '', shape: teamMarkShape, owner: 'partnership', awakens: true }),
  correction: row({ partition: 'corrections', key: '', shape: correctionShape, owner: 'partnership', awakens: true }),

  campaign: row({ partition: 'campaign#', key: 'campaign', shape: campaignShape, owner: 'campaign' }),
  invitation: row({
    partition: 'campaign#',
    key: 'invitation#',
    shape: invitationShape,
    owner: 'campaign',
    removable: true,
  }),
  /** What came in for one invitation and bothers nobody, listed for thirty days. */
  aside: row({ partition: 'campaign#', key: 'aside#', shape: asideShape, owner: 'campaign', removable: true }),
  wave: row({ partition: 'campaign#', key: 'wave#', shape: waveStateShape, owner: 'campaign', removable: true }),
  /** By check value. What left under champions' names is proved by it, whatever became of the campaign's own texts. */
  signedWords: row({ partition: 'campaign#', key: 'signed#', shape: signedWordsShape, owner: 'campaign' }),
  notice: row({ partition: 'campaign#', key: 'notice#', shape: noticeShape, owner: 'campaign', removable: true }),
  note: row({ partition: 'campaign#', key: 'note#', shape: noteShape, owner: 'campaign', removable: true }),
  dayPlan: row({ partition: 'campaign#', key: 'day', shape: dayPlanShape, owner: 'campaign' }),
  executiveSummary: row({ partition: 'campaign#', key: 'summary', shape: executiveSummaryShape, owner: 'campaign' }),
  meetingRecord: row({ partition: 'campaign#', key: 'record', shape: meetingRecordShape, owner: 'campaign' }),
  /** One document a company, so that many can vote at the same moment and each has one ballot. */
  ballot: row({ partition: 'campaign#', key: 'ballot#', shape: ballotShape, owner: 'campaign', removable: true }),
  callSheet: row({ partition: 'campaign#', key: 'call-sheet', shape: callSheetShape, owner: 'campaign' }),
  tableAgenda: row({ partition: 'campaign#', key: 'agenda', shape: tableAgendaShape, owner: 'campaign' }),
  report: row({ partition: 'campaign#', key: 'report', shape: reportShape, owner: 'campaign' }),
  pulseAnswer: row({
    partition: 'campaign#',
    key: 'pulse#',
    shape: pulseAnswerShape,
    owner: 'campaign',
    removable: true,
  }),
  /** A campaign that is one session of a launch, for listing. */
  sessionOf: row({
    partition: 'sessions#',
    key: '',
    shape: pointerShape,
    owner: 'campaign',
    ids: /^[a-z2-7]{16}$/,
  }),
  /** Campaigns whose reply addresses are short, for finding one by how its id begins. */
  shortReplies: row({ partition: 'replies', key: '', shape: pointerShape, owner: 'campaign' }),
  /** Campaigns that the sweep looks after. */
  active: row({
    partition: 'active',
    key: '',
    shape: activeShape,
    owner: 'campaign',
    awakens: true,
    staying: 'rests',
    page: 1000,
  }),
  waveMark: row({ partition: 'watch', key: '', shape: waveMarkShape, owner: 'campaign', awakens: true }),

  /** A list that was brought to a campaign in the last day, for finding it. */
  importOf: row({ partition: 'campaign#', key: 'import#', shape: pointerShape, owner: 'campaign' }),
  /** A list that was taken in, for taking it back. */
  listTaken: row({
    partition: 'campaign#',
    key: 'imported#',
    shape: listTakenShape,
    owner: 'campaign',
    removable: true,
  }),
  /** A list on its way in, kept for a day. */
  listImport: row({ partition: 'import#', key: 'import', shape: listImportShape, owner: 'import' }),
  importedRows: row({ partition: 'import#', key: 'rows#', shape: importedRowsShape, owner: 'import' }),
  correctedRows: row({ partition: 'import#', key: 'corrections#', shape: correctedRowsShape, owner: 'import' }),

  /** A partnership somebody has a role in, for listing. The role itself stands in the partnership alone. */
  partnershipOf: row({
    partition: 'person#',
    key: 'partnership#',
    shape: pointerShape,
    owner: 'person',
    addressed: 'partition',
  }),
  /** Every partnership there is, for whoever runs this Convoke. */
  partnershipHere: row({ partition: 'partnerships', key: '', shape: pointerShape, owner: 'partnership' }),
  login: row({ partition: 'session#', key: 'session', shape: loginShape, owner: 'login', stays: true }),
  loginOf: row({ partition: 'logins#', key: '', shape: loginOfShape, owner: 'person', stays: true }),
  /** Where the first version listed logins; none is written any more, and the last ends a week after the deploy. */
  formerLoginOf: row({
    partition: 'sessions#',
    key: '',
    shape: loginOfShape,
    owner: 'person',
    ids: /^[0-9a-f]{64}$/,
    stays: true,
  }),
  signInLink: row({ partition: 'sign-in#', key: 'link', shape: signInLinkShape, owner: 'login', stays: true }),
  usedOnce: row({ partition: 'used#', key: 'used', shape: usedOnceShape, owner: 'login', stays: true }),
  passkey: row({ partition: 'passkeys#', key: '', shape: passkeyShape, owner: 'person' }),
  askedForLink: row({
    partition: 'sign-in-asked#',
    key: 'asked',
    shape: askedForLinkShape,
    owner: 'person',
    stays: true,
  }),
  /** Who claimed this machine, where the operator named nobody. */
  claim: row({ partition: 'claim', key: 'convener', shape: claimShape, owner: 'machine', stays: true }),
  guest: row({
    partition: 'claim',
    key: 'guest#',
    shape: claimShape,
    owner: 'person',
    addressed: 'key',
    stays: true,
  }),

  /** What was done and by whom: a partition a month, the newest first. */
  audit: row({ partition: 'audit#', key: '', shape: auditShape, owner: 'machine' }),
  probe: row({ partition: 'pace', key: 'probe', shape: probeShape, owner: 'machine', stays: true }),
  sender: row({ partition: 'pace', key: 'sender#', shape: senderShape, owner: 'machine', stays: true }),
  /** What was written to Convoke itself, for whoever runs it. */
  desk: row({ partition: 'desk', key: 'mail', shape: asideShape, owner: 'machine', stays: true }),
  turns: row({ partition: 'pace', key: 'turns', shape: turnsShape, owner: 'machine', stays: true }),
  round: row({ partition: 'sweep', key: 'round', shape: roundShape, owner: 'machine', stays: true }),
  inboxPlace: row({ partition: 'inbox', key: '', shape: inboxPlaceShape, owner: 'machine', stays: true }),
  mailboxPlace: row({ partition: 'mailbox', key: '', shape: mailboxPlaceShape, owner: 'machine', stays: true }),
}

type Rows = typeof ROWS
export type KindName = keyof Rows

/** All of them, by name. */
export const DOCUMENTS = Object.fromEntries(
  Object.entries(ROWS).map(([name, row]) => [name, { ...row, name, upgrades: UPGRADES[name] ?? [] }]),
) as { [N in KindName]: Rows[N] extends Row<infer T, infer P, infer K> ? DocumentKind<T, P, K> : never }

/** Whether a partition or a key begins as that of a kind does. */
const begins = (text: string, place: string): boolean =>
  place === '' || place.endsWith('#') ? text.startsWith(place) : text === place

/** The kinds that a partition holds. */
export const kindsIn = (partition: string): DocumentKind<unknown>[] =>
  Object.values(DOCUMENTS).filter(
    ({ partition: place, ids }: DocumentKind<unknown>) =>
      begins(partition, place) && (ids?.test(partition.slice(place.length)) ?? true),
  )

/** What kind of document stands there; undefined: none that this version knows. */
export const kindAt = (partition: string, key: string): DocumentKind<unknown> | undefined =>
  kindsIn(partition).find(kind => begins(key, kind.key))
