/**
 * Every address of the house, once. Called with ids a path is a link; its `route` is the pattern that a web framework
 * answers; so the two cannot drift. Letters that have left bear these addresses: a path that changed would be a link that
 * leads nowhere.
 */

/** One value for each `:name` of a pattern, in order; a name may say in braces what its value looks like. */
type ValuesOf<Route extends string> = Route extends `${string}/:${string}/${infer Rest}`
  ? [value: string, ...rest: ValuesOf<`/${Rest}`>]
  : Route extends `${string}/:${string}`
    ? [value: string]
    : []

export interface Path<Route extends string = string> {
  /** The path with these values, encoded. */
  (...values: ValuesOf<Route>): string
  readonly route: Route
}

function at<Route extends string>(route: Route): Path<Route> {
  const [first = '', ...others] = route.split(/:\w+(?:\{[^}]*\})?/)
  const path = (...values: string[]): string =>
    others.reduce((before, piece, n) => before + encodeURIComponent(values[n] ?? '') + piece, first)
  return Object.assign(path, { route })
}

/** Pages for everybody, for whoever is signed in, and for those with a role in the partnership of the campaign `:cid`. */
export const PATHS = {
  home: at('/'),
  font: at('/assets/:font{[0-9a-f]+\\.woff2}'),
  robots: at('/robots.txt'),
  signIn: at('/sign-in'),
  signInLink: at('/sign-in/:token'),
  /** Signing in by the identity provider, and where that sends browsers back to: operators tell it this address. */
  signInElsewhere: at('/oidc'),
  signInBack: at('/oidc/callback'),
  signOut: at('/sign-out'),
  signedIn: at('/signed-in'),
  /** The second step of signing in; one's own passkeys, one of them, and those that somebody else has lost. */
  passkey: at('/passkey'),
  passkeys: at('/passkeys'),
  passkeysLost: at('/passkeys/lost'),
  ownPasskey: at('/passkeys/own/:passkey'),
  partnerships: at('/partnerships'),
  sample: at('/sample'),
  sending: at('/sending'),
  probe: at('/sending/test'),
  /** For whoever runs this Convoke. */
  operator: at('/operator'),
  operatorPeople: at('/operator/people'),
  operatorSessions: at('/operator/sessions'),
  audit: at('/operator/audit'),
  auditCsv: at('/operator/audit.csv'),
  auditLines: at('/operator/audit.ndjson'),
  /** What was written to Convoke itself. */
  desk: at('/desk'),
  deskMessage: at('/desk/:message/message.eml'),
  manage: at('/campaigns/:cid/manage'),
  startAgain: at('/campaigns/:cid/start-again'),
  keeping: at('/campaigns/:cid/keeping'),
  archive: at('/campaigns/:cid/archive'),
  deleteMeeting: at('/campaigns/:cid/delete'),
  deletePartnership: at('/campaigns/:cid/delete-partnership'),
  /** The letter that was signed, by its check value. */
  signedLetter: at('/letters/:cid/:check'),

  board: at('/campaigns/:cid'),
  boardCsv: at('/campaigns/:cid/board.csv'),
  /** What did not get through for one reason is sent again. */
  sendUnsent: at('/campaigns/:cid/send-again'),
  likely: at('/campaigns/:cid/likely-answers'),
  /** What came in and bothers nobody. */
  aside: at('/campaigns/:cid/set-aside'),
  asideMessage: at('/campaigns/:cid/set-aside/:iid/:message/message.eml'),
  person: at('/campaigns/:cid/people/:iid'),
  personAnswer: at('/campaigns/:cid/people/:iid/answer'),
  personAway: at('/campaigns/:cid/people/:iid/away'),
  personFeed: at('/campaigns/:cid/people/:iid/feed'),
  personForget: at('/campaigns/:cid/people/:iid/forget'),
  personHeld: at('/campaigns/:cid/people/:iid/held.json'),
  forgotten: at('/campaigns/:cid/forgotten'),
  personSend: at('/campaigns/:cid/people/:iid/sends/:wave'),
  matter: at('/campaigns/:cid/people/:iid/matters/:mid'),
  unreadable: at('/campaigns/:cid/cannot-be-shown'),
  unreadableRow: at('/campaigns/:cid/cannot-be-shown/:row'),
  matterMessage: at('/campaigns/:cid/people/:iid/matters/:mid/message.eml'),

  partnership: at('/campaigns/:cid/partnership'),
  meeting: at('/campaigns/:cid/meeting'),
  champions: at('/campaigns/:cid/champions'),
  team: at('/campaigns/:cid/team'),
  letter: at('/campaigns/:cid/letter'),
  letterTest: at('/campaigns/:cid/letter/test'),
  texts: at('/campaigns/:cid/letters'),
  text: at('/campaigns/:cid/letters/:text'),
  textTest: at('/campaigns/:cid/letters/:text/test'),
  textPreview: at('/campaigns/:cid/letters/:text/preview'),
  textDefault: at('/campaigns/:cid/letters/:text/default'),
  timing: at('/campaigns/:cid/timing'),
  review: at('/campaigns/:cid/review'),
  signatures: at('/campaigns/:cid/signatures'),
  dropChampion: at('/campaigns/:cid/champions/:champion/drop'),
  askAgain: at('/campaigns/:cid/champions/:champion/ask'),
  send: at('/campaigns/:cid/send'),
  pause: at('/campaigns/:cid/pause'),
  resume: at('/campaigns/:cid/resume'),
  cancel: at('/campaigns/:cid/cancel'),
  releaseWave: at('/campaigns/:cid/waves/:wave/release'),
  dropWave: at('/campaigns/:cid/waves/:wave/drop'),

  invitees: at('/campaigns/:cid/invitees'),
  readInvitees: at('/campaigns/:cid/invitees/read'),
  inviteesImport: at('/campaigns/:cid/invitees/import/:id'),
  takeBackImport: at('/campaigns/:cid/invitees/import/:id/take-back'),
  chosenInvitees: at('/campaigns/:cid/invitees/chosen'),
  invitee: at('/campaigns/:cid/invitees/:iid'),
  removeInvitee: at('/campaigns/:cid/invitees/:iid/remove'),
  suppressions: at('/campaigns/:cid/not-written-to'),
  suppressionsCsv: at('/campaigns/:cid/not-written-to.csv'),
  liftSuppression: at('/campaigns/:cid/not-written-to/lift'),

  readiness: at('/campaigns/:cid/readiness'),
  calls: at('/campaigns/:cid/calls'),
  meetings: at('/campaigns/:cid/meetings'),
  startDebrief: at('/campaigns/:cid/meetings/debrief'),
  startTeamCall: at('/campaigns/:cid/meetings/action-team'),
  startQuarterly: at('/campaigns/:cid/meetings/quarterly'),
  sendQuarterly: at('/campaigns/:cid/meetings/quarterly/send'),
  sessions: at('/campaigns/:cid/sessions'),
  assignSessions: at('/campaigns/:cid/sessions/assign'),
  succession: at('/campaigns/:cid/hand-over'),

  day: at('/campaigns/:cid/day'),
  badges: at('/campaigns/:cid/day/badges.pdf'),
  dayList: at('/campaigns/:cid/day/list.pdf'),
  capture: at('/campaigns/:cid/capture'),
  notes: at('/campaigns/:cid/notes'),
  summary: at('/campaigns/:cid/summary'),
  summaryPreview: at('/campaigns/:cid/summary/preview'),

  teams: at('/campaigns/:cid/teams'),
  foundTeams: at('/campaigns/:cid/teams/found'),
  actionTeam: at('/campaigns/:cid/teams/:tid'),
  commitments: at('/campaigns/:cid/commitments'),
  commitment: at('/campaigns/:cid/commitments/:promise'),

  progress: at('/campaigns/:cid/progress'),
  agenda: at('/campaigns/:cid/agenda'),
  pulse: at('/campaigns/:cid/pulse'),
  renewal: at('/campaigns/:cid/renewal'),
  report: at('/campaigns/:cid/report'),
  reportPreview: at('/campaigns/:cid/report/preview'),
  reportPdf: at('/campaigns/:cid/report.pdf'),
} as const

