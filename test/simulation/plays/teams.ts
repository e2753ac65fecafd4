/**
 * An action team that comes out of the launch: the convener founds it, somebody leads it and sets its call, and people join
 * and leave while the letters of that call are on their way. The list of the call follows who is on the team.
 */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom, partnershipIdFrom, type TeamId } from '../../../domain/keep/ids.ts'
import { capture } from '../../../functions/day/capture.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { leaveTeam, topicsOf } from '../../../functions/teams/action-team.ts'
import { commitmentsOf } from '../../../functions/teams/commitments.ts'
import { type Leading, moveNextCall, openLead, promiseOfTeam, setCall } from '../../../functions/teams/lead-team.ts'
import { addTeammate, appointLead, foundChosen, type OpenedTeam } from '../../../functions/teams/run-team.ts'
import { takePart } from '../../../functions/teams/take-part.ts'
import { whoJoins } from '../../../functions/teams/team-links.ts'
import { readTeamOverview } from '../../../functions/teams/team-view.ts'
import { teamsOf } from '../../../functions/teams/teams.ts'
import { createChampions } from '../champions.ts'
import { CONVENER, type Convener, createConvener, inviteeOf, somebodyOf } from '../convener.ts'
import { createInvitees } from '../invitees.ts'
import { type Deed, lastStage, type Person } from '../ledger.ts'
import { createRules } from '../rules.ts'
import { insist } from '../scene.ts'
import type { Applied } from '../storage.ts'
import { endOf, startOf } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'
import { type PromiseBook, plus } from './promise-book.ts'
import { createRoster, isSettled, type Seat } from './roster.ts'
import { termsOf } from './terms.ts'

const TOPIC = 'Apprenticeships'

