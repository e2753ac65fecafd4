/** What comes in and is nobody's answer: a calendar that wants its entry again, and mail to Convoke itself. */
import type { Reading } from '../../../mail/inbound/reading.ts'
import { type Arrived, asideMessage, type Case, putAside, type ReplyWorld, type Taken } from '../reply-case.ts'
import { askForEntry } from './entry-again.ts'
import { layOnDesk } from './set-aside.ts'
import { unwanted } from './verdicts.ts'

/** The calendar of somebody who was asked wants the entry again: it goes to the invitee, and to nobody who asks. */
export async function takeRefresh(one: Case, uid: string): Promise<Taken> {
  const { world, context, invitation, known, doubtful } = one
  const isTheirs = known && !doubtful && uid === context.campaign.meeting?.uid
  const due = isTheirs ? await askForEntry(world, context, invitation) : undefined
  if (!due) return putAside(one, 'calendar')
  await one.resend(context, due)
  return 'noted'
}

/** The subject of an aggregate report (RFC 7489 section 7.2.1.1), as mail services send them every day. */
const REPORT = /^\s*Report Domain: \S+/i

/** It is for no invitation: whoever runs this Convoke reads it. Daily reports would push out what people write. */
export async function takeToDesk(world: ReplyWorld, arrived: Arrived, reading: Reading): Promise<Taken> {
  if (REPORT.test(reading.subject)) {
    world.log.info('a DMARC report came', { mail: arrived.mail })
    return 'noted'
  }
  const bad = unwanted(arrived.verdicts)
  const why = bad ?? (reading.automatic ? 'automatic' : 'to the desk')
  await layOnDesk(world, asideMessage({ arrived, reading }, bad === 'virus' ? '' : reading.text, why))
  world.log.info('message to the desk', { mail: arrived.mail, why })
  return 'desk'
}
