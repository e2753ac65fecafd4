/**
 * A message that came in for an invitation. The token in the envelope's recipient says whose it is; the message says
 * what it is, in the order calendar, bounce, automatic, written. What is clear becomes an answer, a dead address or an
 * opt-out; everything else waits for a person. Nothing that comes in moves a meeting, adds a guest or writes to a
 * stranger.
 */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Rsvp } from '../../domain/keep/invitation.ts'
import { startOf } from '../../domain/keep/meeting.ts'
import { answeredBy } from '../../domain/keep/standing.ts'
import { DAY, type Instant, shift, wallOf } from '../../domain/keep/time.ts'
import { sequenceAnswered } from '../../domain/send/hold.ts'
import { readMessage } from '../../mail/inbound/read-message.ts'
import type { BounceRead, CalendarReply, Content, WrittenReply } from '../../mail/inbound/reading.ts'
import { canMean } from '../../mail/inbound/reply/named-days.ts'
import { readWrittenReply } from '../../mail/inbound/reply/read-reply.ts'
import { isDeskAddress, type Whose } from '../../mail/reply-address.ts'
import { shortId } from '../../mail/token.ts'
import { readContext } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { invitationsIn, invitationsQuoted } from '../keep/reply-to.ts'
import { alone } from '../keep/unreadable.ts'
import { optOut } from '../list/opt-out.ts'
import { whereNow } from '../list/sessions.ts'
import { noteDelivery } from '../send/note-delivery.ts'
import { isProbe, noteProbe } from '../send/sender/note-probe.ts'
import { setAway } from './away.ts'
import { takeRefresh, takeToDesk } from './incoming/no-answer.ts'
import { canBeNamed, isOneOf, isSame, signedAs } from './incoming/sender.ts'
import { isDoubtful, unwanted } from './incoming/verdicts.ts'
import { type Given, recordAnswer } from './record-answer.ts'
import {
  type Arrived,
  type Case,
  type Follow,
  type Message,
  needsYou,
  putAside,
  type ReplyWorld,
  senderOf,
  type Taken,
} from './reply-case.ts'

/** Takes a message for each invitation it is addressed to. Safe to repeat: the same message twice is one. */
export async function takeReply<W extends ReplyWorld>(
  world: W,
  arrived: Arrived,
  follow: Follow<NoInfer<W>>,
): Promise<Taken[]> {
  const { replyDomain, from } = world.settings
  const addressed = await invitationsIn(world, arrived.to.join('\n'))
  const isDesk = addressed.length === 0 && arrived.to.some(each => isDeskAddress(each, replyDomain, from))
  if (addressed.length === 0 && !isDesk) return ['not ours']
  const bytes = await world.mailbox.read(arrived.mail)
  if (!bytes) throw new Error('a message is not in the mailbox')
  const probe = addressed.find(isProbe)
  if (probe) {
    await noteProbe(world, probe, { bytes, verdicts: arrived.verdicts, at: arrived.at })
    return ['noted']
  }
  const reading = await readMessage(bytes, arrived.from)
  // Whoever writes to the sender's own address mostly quotes the letter, which says whose it is.
  const invitations = isDesk ? await invitationsQuoted(world, bytes) : addressed
  if (invitations.length === 0) return [await takeToDesk(world, arrived, reading)]
  const doubtful = isDoubtful(arrived.verdicts, bytes, reading.from?.email, arrived.from)
  const message: Message = {
    arrived,
    reading,
    doubtful,
    thank: (context, invitation) => follow.thank(world, context, invitation),
    resend: (context, invitation) => follow.resend(world, context, invitation),
    watch: (campaign, wave) => follow.watch(world, campaign, wave),
  }
  const taken: (Taken | undefined)[] = []
  for (const whose of invitations) taken.push(await alone(world.log, () => takeFor(world, whose, message)))
  // It is kept, and comes again: by then somebody may have mended what it is for.
  if (!taken.every(each => each !== undefined)) throw new Error('what a message is for cannot be read')
  world.log.info('message taken', { mail: arrived.mail, kind: reading.content.kind, taken: taken.join(' ') })
  return taken
}

async function takeFor(world: ReplyWorld, whose: Whose, message: Message): Promise<Taken> {
  const campaign = campaignIdFrom(whose.campaign)
  const context = await readContext(world.store, campaign)
  const invitation = (await read(world.store, invitationRef(campaign, invitationIdFrom(whose.id))))?.value
  if (!context || !invitation || invitation.forgottenAt !== undefined) return 'not ours'
  const { content } = message.reading
  const there = await whereNow(world.store, invitation)
  const ofCalendar = content.kind === 'calendar' || content.kind === 'refresh'
  // Whoever comes to another session writes of that one; what their calendar says of this one comes late.
  if (there && !ofCalendar && content.kind !== 'bounce')
    return takeFor(world, { campaign: there.campaign, id: there.id }, message)
  const known = isOneOf(message.reading.from?.email, invitation)
  const one: Case = { ...message, world, context, invitation, known }
  const bad = unwanted(message.arrived.verdicts)
  if (bad) return putAside(one, bad)
  if (there && ofCalendar) return putAside(one, 'calendar')
  switch (content.kind) {
    case 'calendar':
      return takeCalendar(one, content.reply)
    case 'refresh':
      return takeRefresh(one, content.uid)
    case 'bounce':
      return takeBounce(one, content)
    case 'automatic':
      return takeAutomatic(one, content)
    case 'written':
      return takeWritten(
        one,
        readWrittenReply(content.text, { invitee: invitation.invitee.name, subject: message.reading.subject }),
      )
    case 'other':
      if (!content.look) return putAside(one, content.why)
      return needsYou(one, 'unreadable', message.reading.text, { remark: { is: 'unread', why: content.why } })
  }
}