/** Pages that open for one person, by the token in their address. */
export const PERSONAL = {
  rsvp: at('/rsvp/:token'),
  rsvpCalendar: at('/rsvp/:token/calendar'),
  rsvpEntry: at('/rsvp/:token/meeting.ics'),
  feed: at('/calendar/:token'),
  optOut: at('/opt-out/:token'),
  sign: at('/sign/:token'),
  signLetter: at('/sign/:token/letter'),
  team: at('/team/:token'),
  call: at('/call/:token'),
  day: at('/day/:token'),
  dayCapture: at('/day/:token/capture'),
  notes: at('/notes/:token'),
  approve: at('/approve/:token'),
  join: at('/join/:token'),
  times: at('/times/:token'),
  commitment: at('/commitment/:token'),
  agenda: at('/agenda/:token'),
  pulse: at('/pulse/:token'),
  report: at('/report/:token'),
  reportPdf: at('/report/:token/report.pdf'),
  /** What the links of a test open: the reader's pages beneath it, and nothing that is done there is kept. */
  preview: at('/preview/:token'),
  previewed: at('/preview/:token/:page{.+}'),
} as const

/** The workbench of one machine, which is there only where letters stay. */
export const WORKBENCH = {
  home: at('/_local'),
  clock: at('/_local/clock'),
  schedules: at('/_local/schedules.json'),
  outbox: at('/_local/outbox.json'),
  message: at('/_local/outbox/:id{[0-9]+}'),
  rendered: at('/_local/outbox/:id{[0-9]+}/rendered'),
  download: at('/_local/outbox/:file{[0-9]+\\.eml}'),
  signIn: at('/_local/sign-in'),
  sample: at('/_local/sample'),
  answers: at('/_local/answers.json'),
  list: at('/_local/list.json'),
  signed: at('/_local/signed.json'),
} as const

/** Whether one machine's Convoke runs, and whether it can do its work: for whatever watches over it. */
export const HEALTH = {
  live: at('/healthz'),
  ready: at('/readyz'),
} as const

type Beneath<Name extends keyof typeof PATHS> = (typeof PATHS)[Name]['route'] extends `/campaigns/:cid${infer Rest}`
  ? Rest extends `${string}:${string}`
    ? never
    : Name
  : never
/** The pages that need to know no more than the campaign. */
export type CampaignPage = { [Name in keyof typeof PATHS]: Beneath<Name> }[keyof typeof PATHS]

/** A path with a query and a place on the page; what is empty is left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>, place = ''): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.append(key, String(value))
  return `${path}${search.size > 0 ? `?${search}` : ''}${place === '' ? '' : `#${encodeURIComponent(place)}`}`
}

/** Whether a path leads to that very page, whatever its values are. */
export function isAt(page: { readonly route: string }, path: string): boolean {
  const parts = path.split('/')
  const asked = page.route.split('/')
  return (
    parts.length === asked.length &&
    asked.every((part, n) => (part.startsWith(':') ? parts[n] !== '' : parts[n] === part))
  )
}

/** The campaign that a page is about, by its path; undefined where it is about none. */
export function campaignIn(path: string): string | undefined {
  const before = PATHS.board('')
  return path.startsWith(before) ? path.slice(before.length).split(/[/?#]/)[0] : undefined
}