export function createTeams(stage: Stagecraft, opening: number, book: PromiseBook | undefined): Play {
  const { scene, luck, afterwards } = stage
  const { timeline, storage, ledger: main, settings } = scene
  const partnership = partnershipIdFrom(scene.partnership)
  const launch = campaignIdFrom(scene.campaign)
  const roster = createRoster(scene)
  const { own, seats, its, wrong, room, isOff, onList, seat, listed } = roster
  const setting: Deed = { invokedAt: Number.POSITIVE_INFINITY }
  let lead: Seat | undefined
  let ledAs = ''
  let convener: Convener | undefined
  /** When the lead would set it, if they lead by then. */
  let setAt = 0

  const contextOf = async (world: World) => {
    const context = await readContext(world.store, launch)
    if (!context) throw new Error('there is no launch')
    return context
  }

  // By then the convener moves nothing any more.
  timeline.at(opening - 1.5 * DAY_MILLIS, () => {
    const over = endOf(lastStage(main).meeting)
    const meeting = {
      date: plus(lastStage(main).meeting.date, 8 + luck.below(9)),
      start: '08:00',
      zone: lastStage(main).meeting.zone,
      venue: 'Town Hall',
    }
    const { again } = scene.weather
    const calm = startOf(meeting) - 4 * DAY_MILLIS
    scene.weather.again = { from: Math.min(again?.from ?? over, over), until: Math.max(again?.until ?? calm, calm) }
    const rest = { sequence: 0, letter: 1, paused: false, canceled: false, wishes: {} }
    own.stages.push({ what: 'opening', invokedAt: 0, ackedAt: 0, meeting, ...rest })
    timeline.at(over + luck.between(HOUR, 2 * DAY_MILLIS), () => {
      if (lastStage(main).canceled) return
      afterwards(over, calm, endOf(meeting) + 4 * DAY_MILLIS)
      founds()
    })
  })

  /** Around a priority that was written down, or what the convener would have it work on. */
  function founds(): void {
    const isNamed = luck.happens(0.5)
    insist(
      scene,
      'convener founds an action team',
      { invokedAt: 0 },
      async world => {
        const context = await contextOf(world)
        if (isNamed)
          await capture(world, { ...context, by: CONVENER, mayEdit: true }, { do: 'name', text: TOPIC.toLowerCase() })
        const topics = isNamed ? (await topicsOf(world, launch)).map(each => each.id) : []
        await foundChosen(world, context, { topics, name: isNamed ? '' : TOPIC }, CONVENER)
        const found = (await teamsOf(world.store, partnership)).find(
          each => each.name.toLowerCase() === TOPIC.toLowerCase(),
        )
        if (!found) throw new Error('there is no team')
        return found.id
      },
      found => {
        its.team = found
        begins()
      },
    )
  }

  /** The people of the launch of whom all is known, and some whom only the convener knows. */
  function begins(): void {
    const people = [...main.people.values()].filter(person => {
      const { added, removed, nowhere, standsFor, walkedIn, spoiled, emails, dead } = person
      const isSettled = emails.every(({ ackedAt }) => ackedAt !== undefined) && added.ackedAt !== undefined
      return isSettled && !(removed || nowhere || standsFor || walkedIn || spoiled || dead)
    })
    for (const [n, who] of [...main.hosts.values()].entries()) seat({ ...who, company: 300 + n }, true)
    for (const who of people.slice(0, 14)) seat(who, true)
    for (let n = luck.below(3); n >= 0; n--) {
      const company = 200 + n
      const who = somebodyOf(
        '',
        `Tom Teammate${String.fromCharCode(97 + n)}`,
        company,
        `mate${n}@company${company}.example`,
      )
      if (n === 0) who.publicPartner = true
      seat(who, false)
    }
    const all = [...seats.values()]
    const last = startOf(lastStage(own).meeting) - 2.5 * DAY_MILLIS
    // Many read the summary in one hour, and the lead's call is set in another.
    const rush = luck.between(timeline.now() + HOUR, timeline.now() + 3 * DAY_MILLIS)
    const rushes = luck.happens(0.5) ? 0.4 : 0
    for (const each of all) {
      let at = timeline.now()
      // Some change their mind, and change it again.
      for (let times = luck.pick([0, 1, 1, 1, 1, 2, 2, 3]); times > 0; times--) {
        at += luck.happens(0.3) ? luck.between(MINUTE, HOUR) : luck.between(HOUR, 6 * DAY_MILLIS)
        if (luck.happens(rushes)) at = rush + luck.between(0, luck.pick([5, 60]) * MINUTE)
        if (at < last && at > timeline.now()) timeline.at(at, () => (each.isOn ? leaves(each) : joins(each)))
      }
    }
    // And now and then somebody of the launch wants no more letters, whatever team they are on.
    if (luck.happens(0.4))
      timeline.at(luck.between(timeline.now(), last), () => wantsNone(luck.pick(all.filter(each => each.hasLink))))
    // The convener corrects addresses on the list of the launch, of people who are on the team and of others.
    for (const each of all.filter(({ who }) => main.people.has(who.id) && luck.happens(0.1)))
      timeline.at(luck.between(timeline.now(), last), () => {
        // Who they are on the list of the call follows from the address at which they came on it.
        const isSet = setting.invokedAt > timeline.now() || setting.ackedAt !== undefined
        if (isSettled(each) && isSet && !each.joining && !each.leaving) stage.convener.readdress(each.who)
      })
    setAt = rush + luck.between(0, 10 * MINUTE)
    timeline.at(luck.happens(0.5) ? rush - luck.between(0, HOUR) : rush + luck.between(0, 2 * DAY_MILLIS), leads)
  }

  const opened = async (world: World): Promise<OpenedTeam> => {
    const overview = await readTeamOverview(world, partnership, launch)
    const found = overview?.teams.find(each => each.id === its.team)
    if (!overview || !found) throw new Error('there is no team')
    return { partnership: overview.partnership, overview, team: found, by: CONVENER }
  }

  const usesLink = ({ hasLink }: Seat): boolean => hasLink && luck.happens(0.7)
  /** Who presses a button of the summary's page. */
  const presses = async (world: World, { who }: Seat, what: 'join' | 'leave'): Promise<unknown> => {
    const isHost = main.hosts.has(who.id)
    const champion = main.champions[who.name.startsWith('Ann') ? 0 : 1] ?? ''
    const token = LINKS.join.token(settings, launch, invitationIdFrom(isHost ? champion : who.id))
    const visiting = await whoJoins(world, token)
    if (!visiting || !its.team) throw new Error('the link is dead')
    return takePart(world, visiting, { team: its.team, do: what, text: '' })
  }

  function wantsNone({ who }: Seat): void {
    if (main.hosts.has(who.id) || who.optedOut) return
    stage.invitees.turn(who, next => {
      if (who.optedOut) return next()
      who.optedOut = { invokedAt: timeline.now() }
      insist(
        scene,
        `${who.name} opts out of the launch`,
        who.optedOut,
        world => optOut(world, launch, invitationIdFrom(who.id)),
        next,
      )
    })
  }

  /** Somebody leads it from now on, and sits on it. */
  function leads(): void {
    // Who has said no to the launch belongs to the partnership as little as who is not to be written to.
    const able = [...seats.values()].filter(({ who, hasLink }) => {
      const { answers, optedOut, barred, listed, freed, refused } = who
      const isMember = answers.every(({ answer, ackedAt }) => answer === 'accepted' && ackedAt !== undefined)
      return hasLink && isMember && !(optedOut || barred || listed || freed || refused)
    })
    const leader = luck.pick(able)
    lead = leader
    ledAs = leader.email
    scene.leads.add(leader.who)
    leader.turn.push(next => {
      const deed: Person['added'] = { invokedAt: timeline.now(), heldBack: false }
      leader.joining = deed
      insist(
        scene,
        `${leader.who.name} leads the team`,
        deed,
        async world => appointLead(world, await opened(world), ledAs),
        leading => {
          if (leading !== 'leads') wrong.push(['who is of a business may lead', leader.who.name])
          leader.isOn = true
          delete leader.joining
          next()
          timeline.at(luck.happens(0.5) ? setAt : timeline.now() + luck.between(MINUTE, 2 * DAY_MILLIS), setsCall)
        },
      )
    })
  }

  const leading = async (world: World): Promise<Leading> => {
    const token = LINKS.times.token(settings, partnership, its.team as TeamId, ledAs)
    const found = await openLead(world, token)
    if (!found) throw new Error('nobody leads the team')
    return found
  }

  function setsCall(): void {
    if (![...seats.values()].every(isSettled)) return void timeline.at(timeline.now() + HOUR, setsCall)
    const { date, start } = lastStage(own).meeting
    const time = { date, start, minutes: 60, where: 'Town Hall', agenda: luck.happens(0.3) ? 'What we need' : '' }
    insist(
      scene,
      `${lead?.who.name} sets the call of the team`,
      setting,
      async world => setCall(world, await leading(world), time),
      outcome => {
        // Where nothing could be done for days its time was over by then.
        if (outcome === 'past') return
        if (its.id === '') return void wrong.push(['a call that is set is planned', String(outcome)])
        // Where an earlier try had set it, the sweep may still have to put some on its list.
        const at = timeline.now() + (outcome === 'set' ? 0 : 1.5 * DAY_MILLIS)
        for (const { added } of own.people.values()) if (added.invokedAt === setting.invokedAt) added.ackedAt = at
        goesOn()
      },
    )
  }

  /** Its campaign is there: from now on its letters may leave, and whoever is on the team belongs on its list. */
  function opens(campaign: string): void {
    its.id = campaign
    const invitees = createInvitees(room())
    convener = createConvener(room(), createChampions(room()), 1300)
    const lines = termsOf('action-team', setting)
    const rules = createRules(own, [], scene.trace, lines)
    scene.besides.set(its.id, { ledger: own, rules, read: invitees.read, isTeams: true })
    for (const each of seats.values())
      if (each.isOn || each.joining) listed(each, { invokedAt: setting.invokedAt, heldBack: false })
  }

  function goesOn(): void {
    const last = startOf(lastStage(own).meeting) - 4 * DAY_MILLIS
    for (let acts = luck.below(4); acts > 0; acts--) {
      const at = luck.between(timeline.now() + HOUR, last)
      if (at < last)
        timeline.at(at, () =>
          luck.pick([
            () => convener?.upset(),
            () => convener?.remove(luck.pick([...own.people.values()])),
            () => convener?.act(),
            moves,
            moves,
          ])(),
        )
    }
    timeline.at(last + 2 * DAY_MILLIS, () => {
      const over = endOf(lastStage(own).meeting)
      afterwards(over, over, over + (book ? 16 : 4) * DAY_MILLIS)
      if (book) timeline.at(over + luck.between(HOUR, DAY_MILLIS), promise)
    })
  }

  /** The lead moves the call by their link. */
  function moves(): void {
    convener?.turn(next => {
      const { ackedAt: _, ...was } = lastStage(own)
      if (was.canceled || timeline.now() > startOf(was.meeting) - DAY_MILLIS) return next()
      const date = plus(was.meeting.date, 1 + luck.below(3))
      const is = { ...was, what: 'move', invokedAt: timeline.now(), meeting: { ...was.meeting, date } }
      own.stages.push(is)
      const time = { date, start: is.meeting.start, minutes: minutesOf(is.meeting.start), where: is.meeting.venue }
      insist(
        scene,
        `${lead?.who.name} moves the call to ${date}`,
        is,
        async world => moveNextCall(world, await leading(world), time),
        outcome => {
          if (outcome !== 'moved') wrong.push(['a lead may move the call', outcome])
          const stands = storage.get(`campaign#${its.id}`, 'campaign')?.value as Campaign | undefined
          is.sequence = stands?.meeting?.sequence ?? 0
          next()
        },
      )
    })
  }

  function joins(each: Seat): void {
    each.turn.push(next => {
      const known = onList(each)
      const isOver = timeline.now() > startOf(lastStage(own).meeting) - 2 * DAY_MILLIS
      const isBusy = known && (!known.removed?.ackedAt || known.optedOut || known.barred || known.dead)
      if (each.isOn || isOver || isBusy || !isSettled(each)) return next()
      const deed: Person['added'] = { invokedAt: timeline.now(), heldBack: false }
      each.joining = deed
      // Nobody is put on the list of a call that is off.
      if (its.id !== '' && !isOff()) listed(each, deed)
      const byLink = usesLink(each)
      const { name, title, company } = inviteeOf(each.who)
      insist(
        scene,
        `${each.who.name} joins the team${byLink ? '' : ', as the convener wants'}`,
        deed,
        async world =>
          byLink
            ? presses(world, each, 'join')
            : addTeammate(world, await opened(world), { name, title, company, email: each.email, brings: each.brings }),
        outcome => {
          if (outcome !== 'done' && outcome !== 'added') wrong.push(['who wants to join does', `${outcome}`])
          each.isOn = true
          delete each.joining
          next()
        },
      )
    })
  }

  function leaves(each: Seat): void {
    each.turn.push(next => {
      const isOver = timeline.now() > startOf(lastStage(own).meeting) - 2 * DAY_MILLIS
      if (!each.isOn || each === lead || isOver || !isSettled(each)) return next()
      const deed: Deed = { invokedAt: timeline.now() }
      each.leaving = deed
      each.leftOnce ??= deed.invokedAt
      const known = onList(each)
      if (known && !isOff()) known.removed ??= deed
      const byLink = usesLink(each)
      insist(
        scene,
        `${each.who.name} leaves the team${byLink ? '' : ', as the convener wants'}`,
        deed,
        async world =>
          byLink
            ? presses(world, each, 'leave')
            : leaveTeam(world, { partnership, team: its.team as TeamId, by: CONVENER }, each.email),
        () => {
          // The list of a call that is off stays as it was.
          if (known?.removed === deed && lastStage(own).canceled && !roster.invitationOf(known)?.removedAt)
            delete known.removed
          each.isOn = false
          delete each.leaving
          next()
        },
      )
    })
  }

  /** Somebody on the team promises something at its call, and the lead writes it down. */
  function promise(): void {
    if (!book || lastStage(own).canceled) return
    const able = [...seats.values()].filter(({ isOn, hasLink, who }) => isOn && hasLink && main.people.has(who.id))
    for (const { who, email } of able.slice(0, 3)) {
      if (!book.mayPromise(who) || email !== who.emails.at(-1)?.email || !luck.happens(0.7)) continue
      const due = plus(lastStage(own).meeting.date, 3 + luck.below(7))
      book.make(who, due, async (world, what) => {
        const noted = await promiseOfTeam(world, await leading(world), { what, owner: email, due })
        const found = (await commitmentsOf(world.store, partnership)).find(({ owner }) => owner.email === email)
        if (noted !== 'noted' || !found) throw new Error(`a promise is ${noted}`)
        if (found.team !== its.team || found.campaign !== its.id)
          wrong.push(['a promise is of the call it was made at', who.name])
        return found.id
      })
    }
  }

  return {
    applied({ partition, key, value }: Applied) {
      if (key !== 'campaign' || its.id !== '' || setting.invokedAt > timeline.now()) return
      const { name, meeting } = value as Campaign
      const isIts = meeting?.kind === 'action-team' && name?.toLowerCase() === TOPIC.toLowerCase()
      if (isIts) opens(partition.slice('campaign#'.length))
    },
    read(letter) {
      const person = letter.campaign === its.id ? own.people.get(letter.invitation ?? '') : undefined
      if (person) roster.check(letter, person)
      return false
    },
    visit: () => convener?.visit(),
    ends: roster.ends,
    reckon: roster.reckon,
  }
}

/** Every meeting here ends at nine. */
const minutesOf = (start: string): number =>
  (Date.parse('2000-01-01T09:00:00Z') - Date.parse(`2000-01-01T${start}:00Z`)) / MINUTE
