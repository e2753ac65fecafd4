/**
 * One season from a seed: a launch with its people in a place with its weather, from the first request to sign to the
 * day after the meeting. Answers what left, what went wrong and which promises did not hold.
 */

import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { requestSignatures } from '../../functions/campaign/request-signatures.ts'
import type { Schedule, Settings, World } from '../../functions/keep/ports.ts'
import { onSchedule } from '../../functions/rounds/on-schedule.ts'
import { sweep } from '../../functions/rounds/sweep.ts'
import { markWave } from '../../functions/send/mark-wave.ts'
import { noteDelivery } from '../../functions/send/note-delivery.ts'
import { watchWave } from '../../functions/send/watch-wave.ts'
import { createCarrier, type News } from './carrier.ts'
import { createChampions } from './champions.ts'
import { CONVENER, createConvener } from './convener.ts'
import { createInvitees } from './invitees.ts'
import { createLedger, lastStage } from './ledger.ts'
import { createLuck } from './luck.ts'
import { createMachine, type Run } from './machine.ts'
import { IDS, open } from './opening.ts'
import { createPlace } from './place.ts'
import { drawKinds, hasErrands, type Kind, type Play } from './plays/play.ts'
import { createPlays } from './plays/playbill.ts'
import { planErrands } from './quick/planners.ts'
import { reckon } from './reckoning.ts'
import { createRules } from './rules.ts'
import { insist, type Scene } from './scene.ts'
import { createStorage } from './storage.ts'
import { createTimeline } from './timeline.ts'
import { earliest, startOf } from './wall.ts'
import { DAY_MILLIS, drawWeather, HOUR, MINUTE, type Place, SECOND } from './weather.ts'

export interface Wishes {
  seed: number
  /** People on the list; drawn where it is not given. */
  invitees?: number | undefined
  place?: Place | undefined
  /** Events of letters may be lost for good. */
  eventsLost?: boolean | undefined
  realLetters?: boolean | undefined
  /** What is played besides sending; drawn where it is not given. */
  kinds?: readonly Kind[] | undefined
  trace?: ((line: string) => void) | undefined
}

export interface Season {
  seed: number
  place: Place
  letters: number
  faults: number
  duplicates: number
  lost: number
  inDoubt: number
  /** Letters that left twice although nothing was heard of the first, and those of which nothing could be heard. */
  doubledUnheard: number
  unheard: number
  broken: string[]
}

const SETTINGS: Settings = {
  url: 'https://convoke.example',
  from: 'invitations@example.org',
  replyDomain: 'reply.example.org',
  secret: 'a secret of the simulation that is long enough to count',
  conveners: [CONVENER],
  claimable: false,
  bounces: 'by token',
  restoredAt: undefined,
}

/** A season in which so many promises are broken is not played to its end. */
const ENOUGH = new Error('enough')

/** After the meeting: the day that the sweep leaves a campaign, and time to settle what is in doubt. */
const AFTERWARDS = 2.5 * DAY_MILLIS