const ANSWERS = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative', DELEGATED: 'delegated' } as const

async function takeCalendar(one: Case, reply: CalendarReply): Promise<Taken> {
  const { context, invitation, reading } = one
  const zone = context.campaign.meeting?.zone ?? 'UTC'
  if (reply.uid === '' && reply.method === 'COUNTER')
    return needsYou(one, 'suggestion', reply.comment, { remark: { is: 'suggests', zone } })
  if (reply.uid !== context.campaign.meeting?.uid)
    return needsYou(one, 'not sure who', '', { remark: { is: 'for another meeting' } })
  const theirs = isOneOf(reply.attendee, invitation)
  if (reply.attendee === undefined) return needsYou(one, 'unreadable', '', { remark: { is: 'nobody’s' } })
  if (!theirs && !one.known)
    return needsYou(one, 'not sure who', '', { remark: { is: 'for somebody else', attendee: reply.attendee } })
  if (one.doubtful) return needsYou(one, 'not sure who', '', { remark: { is: 'not vouched for' } })
  const proposes = proposesTime(reply, context.campaign, one.arrived.at)
  const said = reply.partstat && reply.partstat !== 'NEEDS-ACTION' ? ANSWERS[reply.partstat] : undefined
  // Who would rather come at another time has not promised to come at this one.
  const answer: Rsvp | undefined = proposes && (said === undefined || said === 'accepted') ? 'tentative' : said
  const taken = answer
    ? await takeGiven(one, {
        answer,
        channel: 'calendar',
        note: reply.comment,
        sequence:
          reply.sequence === undefined
            ? undefined
            : sequenceAnswered(context.campaign, reply.sequence, invitation.raised),
        at: givenAt(reply.stamp, one.arrived.at),
        says: [reply.uid, reply.sequence, reply.stamp, reply.partstat, reply.comment, reply.time],
        delegate: reply.delegate && { ...reply.delegate, title: '' },
        // Their own calendar shows them what they answered; somebody else's answer they must hear of.
        confirm: !one.known,
      })
    : undefined
  if (proposes)
    return needsYou(one, 'suggestion', reply.comment, { remark: { is: 'suggests', zone }, proposed: reply.time })
  if (taken === 'answered' && !one.known && reading.from)
    return needsYou(one, 'not sure who', '', { remark: { is: 'given by another', email: reading.from.email } })
  if (taken === undefined && reply.comment) return needsYou(one, 'question', reply.comment)
  return taken ?? putAside(one, 'calendar')
}

/**
 * Whether it suggests another time: a COUNTER does, and so does an answer short of a yes that names a time to come which
 * the meeting never had (iOS).
 */
const proposesTime = (
  { proposes, partstat, time }: CalendarReply,
  { meeting, changes }: Campaign,
  now: Instant,
): boolean =>
  proposes ||
  (partstat !== 'ACCEPTED' &&
    partstat !== 'DELEGATED' &&
    time !== undefined &&
    time.start > now &&
    [meeting, ...changes.map(({ was }) => was)].every(each => each === undefined || startOf(each) !== time.start))

async function takeWritten(one: Case, reply: WrittenReply): Promise<Taken> {
  const { reading } = one
  const { meeting } = one.context.campaign
  if (one.doubtful) return needsYou(one, 'not sure who', reply.text)
  // A list or a machine may have written it: nothing is taken for an answer, and nothing is lost.
  if (reading.automatic) return needsYou(one, 'unclear', reply.text || reading.text, { suggestion: reply.suggestion })
  switch (reply.says) {
    case 'opt-out':
      if (!one.known) return needsYou(one, 'not sure who', reply.text)
      await optOut(one.world, one.invitation.campaign, one.invitation.id)
      return 'noted'
    case 'question':
    case 'unclear':
      return needsYou(one, reply.says, reply.text || reading.text, {
        suggestion: reply.suggestion,
        ...(reply.suggestion?.answer === 'delegated' ? { person: reply.delegate } : {}),
      })
    default: {
      // An answer about somebody else by name is theirs only if that is the invitee.
      if (reply.about !== undefined && !canBeNamed(reply.about, one.invitation.invitee.name))
        return needsYou(one, 'unclear', reply.text)
      // "See you on the 30th" is no answer to the 31st.
      if (reply.days && meeting && !canMean(reply.days, meeting)) return needsYou(one, 'unclear', reply.text)
      const taken = await takeGiven(one, {
        answer: reply.says,
        channel: 'written',
        note: reply.text,
        sequence: undefined,
        at: givenAt(reading.date, one.arrived.at),
        says: [reply.text, reading.date],
        delegate: reply.delegate,
        confirm: !reading.automatic,
      })
      // The answer counts; where to park is for a person to say.
      return reply.asks && taken === 'answered' ? needsYou(one, 'question', reply.text) : taken
    }
  }
}

