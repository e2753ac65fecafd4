/** Everything a digest can tell of a partnership, read from what is written down. */

import { personOf, tally, tallyTurns } from '../../domain/answer/board.ts'
import { counting, listing } from '../../domain/answer/folds.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import { inOrder } from '../../domain/answer/sorted.ts'
import { askedOf, reminderAt } from '../../domain/campaign/asking.ts'
import { approvalState, dueBy } from '../../domain/day/summary.ts'
import { type Campaign, hasLeft, isLive } from '../../domain/keep/campaign.ts'
import type { Rsvp } from '../../domain/keep/invitation.ts'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { type Matter, openMatters } from '../../domain/keep/matter.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { StandingAnswer } from '../../domain/keep/standing.ts'
import { tell } from '../../domain/keep/tell.ts'
import { addDays, clockTime, DAY, type Instant, instantOf, longDate, shift, wallOf } from '../../domain/keep/time.ts'
import { isThanks, nameOfWave } from '../../domain/keep/wave-id.ts'
import { isReachable } from '../../domain/list/mailbox.ts'
import type { Told } from '../../domain/rounds/digest.ts'
import { decideFor } from '../../domain/send/decide.ts'
import { keyOf, plan, type Wave } from '../../domain/send/plan.ts'
import { asWords } from '../../mail/merge.ts'
import { pauseWords } from '../../pages/web/harm-words.ts'
import { matterSummary } from '../../pages/web/matter-words.ts'
import { checkToSign } from '../campaign/request-signatures.ts'
import { checkOfSummary, summaryOf } from '../day/summary.ts'
import type { Overview } from '../keep/overview.ts'
import type { Reads } from '../keep/ports.ts'
import { inTurns, type Turns } from '../list/whole/in-turns.ts'
import { wholeList } from '../list/whole/whole-list.ts'
import { aboutCalls } from '../prepare/call-news.ts'
import { aboutReadiness } from '../prepare/readiness-news.ts'
import { isOver, waveStates } from '../send/schedules.ts'
import { signatures } from '../send/texts/signed-set.ts'
import { commitmentsOf } from '../teams/commitments.ts'
import { aboutTeams } from '../teams/team-news.ts'

/** One line of a digest. */
export interface DigestLine extends Told {
  /** Markdown; whom or what it is about stands in bold first, and becomes the link. */
  words: string
  /** Where it leads, under the server's address. */
  path: string
  /** How many emails go out, where some do. */
  emails?: number
}

export interface News {
  lines: DigestLine[]
  /** How the meetings under way stand, in a line of Markdown each, by campaign. */
  standing: Map<string, string>
}

/** Answers and matters of a meeting are told until so long after it. */
const AFTER = 7 * DAY
/** Nobody waits longer for a summary, and nobody for a promise that was broken so long ago. */
const GIVEN_UP = 30 * DAY

/** What is on the lists, or leaves, is of meetings under way: the others were told of in their time. */
const isUnderWay = ({ status, meeting }: Campaign, now: Instant): boolean =>
  meeting !== undefined && status !== 'draft' && status !== 'canceled' && now < shift(endOf(meeting), AFTER)

/** Whatever is or will be to tell, in no order. Letters and dates to come are among it; answers are those that are in. */
export async function newsOf(world: Reads & { clock: Turns }, overview: Overview): Promise<News> {
  const lines: DigestLine[] = []
  const standing = new Map<string, string>()
  for (const campaign of overview.campaigns) {
    lines.push(...(await aboutSummary(world, overview, campaign)))
    if (!isUnderWay(campaign, overview.now)) continue
    lines.push(...aboutSignatures(overview, campaign), ...aboutPause(campaign))
    const { people, missing } = await wholeList(world.store, campaign.id)
    lines.push(...(await aboutWaves(world, overview, campaign, people)))
    const sequence = campaign.meeting?.sequence ?? 0
    await inTurns(world.clock, ...aboutPeople.turns(people, sequence))
    for (const line of aboutPeople(people, sequence)) lines.push(line)
    // Before anyone was asked there is nothing to count.
    if (!hasLeft(campaign)) continue
    await inTurns(world.clock, ...tallyTurns(campaign, people))
    standing.set(campaign.id, standsAt(campaign, people, missing))
  }
  lines.push(...(await aboutCommitments(world, overview)), ...(await aboutTeams(world, overview)))
  lines.push(...(await aboutReadiness(world, overview)), ...(await aboutCalls(world, overview)))
  return { lines, standing }
}

function standsAt(campaign: Campaign, people: readonly Listed[], missing: number): string {
  const { mass, counts } = tally(campaign, people)
  const coming = tell(mass.principals + mass.delegates, {
    unknown: '',
    zero: 'no companies coming yet',
    one: '**1 company coming**',
    many: n => `**${n} companies coming**`,
  })
  const silent = tell(counts.silent, {
    unknown: '',
    zero: '',
    one: ', no reply from 1 person',
    many: n => `, no reply from ${n} people`,
  })
  const unseen = missing === 0 ? '' : `, ${missing} ${missing === 1 ? 'person' : 'people'} cannot be shown`
  return `${of(campaign)}: ${coming} (goal: ${mass.goal})${silent}${unseen}`
}

