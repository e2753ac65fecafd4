/**
 * What follows a launch: a quarterly table with a hold, a question for its agenda, a report and a pulse survey; a call of an
 * action team; a debrief. Nobody signs for them: the convener lets their letters leave. Public partners are among the guests.
 */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { startSending } from '../../../functions/campaign/request-signatures.ts'
import { startMeeting } from '../../../functions/campaign/start-meeting.ts'
import { readContext } from '../../../functions/keep/context.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { takePulse } from '../../../functions/table/pulse.ts'
import { releaseReport, writeReport } from '../../../functions/table/report.ts'
import { createChampions } from '../champions.ts'
import { CONVENER, createConvener, inviteeOf, somebodyOf } from '../convener.ts'
import { createInvitees } from '../invitees.ts'
import { createLedger, type Deed, doneBefore, keyOf, lastStage, type Person, type Taken } from '../ledger.ts'
import { reckon } from '../reckoning.ts'
import { createRules } from '../rules.ts'
import { insist, type Scene } from '../scene.ts'
import { endOf, startOf, working } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'
import { type GatheringKind, termsOf } from './terms.ts'

/** `hasErrands`: the season goes on until what a survey said is told. */
export function createGatherings({ scene, luck, afterwards }: Stagecraft, hasErrands: boolean): Play {
  const { timeline, storage, ledger: main } = scene
  const kind = luck.pick<GatheringKind>(['quarterly', 'quarterly', 'action-team', 'debrief'])
  const { zone } = lastStage(main).meeting
  const begins = timeline.now() + luck.between(HOUR, 2 * DAY_MILLIS)
  const date = new Date(begins + luck.between(12, kind === 'quarterly' ? 50 : 25) * DAY_MILLIS)
    .toISOString()
    .slice(0, 10)
  const asksPulse = kind === 'quarterly' && luck.happens(0.6)
  const own = createLedger([])
  own.broken = main.broken
  own.stages.push({
    ...lastStage(main),
    meeting: { date, start: '08:00', zone, venue: 'Town Hall' },
    wishes: {},
  })
  const surveyed = new Map<string, Deed>()
  /** The convener lets the letters leave, and the report. */
  const sending: Deed = { invokedAt: Number.POSITIVE_INFINITY }
  const report: Deed = { invokedAt: Number.POSITIVE_INFINITY }
  const wrong: [rule: string, about: string][] = []
  let id = ''

  const terms = termsOf(kind, sending, ({ id: person }, at) => doneBefore(surveyed.get(person), at))

  const room = (): Scene => ({ ...scene, campaign: id, ledger: own, holidays: [] })

  function starts(): void {
    const partnership = storage.get(`partnership#${scene.partnership}`, 'partnership')?.value as Partnership
    const venue = { host: 'Town Hall', address: '', parking: '', access: '' }
    const wanted = { kind, date, start: '08:00', end: '09:00', zone, venue }
    const people = Array.from({ length: 3 + luck.below(9) }, (_, n) => {
      const company = luck.below(9)
      const person = somebodyOf(
        '',
        `Tess Table${String.fromCharCode(97 + n)}`,
        company,
        `table${n}@company${company}.example`,
      )
      if (luck.happens(0.2)) person.publicPartner = true
      return person
    })
    const starting = {
      ...(kind === 'action-team' ? { name: 'Welding' } : {}),
      pulse: asksPulse,
      invitees: people.map(each => inviteeOf(each)),
    }
    insist(
      scene,
      `convener plans a meeting: ${kind}`,
      { invokedAt: 0 },
      world => startMeeting(world, partnership, wanted, starting, CONVENER),
      campaign => {
        id = campaign
        const added = { invokedAt: 0, ackedAt: timeline.now(), heldBack: false }
        for (const person of people) {
          const { id: known } = somebodyOf(id, person.name, person.company, person.emails[0]?.email ?? '')
          own.people.set(known, { ...person, id: known, added })
        }
        opens()
      },
    )
  }

  function opens(): void {
    const champions = createChampions(room())
    const invitees = createInvitees(room())
    const convener = createConvener(room(), champions, 900)
    scene.besides.set(id, { ledger: own, rules: createRules(own, [], scene.trace, terms), read: invitees.read })
    sending.invokedAt = timeline.now()
    insist(scene, 'convener lets the letters leave', sending, world =>
      startSending(world, campaignIdFrom(id), CONVENER),
    )
    const last = startOf(lastStage(own).meeting) - 4 * DAY_MILLIS
    for (let acts = luck.below(4); acts > 0; acts--) {
      const at = luck.between(timeline.now() + HOUR, last)
      if (at < last)
        timeline.at(at, () => luck.pick([convener.upset, () => convener.remove(luck.pick([...own.people.values()]))])())
    }
    visits = convener.visit
    timeline.at(last + 2 * DAY_MILLIS, () => {
      const over = endOf(lastStage(own).meeting)
      afterwards(over, over, over + (asksPulse ? (hasErrands ? 33 : 24) : 4) * DAY_MILLIS)
      if (kind === 'quarterly') timeline.at(over + luck.between(HOUR, 2 * DAY_MILLIS), tells)
    })
  }
  let visits = () => {}

  const contextOf = async (world: World) => {
    const context = await readContext(world.store, campaignIdFrom(id))
    if (!context) throw new Error('there is no meeting')
    return context
  }

  function tells(): void {
    if (lastStage(own).canceled) return
    const words = { subject: 'Where we stand', body: 'This is what was kept.', missed: '' }
    insist(scene, 'convener lets the report leave', report, async world => {
      const { campaign } = await contextOf(world)
      await writeReport(world, campaign, words, CONVENER)
      return releaseReport(world, campaign.id, CONVENER)
    })
  }

  function answersPulse(person: Person): void {
    const deed: Deed = { invokedAt: timeline.now() }
    const said = { value: 4, led: 5, home: 3, priorities: {}, missing: '', words: '' } as const
    insist(scene, `${person.name} says how it goes`, deed, async world => {
      const at = {
        ...(await contextOf(world)),
        person: { ...inviteeOf(person) },
        invitation: invitationIdFrom(person.id),
        champion: false,
      }
      return takePulse(world, at, said)
    })
    surveyed.set(person.id, deed)
  }

  function check(letter: Taken, person: Person): void {
    const { wave, sequence, attempt } = letter
    const about = `${wave} to ${person.name}`
    const claim = own.claims.get(attempt)
    const { meeting } = lastStage(own)
    const clock = (claim?.clock ?? 0) + 3 * MINUTE
    if (wave === 'summary' && clock < working(Math.max(report.invokedAt, endOf(meeting)), meeting.zone, []))
      wrong.push(['a report leaves at a working hour, after it was released', about])
    if (wave === 'pulse' && clock < endOf(meeting) + 6 * DAY_MILLIS)
      wrong.push(['members are asked a week after the meeting', about])
    const before = own.byPerson.get(person.id) ?? []
    if (wave === 'pulse-again' && !before.some(each => each.wave === 'pulse' && each.at < letter.at - 13 * DAY_MILLIS))
      wrong.push(['who was asked two weeks ago is asked once more', about])
    const held = Math.max(-1, ...before.filter(each => each.wave === 'hold').map(each => each.sequence ?? -1))
    if (wave === 'invite' && sequence !== undefined && sequence <= held)
      wrong.push(['what was held becomes certain with a higher SEQUENCE', about])
  }

  timeline.at(begins, starts)

  return {
    read(letter) {
      const person = letter.campaign === id ? own.people.get(letter.invitation ?? '') : undefined
      if (!person) return false
      check(letter, person)
      if (!letter.wave.startsWith('pulse')) return /^(summary|after|agenda)/.test(letter.wave)
      if (luck.happens(0.4))
        timeline.at(timeline.now() + luck.between(MINUTE, 3 * DAY_MILLIS), () => answersPulse(person))
      return true
    },
    visit: () => visits(),
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
      if (id === '') return
      const asks = kind === 'quarterly' ? /^(hold|invite)$/ : kind === 'debrief' ? /^invite$/ : /^hold$/
      reckon(room(), [], { asks, follow: [] })
      const stands = storage.get(`campaign#${id}`, 'campaign')?.value as Campaign
      const quiet = timeline.now() - 3 * DAY_MILLIS
      if (lastStage(own).canceled) return
      for (const person of own.people.values()) {
        const { optedOut, barred, removed, listed, freed, refused, publicPartner } = person
        if (optedOut || barred || removed || listed || freed || refused || publicPartner) continue
        const invitation = storage.get(`campaign#${id}`, `invitation#${person.id}`)?.value as Invitation
        const isShown = (wave: string) =>
          own.left.has(keyOf(person.id, wave)) ||
          ['in doubt', 'failed', 'bounced'].includes(invitation.sends[wave]?.status ?? '')
        const got = (wave: string) => (own.byPerson.get(person.id) ?? []).some(each => each.wave === wave)
        const lost = (wave: string) => !got(wave) && !isShown(wave)
        if (stands.summary && Date.parse(stands.summary.at) < quiet && lost('summary'))
          fail('nothing is lost', `report for ${person.name}`)
        const asked = endOf(lastStage(own).meeting) + 10 * DAY_MILLIS
        const hasTime = Math.max(asked, scene.weather.until + DAY_MILLIS) < quiet
        if (asksPulse && sending.ackedAt !== undefined && hasTime && !surveyed.has(person.id) && lost('pulse'))
          fail('nothing is lost', `pulse for ${person.name}`)
      }
    },
  }
}