/** As many characters of a message are kept as its note. */
const NOTE = 1000

interface Saying extends Pick<Given, 'answer' | 'channel' | 'note' | 'sequence' | 'delegate'> {
  at: Instant
  /** What makes this saying another than the next one. */
  says: unknown
  confirm: boolean
}

async function takeGiven(one: Case, { says, ...saying }: Saying): Promise<Taken> {
  const { world, invitation, reading, arrived } = one
  const { from } = reading
  const recorded = await recordAnswer(world, {
    ...saying,
    note: saying.note.slice(0, NOTE),
    campaign: invitation.campaign,
    invitation: invitation.id,
    // What had reached them when they wrote says which time they answered.
    sequence: saying.sequence ?? answeredBy(invitation, saying.at),
    by: isSame(from?.email, invitation.invitee.email) || !from ? undefined : signedAs(from, invitation),
    delegate: saying.answer === 'delegated' ? (saying.delegate ?? { name: '', title: '', email: '' }) : undefined,
    needs: '',
    id: shortId(JSON.stringify([reading.messageId || arrived.mail, says])),
    message: { from: senderOf(one), subject: reading.subject, text: reading.text, mail: arrived.mail },
  })
  const { taking } = recorded
  if (taking === 'taken') await one.thank(recorded.context, recorded.invitation)
  if (taking === 'taken') return saying.answer === 'delegated' ? 'needs you' : 'answered'
  if (taking === 'too late') {
    const remark = { is: 'answered', answer: saying.answer } as const
    return needsYou(one, 'too late', saying.note, saying.note ? {} : { remark })
  }
  // A program takes the meeting off its calendar; a person who writes wants to be read.
  if (taking === 'canceled' && saying.channel === 'calendar' && saying.note === '') return putAside(one, 'calendar')
  return needsYou(one, 'unclear', saying.note || reading.text)
}

/** So far may a sender's clock be ahead of ours and still order what its owner said. */
const SKEW = DAY

/** When something was said: as the sender dates it, unless that is plainly wrong. */
const givenAt = (dated: Instant | undefined, received: Instant): Instant =>
  dated === undefined || dated > shift(received, SKEW) ? received : dated

async function takeBounce(one: Case, bounce: BounceRead): Promise<Taken> {
  const { world, invitation, arrived } = one
  const { email, assistant } = invitation.invitee
  const { addresses, permanent, delayed, because, detail } = bounce
  const names = (address: string | undefined) => addresses.some(each => isSame(each, address))
  if (assistant && (addresses.length === 0 || names(assistant.email)))
    return needsYou(one, 'came back', detail, { remark: { is: 'copy came back', address: assistant.email } })
  const [elsewhere] = addresses
  if (elsewhere !== undefined && !names(email))
    return needsYou(one, 'came back', detail, { remark: { is: 'came back from elsewhere', address: elsewhere } })
  const { campaign, id } = invitation
  const what = delayed ? 'delayed' : 'bounced'
  const noted = await noteDelivery(
    world,
    { campaign, invitation: id, what, permanent, bounce: because, detail, at: arrived.at },
    (_, campaign, wave) => one.watch(campaign, wave),
  )
  if (noted === 'unknown') return putAside(one, 'bounce')
  if (permanent) return 'noted'
  return needsYou(one, 'came back', detail, { remark: { is: delayed ? 'late' : 'did not get through', because } })
}

async function takeAutomatic(one: Case, automatic: Extract<Content, { kind: 'automatic' }>): Promise<Taken> {
  const { world, context, invitation, reading, arrived } = one
  const { contact, back } = automatic
  const zone = context.campaign.meeting?.zone ?? 'UTC'
  const today = wallOf(arrived.at, zone).day
  const theirs = isSame(reading.from?.email, invitation.invitee.email)
  if (theirs && back !== undefined && back > today && back < wallOf(shift(arrived.at, 366 * DAY), zone).day)
    await setAway(world, invitation.campaign, invitation.id, back, { role: 'automatic reply' })
  if (!contact || isOneOf(contact.email, invitation)) {
    const aside = await putAside(one, 'automatic')
    return back === undefined ? aside : 'noted'
  }
  return needsYou(one, 'away', reading.text, { person: { ...contact, title: '' } })
}
