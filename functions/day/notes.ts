/**
 * Debrief notes: what each of the support team heard at a launch, and could help with once industry asks. They are for
 * the team alone. Nothing that is sent to members reads them.
 */

import type { Note } from '../../domain/day/note.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import type { TeamMember } from '../../domain/keep/partnership.ts'
import { DAY, type Instant, shift } from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { type Context, readContext } from '../keep/context.ts'
import { all, change, create, read, refOf } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { Planner } from '../keep/overview.ts'
import type { Keeps, Knows, ReadOnlyStore, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { saying } from '../send/texts/errand-texts.ts'

const noteRef = (campaign: CampaignId, email: string) => refOf(DOCUMENTS.note, campaign, LINKS.notes.idOf(email))

export interface Writer extends Context {
  member: TeamMember
}

/** Who follows a link to the notes; whoever left the team has none any more. */
export async function whoNotes(world: Reads & Knows<'secret' | 'url'>, token: string): Promise<Writer | undefined> {
  const ids = LINKS.notes.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const member = context?.partnership.team.find(({ email }) => LINKS.notes.idOf(email) === ids?.id)
  return context && member && { ...context, member }
}

export const noteOf = async (store: ReadOnlyStore, campaign: CampaignId, email: string): Promise<Note | undefined> =>
  (await read(store, noteRef(campaign, email)))?.value

/** All notes of a launch, in the order in which they were first written down. */
export async function notesOf(store: ReadOnlyStore, campaign: CampaignId): Promise<Note[]> {
  const notes: Note[] = []
  for await (const { value } of all(store, DOCUMENTS.note, campaign)) notes.push(value)
  return notes.sort((a, b) => (a.at < b.at ? -1 : 1))
}

export async function writeNote(
  world: Keeps & Timed,
  { campaign, member }: Pick<Writer, 'campaign' | 'member'>,
  words: Pick<Note, 'heard' | 'offer' | 'wait'>,
): Promise<void> {
  const ref = noteRef(campaign.id, member.email)
  const { name: by, organization, email } = member
  const fresh: Note = { ...words, writer: LINKS.notes.idOf(email), by, organization, at: world.clock.now() }
  if (!(await create(world.store, ref, fresh))) await change(world.store, ref, stands => ({ ...stands, ...words }))
  await replanErrands(world, campaign.partnership)
}

/** Asked for as soon as the launch is over, and once more a day later of whoever has written nothing. */
export const noteErrands: Planner = async (world, { partnership, campaigns, now }) => {
  const errands: Errand[] = []
  for (const campaign of campaigns) {
    const { meeting } = campaign
    if (!meeting || !kindOf(campaign).debriefed) continue
    if (campaign.status === 'canceled' || campaign.scheduledAt === undefined) continue
    const over = endOf(meeting)
    if (now > shift(over, 14 * DAY)) continue
    for (const { name, email, organization } of partnership.team) {
      if (await noteOf(world.store, campaign.id, email)) continue
      const ask = (text: 'notes' | 'notes-again', at: Instant): Errand => ({
        key: `${text}:${campaign.id}`,
        kind: 'notes',
        to: { name, email, organization },
        at,
        until: shift(over, 14 * DAY),
        ...saying(text, {}),
        link: LINKS.notes.to(world.settings, campaign.id, email),
      })
      errands.push(ask('notes', over), ask('notes-again', shift(over, DAY)))
    }
  }
  return errands
}
