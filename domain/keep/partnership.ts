/** A partnership: one sector in one region, and the people who build it. */

import * as z from 'zod'
import { championId, type PartnershipId, partnershipId } from './ids.ts'
import { letterText } from './letter-text.ts'
import { instant, personal, type Shaped, shape } from './shape.ts'
import type { Instant } from './time.ts'

/** What a signed-in person may do: conveners edit, the others read. */
export const roleShape = shape(() => z.enum(['convener', 'co-convener', 'facilitator', 'support team']))
export type Role = Shaped<typeof roleShape>

/** Fields of a form as somebody typed them, kept until they can be read. */
export const typedShape = shape(() => z.record(z.string(), personal.words()))
export type Typed = Shaped<typeof typedShape>

/** A small picture that somebody brought, in base64. */
const pictureShape = shape(() => z.object({ type: z.enum(['image/png', 'image/jpeg']), base64: personal.picture() }))
export type SmallPicture = Shaped<typeof pictureShape>

const teamMember = shape(() =>
  z.object({
    name: personal.name(),
    email: personal.address(),
    role: roleShape(),
    /** What they bring: "workforce board", "community college". */
    organization: personal.work(),
  }),
)
export type TeamMember = Shaped<typeof teamMember>

const champion = shape(() =>
  z.object({
    id: championId(),
    name: personal.name(),
    title: personal.work(),
    company: personal.work(),
    email: personal.address(),
    /** A picture of their signature; without one the name is set in a script face. */
    signature: pictureShape()
      .extend({
        /** Ink on nothing: drawn by us from the name they typed, or by their hand. Missing: a picture that was brought. */
        drawn: z.enum(['from the name', 'by hand']).optional(),
      })
      .optional(),
  }),
)
export type Champion = Shaped<typeof champion>

export const partnershipShape = shape(() =>
  z.object({
    id: partnershipId(),
    sector: z.string(),
    region: z.string(),
    /** What it calls itself, where that is not what region and sector propose. */
    name: z.string().optional(),
    /** Its logo, which heads its emails and the page that answers them. No part of what champions sign. */
    logo: pictureShape().optional(),
    /** Why this industry needs the table, what it is, and how it works: one short paragraph each. */
    why: personal.words(),
    what: personal.words(),
    how: personal.words(),
    organization: z.object({ name: z.string(), address: personal.address(), phone: personal.phone() }),
    champions: z.array(champion()),
    team: z.array(teamMember()),
    /** The convener's own words for emails to those who help, by the ids of their texts; where there are none, the proposed ones. */
    texts: z.record(z.string(), letterText()).optional(),
    /** Steps of the form whose fields do not read yet, as typed. */
    unfinished: z.record(z.string(), typedShape()),
    /** A made-up one, to look around in: it goes with one click. */
    sample: z.literal(true).optional(),
    /** How many months after its last meeting it is deleted; kept for good where that is not said. */
    keepMonths: z.number().int().optional(),
    /** When those who run it were told that this comes. */
    endsWarnedAt: instant().optional(),
    /** Put away: it is listed apart. */
    archivedAt: instant().optional(),
    createdAt: instant(),
  }),
)
export type Partnership = Shaped<typeof partnershipShape>

/** What a partnership is called: by its own name, or else by the one that is proposed. */
export const nameOf = (partnership: Pick<Partnership, 'sector' | 'region' | 'name'>): string =>
  partnership.name || proposedName(partnership)

/** "Front Range Manufacturing Partnership", or a word for one of which nothing is known yet. */
export const proposedName = (partnership: Pick<Partnership, 'sector' | 'region'>): string =>
  `${partnership.region || partnership.sector ? '' : 'New'} ${partnership.region} ${partnership.sector} Partnership`
    .replace(/\s+/g, ' ')
    .trim()

/** The role an address has in a partnership, if any. */
export const roleOf = (partnership: Partnership, email: string): Role | undefined =>
  partnership.team.find(member => sameAddress(member.email, email))?.role

/** Whether a role may change things. */
export const mayEdit = (role: Role | undefined): boolean => role === 'convener' || role === 'co-convener'

/** An address by which somebody is found: the compiler tells it from one as it was typed. */
export type CanonicalAddress = string & z.$brand<'CanonicalAddress'>

/** The form of an address in which two spellings of it are one. */
export const canonicalAddress = (email: string): CanonicalAddress => email.trim().toLowerCase() as CanonicalAddress

export const sameAddress = (a: string, b: string): boolean => canonicalAddress(a) === canonicalAddress(b)

/** A partnership of which nothing is known yet. */
export const blankPartnership = (id: PartnershipId, createdAt: Instant): Partnership => ({
  id,
  sector: '',
  region: '',
  why: '',
  what: '',
  how: '',
  organization: { name: '', address: '', phone: '' },
  champions: [],
  team: [],
  unfinished: {},
  createdAt,
})

/** Champions invite and the support team helps, so a champions' letter goes to neither. */
export type OwnPart = 'champion' | 'support team'

/** What somebody of this address does for the partnership; undefined: nothing. */
export function ownPartOf(
  { champions, team }: Pick<Partnership, 'champions' | 'team'>,
  email: string,
): OwnPart | undefined {
  const address = canonicalAddress(email)
  if (address === '') return undefined
  const is = (each: { email: string }) => canonicalAddress(each.email) === address
  return champions.some(is) ? 'champion' : team.some(is) ? 'support team' : undefined
}