const SAID: Record<Rsvp, string> = {
  accepted: 'coming',
  declined: 'can’t make it',
  tentative: 'maybe',
  delegated: 'sending someone',
}

const of = (campaign: Campaign): string => asWords(meetingTitle(campaign))

const aboutPeople = listing(aboutPerson, (a, b) => inOrder(a.invitation.id, b.invitation.id))

/** What somebody said, or what waits with them: of thousands only what is shown is put into words. */
class PersonLine implements DigestLine {
  constructor(
    readonly kind: DigestLine['kind'],
    readonly since: Instant,
    readonly invitation: Listed,
    private readonly what: string | StandingAnswer | Matter,
  ) {}

  get path(): string {
    return PATHS.person(this.invitation.campaign, this.invitation.id)
  }

  get words(): string {
    const { what } = this
    const { name, company } = this.invitation.invitee
    const said =
      typeof what === 'string'
        ? what
        : 'answer' in what
          ? `${SAID[what.answer]}${what.note ? ` “${asWords(shortened(what.note))}”` : ''}`
          : asWords(matterSummary(what))
    return `**${asWords(name)}**${company ? `, ${asWords(company)}` : ''}: ${said}`
  }
}

function aboutPerson(invitation: Listed, sequence: number): PersonLine[] {
  const { invitee, answers, matters, sends, removedAt, suppressed } = invitation
  const lines = openMatters(matters).map(matter => new PersonLine('needs you', matter.at, invitation, matter))
  // What somebody wrote waits for a person, also once they are off the list; nothing else of theirs does.
  if (removedAt !== undefined) return lines
  const doubtful = Object.entries(sends).find(([wave, { status }]) => status === 'in doubt' && !isThanks(wave))
  if (doubtful) lines.push(new PersonLine('needs you', doubtful[1].at, invitation, 'an email may not have arrived'))
  const { rsvp } = personOf(invitation, sequence)
  if (rsvp) lines.push(new PersonLine('answer', rsvp.receivedAt ?? rsvp.at, invitation, rsvp))
  else if (suppressed?.reason === 'bounced' && answers.length === 0 && isReachable(invitee.email))
    lines.push(new PersonLine('needs you', suppressed.at, invitation, 'the email came back'))
  return lines
}

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text)

/** Champions who have had the letter for days, and those who ask for a change of it. */
function aboutSignatures({ partnership, now }: Overview, campaign: Campaign): DigestLine[] {
  const context = { campaign, partnership }
  const check = checkToSign(context, now)
  if (check === undefined) return []
  const path = PATHS.review(campaign.id)
  return signatures(context).missing.flatMap(({ id, name, email }): DigestLine[] => {
    const concern = campaign.concerns.findLast(each => each.champion === id && each.check === check)
    const asked = askedOf(campaign, { id, email }, check)
    const last = asked.sent.at(-1)
    const who = `**${asWords(name)}**`
    if (concern) {
      const words = `${who} asks for a change to the letter: “${asWords(shortened(concern.comment))}”`
      return [{ kind: 'needs you', since: concern.at, words, path }]
    }
    if (last?.status === 'bounced')
      return [{ kind: 'needs you', since: last.at, words: `The signature request to ${who} came back`, path }]
    // They are told of whoever was reminded and still says nothing, and can call.
    const late = asked.reminder?.at ?? reminderAt(campaign, { id, email }, check)
    const reminded = asked.reminder ? ', although we sent a reminder' : ''
    const words = `${who} has not signed yet${reminded}: a call may help`
    return late === undefined ? [] : [{ kind: 'late', since: late, words, path }]
  })
}

function aboutPause(campaign: Campaign): DigestLine[] {
  if (campaign.status !== 'paused') return []
  const since = campaign.pausedAt ?? campaign.createdAt
  const why = campaign.pausedWhy ? ` ${asWords(pauseWords(campaign.pausedWhy))}` : ''
  const path = PATHS.board(campaign.id)
  const words = `**${asWords(meetingTitle(campaign))}** is paused: nothing is sent.${why}`
  return [{ kind: 'needs you', since, words, path }]
}

