/**
 * The links that leave in letters, once: what each is for, the page it opens, and whom its token names. A token stands
 * for one person under one campaign or partnership, and opens nothing else.
 */
import {
  type ChampionId,
  campaignIdFrom,
  championIdFrom,
  commitmentIdFrom,
  type InvitationId,
  invitationIdFrom,
  type PartnershipId,
  partnershipIdFrom,
  type TeamId,
} from '../../domain/keep/ids.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { makeToken, type Purpose, readToken, shortId } from '../../mail/token.ts'
import type { Settings } from './ports.ts'

type Known = Pick<Settings, 'url' | 'secret'>

/** A path as it stands in a letter, where nobody knows whose house it is. */
export const absolute = ({ url }: Pick<Settings, 'url'>, path: string): string => `${url}${path}`

/** A kind of link; `who` is what tells its reader from others, `under` the id of the campaign or partnership. */
export interface Link<Under extends string, Id extends string, Who extends string[]> {
  /** The id in the token. */
  idOf(...who: Who): Id
  token(settings: Known, under: Under, ...who: Who): string
  /** The path within the house. */
  path(settings: Known, under: Under, ...who: Who): string
  /** The whole address. */
  to(settings: Known, under: Under, ...who: Who): string
  /** Whose a token claims to be and is. Undefined where we made it for nothing of this kind. */
  read(settings: Known, token: string): { under: Under; id: Id } | undefined
}

/** How the id in a token comes from its reader, and what a text that was read there is. */
interface Named<Id extends string, Who extends string[]> {
  idOf: (...who: Who) => Id
  idFrom: (text: string) => Id
}

function link<Under extends string, Id extends string, Who extends string[]>(
  purpose: Purpose,
  page: (token: string) => string,
  underFrom: (text: string) => Under,
  { idOf, idFrom }: Named<Id, Who>,
): Link<Under, Id, Who> {
  const token = ({ secret }: Known, under: Under, ...who: Who) => makeToken(secret, purpose, under, idOf(...who))
  const path = (settings: Known, under: Under, ...who: Who) => page(token(settings, under, ...who))
  return {
    idOf,
    token,
    path,
    to: (settings, under, ...who) => absolute(settings, path(settings, under, ...who)),
    read: ({ secret }, text) => {
      const ids = readToken(secret, purpose, text)
      return ids && { under: underFrom(ids.campaign), id: idFrom(ids.id) }
    },
  }
}

const asItIs = (text: string): string => text
/** For those who have an id of their own. */
const byId = <Id extends string>(idFrom: (text: string) => Id): Named<Id, [id: Id]> => ({ idOf: id => id, idFrom })
/** By the invitation or by the champion: whose it is the documents say. */
const byGuest: Named<string, [id: InvitationId | ChampionId]> = { idOf: id => id, idFrom: asItIs }
/** For those who are on no list: their address, and what they are asked for. */
const byAddress = (as: string): Named<string, [email: string]> => ({
  idOf: email => shortId(`${as}:${canonicalAddress(email)}`),
  idFrom: asItIs,
})

/** Every purpose of a token, and the page it opens. */
export const LINKS = {
  /** By the invitation. */
  rsvp: link('rsvp', PERSONAL.rsvp, campaignIdFrom, byId(invitationIdFrom)),
  'opt-out': link('opt-out', PERSONAL.optOut, campaignIdFrom, byId(invitationIdFrom)),
  /** By the champion. */
  sign: link('sign', PERSONAL.sign, campaignIdFrom, byId(championIdFrom)),
  approve: link('approve', PERSONAL.approve, campaignIdFrom, byId(championIdFrom)),
  /** By the hour in which it is over (`safe-preview.ts`). */
  preview: link('preview', PERSONAL.preview, campaignIdFrom, byId(asItIs)),
  /** By the invitation, or by the champion. */
  join: link('join', PERSONAL.join, campaignIdFrom, byGuest),
  /** The same page, for those of the team, who are on no list. */
  joinAsSupporter: link('join', PERSONAL.join, campaignIdFrom, byAddress('team')),
  agenda: link('agenda', PERSONAL.agenda, campaignIdFrom, byGuest),
  pulse: link('pulse', PERSONAL.pulse, campaignIdFrom, byGuest),
  report: link('report', PERSONAL.report, campaignIdFrom, byGuest),
  /** By the address of a champion or of somebody of the team. */
  call: link('call', PERSONAL.call, campaignIdFrom, byAddress('caller')),
  day: link('day', PERSONAL.day, campaignIdFrom, byAddress('day')),
  notes: link('notes', PERSONAL.notes, campaignIdFrom, byAddress('notes')),
  /** Under the partnership, by the address of somebody of its team. */
  team: link('team', PERSONAL.team, partnershipIdFrom, byAddress('team')),
  /** Under the partnership, by the action team and its lead: the link ends when somebody else leads. */
  times: link('times', PERSONAL.times, partnershipIdFrom, {
    idOf: (team: TeamId, lead: string) => shortId(`lead:${team}:${canonicalAddress(lead)}`),
    idFrom: asItIs,
  }),
  /** Under the partnership, by the commitment. */
  commitment: link('commitment', PERSONAL.commitment, partnershipIdFrom, byId(commitmentIdFrom)),
} satisfies Record<Exclude<Purpose, `feed.${number}`>, unknown> & Record<string, unknown>

/**
 * The calendar feed of a person, under the partnership. Its token holds a number, so that a new link ends the old one;
 * calendars ask for a name that ends in `.ics`.
 */
export const feedLinkOf = (revision: number): Link<PartnershipId, string, [person: string]> =>
  link(`feed.${revision}`, token => PERSONAL.feed(`${token}.ics`), partnershipIdFrom, byId(asItIs))