export async function playSeason(wishes: Wishes): Promise<Season> {
  const luck = createLuck(wishes.seed)
  const place = wishes.place ?? luck.pick(['outbox', 'relay', 'cloud', 'cloud', 'cloud'] as const)
  const ledger = createLedger([IDS.ann, IDS.bob])
  const kinds = wishes.kinds ?? drawKinds(wishes.seed)
  planErrands(hasErrands(kinds))
  const acting: { run: Run | undefined } = { run: undefined }
  const besides: Scene['besides'] = new Map()
  const ledgerOf = (campaign: string) => besides.get(campaign)?.ledger ?? ledger
  let begun = 0
  let goesOnUntil = 0
  const { trace: say } = wishes
  const trace = (line: () => string) => {
    if (say) say(`${new Date(timeline.now()).toISOString()} ${line()}`)
  }
  let plays: readonly Play[] = []
  const mail = new Map<string, Uint8Array>()
  const storage = createStorage(applied => {
    if (!begun) return
    const of = applied.partition.slice('campaign#'.length)
    const held = of === IDS.campaign ? rules : besides.get(of)?.rules
    held?.applied(applied, timeline.now(), acting.run)
    for (const play of plays) play.applied?.(applied, acting.run)
  })
  const { start, holidays } = open(
    luck,
    storage,
    ledger,
    wishes.invitees ?? 1 + luck.below(luck.pick([4, 12, 24, 24, 60])),
    hasErrands(kinds),
  )
  const timeline = createTimeline(start, luck.next, wishes.realLetters ? 60 : 1)
  const rules = createRules(ledger, holidays, trace)
  begun = 1

  // Of every third season the domain is new, and its invitations leave over an hour.
  const settings: Settings = { ...SETTINGS, ...(wishes.seed % 3 === 0 ? { spreads: true } : {}) }
  const opening = lastStage(ledger)
  const meetsAt = startOf(opening.meeting)
  /** After this the convener changes nothing any more. */
  const last = meetsAt - 4 * DAY_MILLIS
  const eager = luck.happens(0.5) ? luck.between(0, 0.06) : 0
  const weather = drawWeather(
    luck,
    luck.between(start + 2 * DAY_MILLIS, meetsAt - 4 * DAY_MILLIS),
    wishes.eventsLost ?? false,
  )
  const carrier = createCarrier({
    place,
    luck,
    weather,
    timeline,
    ledgerOf,
    onTaken(taken) {
      const beside = besides.get(taken.campaign)
      const { rules: held } = beside ?? { rules }
      held.taken(taken, timeline.now())
      const played = plays.some(play => play.read?.(taken))
      if (beside) return played ? undefined : beside.read(taken)
      if (taken.invitation === undefined) return played ? undefined : champions.read(taken)
      if (!played) invitees.read(taken)
      meanwhile()
    },
    tell: news => tell(news),
  })
  const { serve, schedules, house, firesSweeps } = createPlace({
    place,
    luck,
    weather,
    timeline,
    storage,
    trace,
    release,
  })
  const machine = createMachine({
    place,
    luck,
    weather,
    timeline,
    storage,
    mail,
    carrier,
    schedules,
    settings,
    trace,
    acting,
    onDeath: firesSweeps.onDeath,
    // What is decided while a process stands still, it does not know of when it goes on.
    onFreeze: () => {
      const soon = timeline.now() + luck.between(0, MINUTE)
      if (soon < last && luck.happens(eager * 5)) timeline.at(soon, luck.pick([convener.act, convener.upset]))
    },
    onRefused({ campaign, invitation, to }) {
      const { people } = ledgerOf(campaign)
      // What goes to somebody outside the list is refused because of the same address.
      const person = invitation
        ? people.get(invitation)
        : [...people.values()].find(({ emails }) => emails.some(({ email }) => email === to[0]))
      if (person) person.refused = true
    },
  })
  firesSweeps.open(machine)

  const scene: Scene = {
    place,
    luck,
    timeline,
    weather,
    storage,
    mail,
    ledger,
    besides,
    leads: new Set(),
    settings,
    campaign: IDS.campaign,
    partnership: IDS.partnership,
    holidays,
    trace,
    serve,
  }
  const invitees = createInvitees(scene)
  const champions = createChampions(scene)
  const convener = createConvener(scene, champions)
  plays = createPlays(kinds, wishes.seed, {
    scene,
    invitees,
    convener,
    champions,
    house,
    afterwards(from, calm, until) {
      firesSweeps.often(from, calm)
      goesOnUntil = Math.max(goesOnUntil, until)
    },
  })

  function release(schedule: Schedule, limit: number) {
    return (world: World) => onSchedule(world, schedule, new Date(Date.parse(world.clock.now()) + limit).toISOString())
  }

  /** EventBridge tries for a day, a relay's report lies in a mailbox until it is read. */
  function tell({ what, at, ...letter }: News, tries = 0): void {
    const ids = { campaign: campaignIdFrom(letter.campaign), invitation: invitationIdFrom(letter.invitation) }
    const news = { ...letter, ...ids, what, permanent: true, detail: '', at: new Date(Math.floor(at)).toISOString() }
    serve(
      'note',
      `news of ${letter.invitation}: ${what}`,
      world => noteDelivery(world, news, place === 'cloud' ? markWave : watchWave),
      outcome => {
        if (typeof outcome === 'object' && 'done' in outcome) {
          const own = ledgerOf(letter.campaign)
          const taken = letter.attempt === undefined ? undefined : own.byAttempt.get(letter.attempt)
          if (taken) taken.heardAt ??= timeline.now()
          const person = own.people.get(letter.invitation)
          if (!person || outcome.done !== 'noted') return
          // A new address that is being written may end the bar as well as come before it.
          if (what === 'bounced' && person.emails.at(-1)?.ackedAt === undefined) person.freed = true
          else if (what === 'bounced' || what === 'complained')
            person.barred ??= { invokedAt: timeline.now(), ackedAt: timeline.now(), forGood: what === 'complained' }
        } else
          timeline.at(timeline.now() + Math.min(HOUR, MINUTE * 2 ** tries), () =>
            tell({ what, at, ...letter }, tries + 1),
          )
      },
    )
  }

  /** While a wave leaves, people do what they do. */
  function meanwhile(): void {
    const soon = timeline.now() + luck.between(0, luck.happens(0.7) ? 3 * SECOND : 2 * MINUTE)
    if (soon > last) return
    if (luck.happens(eager)) timeline.at(soon, () => convener.act())
    if (luck.happens(eager)) invitees.stir(luck.pick([...ledger.people.values()]), soon)
  }

  // The story: the champions are asked, the convener acts now and then, people stir while waves leave.
  timeline.at(start, () =>
    insist(scene, 'convener asks for signatures', { invokedAt: 0 }, world =>
      requestSignatures(world, campaignIdFrom(IDS.campaign), CONVENER),
    ),
  )
  const waves = ['invite', 'follow-up-1', 'follow-up-2', 'reminder'].map(wave =>
    earliest(wave, opening.meeting, undefined, holidays),
  )
  const mid = () => luck.pick(waves) + luck.between(-2 * MINUTE, 10 * MINUTE)
  for (let acts = luck.below(8); acts > 0; acts--) {
    const at = luck.happens(0.5) ? mid() : luck.between(start + HOUR, last)
    if (at < last && at > start) timeline.at(at, () => convener.act())
  }
  for (const person of ledger.people.values()) if (luck.happens(0.2)) invitees.stir(person, mid())
  const ledgers = () => [ledger, ...[...besides.values()].map(each => each.ledger)]
  const end = () => Math.max(...ledgers().map(each => startOf(lastStage(each).meeting) + AFTERWARDS), goesOnUntil)
  const daily = () => {
    convener.visit()
    for (const play of plays) play.visit?.()
    timeline.at(timeline.now() + luck.between(0.8, 1.2) * DAY_MILLIS, daily)
  }
  timeline.at(start + luck.between(0.2, 1) * DAY_MILLIS, daily)
  firesSweeps.begin(start, waves, world =>
    sweep(world, new Date(Date.parse(world.clock.now()) + 14 * MINUTE).toISOString()),
  )

  await timeline
    .run(end, () => {
      if (ledger.broken.length > 4) throw ENOUGH
    })
    .catch((error: Error) => {
      if (error !== ENOUGH) ledger.broken.push(error.message)
    })
  const { lost, inDoubt } = ledger.broken.length > 0 ? { lost: 0, inDoubt: 0 } : reckon(scene, plays)
  const sum = (of: 'letters' | 'duplicates' | 'doubledUnheard' | 'unheard') =>
    ledgers().reduce((all, each) => all + each[of], 0)
  const faults = [...weather.faults.values()].reduce((sum, count) => sum + count, 0)
  return {
    seed: wishes.seed,
    place,
    letters: sum('letters'),
    faults,
    duplicates: sum('duplicates'),
    lost,
    inDoubt,
    doubledUnheard: sum('doubledUnheard'),
    unheard: sum('unheard'),
    broken: ledger.broken,
  }
}
