/**
 * What brings documents of earlier versions up, a step a version. Each document says in `shape` whose hands it last went
 * through: the version of its kind's shape that the code knew which wrote it. One without the mark is of the first
 * version (0.1.0). A reader takes every step that the writer did not know, and checks what comes of it.
 *
 * What is promised from the second version on:
 *
 * - What a reader does not know it keeps: at every depth, through read, change and write. A document of a later shape is
 *   read as it is where it has all that this version needs; where it has not, that row alone cannot be read.
 * - During a deploy old and new code write the same documents in turn. What the old code wrote bears its mark, and the
 *   new code takes its steps over it again. So a step may meet what is partly new already: it leaves alone what is, and
 *   where a thing stands under its old and under its new name, the old one was written later and wins.
 * - A field is therefore added in one release, and what it replaces is given up no earlier than in the next. A release
 *   that renames or takes away what the one before needs is refused by that one, row by row: it fails there, and loses
 *   nothing, until it is gone. The same holds for a rollback.
 *
 * What cannot be promised is what the code of the first version does. It drops every field that it does not know, the mark
 * among them, from whatever it writes. While both versions run, it refuses partnerships, canceled campaigns and notes
 * that the second has written, for a field has another name there, and with them nearly all that it would do; what it
 * does write is marked by having no mark, and is brought up again. Lost is what stands in fields that the second version
 * added, where the first writes that very document in those seconds. No letter leaves twice for it: what decides that was
 * there in the first version. Going back to the first version is going back to a backup. So a first deploy over 0.1.0
 * lets its functions finish before the new ones start; on one machine nothing else can happen.
 */
import { campaignWithoutProse, invitationWithoutProse, teamWithoutProse } from './upgrade-prose.ts'

export type Fields = Record<string, unknown>

/** One step, from a version of a shape to the next: it may be taken again, and meet what is partly new already. */
export type Upgrade = (before: Fields) => Fields

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One field under another name; the old name is never written again, so what stands there is the later word. */
function renamed(fields: Fields, from: string, to: string): Fields {
  if (!(from in fields)) return fields
  const { [from]: value, ...rest } = fields
  return { ...rest, [to]: value }
}

/** A field changed within, where it is there. */
const within = (fields: Fields, name: string, edit: Upgrade): Fields =>
  isFields(fields[name]) ? { ...fields, [name]: edit(fields[name]) } : fields

/** Every object in a list, or under the keys of a record. */
function each(fields: Fields, name: string, edit: Upgrade): Fields {
  const held = fields[name]
  const edited = (value: unknown) => (isFields(value) ? edit(value) : value)
  if (Array.isArray(held)) return { ...fields, [name]: held.map(edited) }
  return within(fields, name, record =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, edited(value)])),
  )
}

const american: Upgrade = fields => renamed(fields, 'organisation', 'organization')

/** Fields of forms as they were typed: `organisation_name`, and `organisation_3` of the fourth in a team. */
const americanForm: Upgrade = typed =>
  Object.keys(typed).reduce((form, name) => renamed(form, name, name.replace(/^organisation/, 'organization')), typed)

const statusOf = (fields: Fields, name: string): Fields =>
  fields[name] === 'cancelled' ? { ...fields, [name]: 'canceled' } : fields

/**
 * By the name of a kind, its steps in order: the first leads from the first version of its shape to the second. American
 * spelling, as the field writes it, comes first, and then what stood as sentences.
 */
export const UPGRADES: Partial<Record<string, readonly Upgrade[]>> = {
  partnership: [before => each(each(american(before), 'team', american), 'unfinished', americanForm)],
  campaign: [
    before =>
      each(
        statusOf(statusOf(renamed(before, 'cancelledAt', 'canceledAt'), 'status'), 'pausedFrom'),
        'unfinished',
        americanForm,
      ),
    campaignWithoutProse,
  ],
  invitation: [invitationWithoutProse],
  note: [american],
  actionTeam: [before => each(before, 'offers', american), teamWithoutProse],
  succession: [before => within(within(before, 'from', american), 'to', american)],
}
