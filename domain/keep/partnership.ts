/** A partnership: one sector in one region, and the people who build it. */
import type { Instant } from './time.ts'

/** What a signed-in person may do: conveners edit, the others read. */
export type Role = 'convener' | 'co-convener' | 'facilitator' | 'support team'

/** Fields of a form as somebody typed them, kept until they can be read. */
export type Typed = Record<string, string>

export interface TeamMember {
  name: string
  email: string
  role: Role
  /** What they bring: "workforce board", "community college". */
  organisation: string
}

export interface Champion {
  id: string
  name: string
  title: string
  company: string
  email: string
  /** A picture of their signature; without one the name is set in a script face. */
  signature?: { type: 'image/png' | 'image/jpeg'; base64: string } | undefined
}

export interface Partnership {
  id: string
  sector: string
  region: string
  /** Why this industry needs the table, what it is, and how it works: one short paragraph each. */
  why: string
  what: string
  how: string
  organisation: { name: string; address: string; phone: string }
  champions: Champion[]
  team: TeamMember[]
  /** Steps of the form whose fields do not read yet, as typed. */
  unfinished: Record<string, Typed>
  createdAt: Instant
}

/** "Front Range Manufacturing Partnership", or a word for one not named yet. */
export const nameOf = (partnership: Pick<Partnership, 'sector' | 'region'>): string =>
  `${partnership.region || partnership.sector ? '' : 'New'} ${partnership.region} ${partnership.sector} Partnership`
    .replace(/\s+/g, ' ')
    .trim()

/** The role an address has in a partnership, if any. */
export const roleOf = (partnership: Partnership, email: string): Role | undefined =>
  partnership.team.find(member => sameAddress(member.email, email))?.role

/** Whether a role may change things. */
export const mayEdit = (role: Role | undefined): boolean => role === 'convener' || role === 'co-convener'

/** The form of an address in which two spellings of it are one. */
export const canonicalAddress = (email: string): string => email.trim().toLowerCase()

export const sameAddress = (a: string, b: string): boolean => canonicalAddress(a) === canonicalAddress(b)

/** A partnership of which nothing is known yet. */
export const blankPartnership = (id: string, createdAt: Instant): Partnership => ({
  id,
  sector: '',
  region: '',
  why: '',
  what: '',
  how: '',
  organisation: { name: '', address: '', phone: '' },
  champions: [],
  team: [],
  unfinished: {},
  createdAt,
})
