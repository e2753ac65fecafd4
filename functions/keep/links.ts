/**
 * The links that leave in letters, once: what each is for, the page it opens, and whom its token names. A token stands
 * for one person under one campaign or partnership, and opens nothing else.
 */
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { makeToken, type Purpose, readToken, shortId } from '../../mail/token.ts'
import type { Settings } from './ports.ts'

type Known = Pick<Settings, 'url' | 'secret'>

/** A path as it stands in a letter, where nobody knows whose house it is. */
export const absolute = ({ url }: Pick<Settings, 'url'>, path: string): string => `${url}${path}`

/** A kind of link; `who` is what tells its reader from others. */
export interface Link<Who extends string[] = [id: string]> {
  /** The id in the token. */
  idOf(...who: Who): string
  /** `under` is the id of the campaign or partnership. */
  token(settings: Known, under: string, ...who: Who): string
  /** The path within the house. */
  path(settings: Known, under: string, ...who: Who): string
  /** The whole address. */
  to(settings: Known, under: string, ...who: Who): string
  /** Whose a token claims to be and is; `campaign` is the id it stands under. Undefined where we made it for nothing of this kind. */
  read(settings: Known, token: string): { campaign: string; id: string } | undefined
}

function link<Who extends string[]>(
  purpose: Purpose,
  page: (token: string) => string,
  idOf: (...who: Who) => string,
): Link<Who> {
  const token = ({ secret }: Known, under: string, ...who: Who) => makeToken(secret, purpose, under, idOf(...who))
  const path = (settings: Known, under: string, ...who: Who) => page(token(settings, under, ...who))
  return {
    idOf,
    token,
    path,
    to: (settings, under, ...who) => absolute(settings, path(settings, under, ...who)),
    read: ({ secret }, text) => readToken(secret, purpose, text),
  }
}

/** For those who have an id: of an invitation, a champion, a commitment. */
const byId = (id: string): string => id
/** For those who are on no list: their address, and what they are asked for. */
const byAddress =
  (as: string) =>
  (email: string): string =>
    shortId(`${as}:${canonicalAddress(email)}`)

/** Every purpose of a token, and the page it opens. */
export const LINKS = {
  /** By the invitation. */
  rsvp: link('rsvp', PERSONAL.rsvp, byId),
  'opt-out': link('opt-out', PERSONAL.optOut, byId),
  /** By the champion. */
  sign: link('sign', PERSONAL.sign, byId),
  approve: link('approve', PERSONAL.approve, byId),
  /** By the invitation, or by the champion. */
  join: link('join', PERSONAL.join, byId),
  /** The same page, for those of the team, who are on no list. */
  joinAsSupporter: link('join', PERSONAL.join, byAddress('team')),
  agenda: link('agenda', PERSONAL.agenda, byId),
  pulse: link('pulse', PERSONAL.pulse, byId),
  report: link('report', PERSONAL.report, byId),
  /** By the address of a champion or of somebody of the team. */
  call: link('call', PERSONAL.call, byAddress('caller')),
  day: link('day', PERSONAL.day, byAddress('day')),
  notes: link('notes', PERSONAL.notes, byAddress('notes')),
  /** Under the partnership, by the address of somebody of its team. */
  team: link('team', PERSONAL.team, byAddress('team')),
  /** Under the partnership, by the action team and its lead: the link ends when somebody else leads. */
  times: link('times', PERSONAL.times, (team: string, lead: string) =>
    shortId(`lead:${team}:${canonicalAddress(lead)}`),
  ),
  /** Under the partnership, by the commitment. */
  commitment: link('commitment', PERSONAL.commitment, byId),
} satisfies Record<Exclude<Purpose, `feed.${number}`>, unknown> & Record<string, unknown>

/**
 * The calendar feed of a person, under the partnership. Its token holds a number, so that a new link ends the old one;
 * calendars ask for a name that ends in `.ics`.
 */
export const feedLinkOf = (revision: number): Link =>
  link(`feed.${revision}`, token => PERSONAL.feed(`${token}.ics`), byId)
