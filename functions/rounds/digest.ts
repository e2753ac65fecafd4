/** Each working morning, those who run a partnership read what came in, what waits for them and what leaves: if anything. */

import { startOf } from '../../domain/keep/meeting.ts'
import { canonicalAddress, mayEdit, type TeamMember } from '../../domain/keep/partnership.ts'
import { campaignIn, PATHS } from '../../domain/keep/paths.ts'
import { type Instant, instantOf, longDate, wallOf } from '../../domain/keep/time.ts'
import { DIGEST_HOUR, isWorthSaying, type Morning, mornings, type Told, toldOn } from '../../domain/rounds/digest.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { absolute } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows, Settings } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { type DigestLine, newsOf } from './digest-news.ts'
import { sentErrands } from './errands-sent.ts'

const KIND = 'digest'
/** So many lines of one heading; the board has them all. */
const MOST = 10

export const digestErrands: Planner = async (world, overview) => {
  const zone = zoneOf(overview)
  if (zone === undefined) return []
  const today = wallOf(overview.now, zone).day
  const holidays = overview.campaigns.flatMap(({ timing }) => timing.holidays)
  const { lines, standing } = await newsOf(world, overview)
  if (lines.length === 0) return []
  const ahead = lines.map(({ since }) => since).filter(since => since > overview.now)
  const days = mornings(today, zone, holidays, ahead)
  const sent = await sentErrands(world.store, overview.partnership.id, `${KIND}:`)
  return overview.partnership.team
    .filter(({ role }) => mayEdit(role))
    .flatMap(member => {
      const own = sent.filter(({ email }) => email === canonicalAddress(member.email))
      const last = own
        .map(({ key }) => key.slice(`${KIND}:`.length))
        .sort()
        .at(-1)
      // Whoever never had one is told what is new since the working morning before.
      const since = last === undefined ? days.before : instantOf(last, DIGEST_HOUR, zone)
      return next(days.mornings, since, overview.now, lines).map(each => digest(world, member, each, standing))
    })
}

/** The zone of the meeting that is next, or was last. */
function zoneOf({ campaigns, now }: Overview): string | undefined {
  const meetings = campaigns.flatMap(({ meeting }) => (meeting ? [meeting] : []))
  return (meetings.find(meeting => startOf(meeting) >= now) ?? meetings.at(-1))?.zone
}

/** Today's, while it is of use, and the next that has something to say. What today's tells, the next does not. */
function next(days: readonly Morning[], since: Instant, now: Instant, news: readonly DigestLine[]): Digest[] {
  const found: Digest[] = []
  let last = since
  for (const morning of days) {
    if (now >= morning.until) continue
    const told = toldOn(morning, last, news)
    if (!isWorthSaying(morning, last, told)) continue
    found.push({ morning, told })
    last = morning.at
    if (morning.at > now) break
  }
  return found
}

interface Digest {
  morning: Morning
  told: DigestLine[]
}

const HEADINGS: readonly [Told['kind'], string][] = [
  ['needs you', 'Needs your attention'],
  ['late', 'Overdue'],
  ['leaves', 'Going out today'],
  ['answer', 'New answers'],
]

function digest(
  world: Knows<'url'>,
  { name, email, organization }: TeamMember,
  { morning, told }: Digest,
  standing: Map<string, string>,
): Errand {
  const sections = HEADINGS.flatMap(([kind, heading]) => {
    const lines = told.filter(each => each.kind === kind).sort(kind === 'leaves' ? earliest : latest)
    if (lines.length === 0) return []
    const shown = lines.slice(0, MOST).map(each => `- ${linked(each, world.settings)}`)
    const more = lines.length > MOST ? [`- and ${lines.length - MOST} more`] : []
    return [`**${heading}**`, [...shown, ...more].join('\n')]
  })
  const answered = new Set(told.filter(({ kind }) => kind === 'answer').map(({ path }) => campaignIn(path)))
  const stands = [...standing].flatMap(([id, words]) => (answered.has(id) ? [words] : []))
  // What only a person can settle comes first, and so does its page.
  const first = HEADINGS.flatMap(([kind]) => told.filter(each => each.kind === kind))[0]
  return {
    key: `${KIND}:${morning.day}`,
    kind: KIND,
    to: { name, email, organization },
    at: morning.at,
    until: morning.until,
    ...saying('digest', {
      day: longDate(morning.day).replace(/, \d{4}$/, ''),
      counts: subjectOf(told),
      // The numbers come first; what they are about follows.
      overview: { data: [`**${subjectOf(told)}.**`, ...stands].join('\n') },
      news: { data: sections.join('\n\n') },
    }),
    link: absolute(world.settings, PATHS.board(campaignIn(first?.path ?? '') ?? '')),
  }
}

const latest = (a: Told, b: Told): number => (a.since > b.since ? -1 : a.since < b.since ? 1 : 0)
const earliest = (a: Told, b: Told): number => latest(b, a)

/** The bold words of a line lead to the page where it is settled. Asterisks that somebody typed are escaped, and never two. */
const linked = ({ words, path }: DigestLine, settings: Pick<Settings, 'url'>): string =>
  words.replace(/\*\*(.+?)\*\*/, `**[$1](${absolute(settings, path)})**`)

/** "2 need your attention, 1 overdue item, 53 emails go out, 3 new answers". */
function subjectOf(told: readonly DigestLine[]): string {
  const of = (kind: Told['kind']) => told.filter(each => each.kind === kind)
  const count = (found: number, one: string, many: string) =>
    found === 0 ? [] : [`${found} ${found === 1 ? one : many}`]
  const emails = of('leaves').reduce((sum, line) => sum + (line.emails ?? 0), 0)
  return [
    ...count(of('needs you').length, 'needs your attention', 'need your attention'),
    ...count(of('late').length, 'overdue item', 'overdue items'),
    ...count(emails, 'email goes out', 'emails go out'),
    ...count(of('answer').length, 'new answer', 'new answers'),
  ].join(', ')
}