/** Letters that ask whether they should still leave, and those that leave on their day. */
async function aboutWaves(
  world: Reads & { clock: Turns },
  { partnership, now }: Overview,
  campaign: Campaign,
  people: readonly Listed[],
): Promise<DigestLine[]> {
  const { meeting } = campaign
  if (!meeting) return []
  const path = PATHS.board(campaign.id)
  const states = await waveStates(world, { campaign, partnership })
  const lines: DigestLine[] = []
  const isAhead = (wave: Wave) => isNear(wave, now) && !states.has(keyOf(wave))
  const near = plan(campaign).filter(isAhead).map(keyOf).join()
  const about = async (wave: Wave): Promise<DigestLine[]> => {
    const state = states.get(keyOf(wave))
    const title = `**${asWords(nameOfWave(wave.id))}**`
    if (state?.unreadable) {
      const words = `${title} (${of(campaign)}) cannot be read, and does not leave`
      return [{ kind: 'needs you', since: wave.at, words, path: PATHS.unreadable(campaign.id) }]
    }
    if (state?.state === 'asks') {
      const words = `${title} (${of(campaign)}) was not sent in time: should it still be?`
      return [{ kind: 'late', since: state.startedAt ?? wave.at, words, path }]
    }
    if (state?.stuckSince && !isOver(state)) {
      const words = `${title} (${of(campaign)}) cannot be sent: the mail service takes none of its emails`
      return [{ kind: 'late', since: state.stuckSince, words, path }]
    }
    if (wave.off || !isLive(campaign) || state !== undefined) return []
    const time = clockTime(wallOf(wave.at, meeting.zone).hour)
    if (!isNear(wave, now)) return [{ kind: 'leaves', since: wave.at, words: title, path }]
    await inTurns(world.clock, ...leaving.turns(people, campaign, partnership, near))
    const emails = leaving(people, campaign, partnership, near).get(keyOf(wave)) ?? 0
    const words = `${time}: ${title}, ${of(campaign)}: ${emails} ${emails === 1 ? 'email' : 'emails'}`
    return emails === 0 ? [] : [{ kind: 'leaves', since: wave.at, words, path, emails }]
  }
  for (const wave of plan(campaign)) lines.push(...(await about(wave)))
  return lines
}

/** How many is counted when the day is near; before, only that something goes out matters. */
const isNear = (wave: Wave, now: Instant): boolean => wave.at <= shift(now, 2 * DAY)

/** By wave, of those whose keys are `near`: how many of a list would get it. */
const leaving = counting((each: Listed, count, campaign: Campaign, partnership: Partnership, near: string) => {
  for (const wave of named(campaign, near))
    if (decideFor({ campaign, partnership }, wave, each, undefined, wave.at).do === 'send') count(keyOf(wave))
})

const named = remembering((campaign: Campaign, keys: string): Wave[] =>
  plan(campaign).filter(wave => !wave.off && keys.split(',').includes(keyOf(wave))),
)

/** The executive summary of a launch that is past its two days, and whose yes it waits for. */
async function aboutSummary(world: Reads, { partnership, now }: Overview, campaign: Campaign): Promise<DigestLine[]> {
  const { meeting, summary, status } = campaign
  if (!meeting || kindOf(campaign).tells !== 'executive summary' || summary || campaign.scheduledAt === undefined)
    return []
  if (status === 'canceled' || now < endOf(meeting) || now > shift(endOf(meeting), GIVEN_UP)) return []
  const path = PATHS.summary(campaign.id)
  const written = await summaryOf(world, campaign.id)
  if (written?.released) return []
  const late: DigestLine = {
    kind: 'late',
    since: dueBy(meeting),
    words: `**The executive summary** of ${longDate(meeting.date)} was not sent within two days`,
    path,
  }
  const check = written && checkOfSummary(written)
  if (!written || !check || written.asked?.check !== check) return [late]
  const asked = written.asked.at
  const state = approvalState(written, partnership.champions, check)
  return [
    late,
    ...state.no.map(({ name, comment }): DigestLine => {
      const words = `**${asWords(name)}** asks for a change to the summary: “${asWords(shortened(comment))}”`
      return { kind: 'needs you', since: asked, words, path }
    }),
    ...state.waiting.map(({ name }): DigestLine => {
      const words = `**${asWords(name)}** has not approved the summary`
      return { kind: 'late', since: shift(asked, DAY), words, path }
    }),
  ]
}

/** Promises whose day has passed without a word. */
async function aboutCommitments(world: Reads, { partnership, campaigns, now }: Overview): Promise<DigestLine[]> {
  const lines: DigestLine[] = []
  for (const commitment of await commitmentsOf(world.store, partnership.id)) {
    const { campaign, owner, what, due, madeAt } = commitment
    const zone = campaigns.find(({ id }) => id === campaign)?.meeting?.zone ?? 'UTC'
    // It is told of from the day after on, so that tomorrow's digest can be foreseen today.
    const since = instantOf(addDays(due, 1), '00:00', zone)
    if (commitment.state !== 'open' || now > shift(since, GIVEN_UP)) continue
    const path = PATHS.teams(campaign)
    if (!isReachable(owner.email) && now < since) {
      const week = instantOf(addDays(due, -7), '00:00', zone)
      const unasked = `**${asWords(owner.name)}** gave no email address, so gets no reminder for ${longDate(due)}: ${asWords(shortened(what))}`
      lines.push({ kind: 'needs you', since: week < madeAt ? madeAt : week, words: unasked, path })
    }
    const words = `**${asWords(owner.name)}** was to do this by ${longDate(due)}: ${asWords(shortened(what))}`
    lines.push({ kind: 'late', since, words, path })
  }
  return lines
}
