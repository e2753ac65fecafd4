/** The convener: edits, moves, pauses, cancels, adds and removes people mid-wave, and looks in once a day. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { plan, keyOf as waveOf } from '../../domain/send/plan.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import { setAway } from '../../functions/answer/away.ts'
import { editCampaign } from '../../functions/campaign/edit-campaign.ts'
import type { World } from '../../functions/keep/ports.ts'
import { editInvitee } from '../../functions/list/correct.ts'
import { addInvitees, removeInvitee } from '../../functions/list/invite.ts'
import { resolveSend } from '../../functions/list/send-again.ts'
import { importSuppressions } from '../../functions/list/suppressions.ts'
import { cancel, decideWave, pause, resume } from '../../functions/send/steer-campaign.ts'
import { shortId } from '../../mail/token.ts'
import type { Champions } from './champions.ts'
import { keyOf, lastStage, type Person, type Stage } from './ledger.ts'
import { createTurns, insist, type Scene } from './scene.ts'
import { startOf } from './wall.ts'
import { DAY_MILLIS } from './weather.ts'

export const CONVENER = 'convener@example.org'

/** Somebody as the convener has them on the list, under one address of theirs. */
export const inviteeOf = ({ name, company, emails, publicPartner }: Person, email = emails[0]?.email ?? '') => ({
  name,
  title: 'CEO',
  company: `Company ${company}`,
  email,
  phone: '',
  publicPartner: publicPartner === true,
})

/** Somebody of a company, with nothing said and nothing sent. */
export const somebodyOf = (campaign: string, name: string, company: number, email: string): Person => ({
  id: shortId(`${campaign}:${email}`),
  name,
  company,
  added: { invokedAt: 0, heldBack: false },
  emails: [{ invokedAt: 0, ackedAt: 0, email }],
  answers: [],
  wrote: [],
  dead: false,
})

export const personOf = (campaign: string, n: number, dead: boolean): Person => ({
  ...somebodyOf(campaign, `Guest ${n}`, n % 25, `guest${n}@company${n % 25}.example`),
  dead,
})

export interface Convener {
  /** Does one of the things a convener does. */
  act(): void
  /** Moves the meeting, or cancels it. */
  upset(): void
  /** Looks at the board and settles what waits there. */
  visit(): void
  /** Does something in their turn, again and again until it is done. */
  turn(task: (next: () => void) => void): void
  remove(person: Person): void
  readdress(person: Person): void
}

/** Whom they add later is numbered from `first` on, so that nobody is somebody of another list. */
export function createConvener(scene: Scene, champions: Champions, first = 0): Convener {
  const { luck, timeline, ledger, storage, campaign: id, partnership } = scene
  const turns = createTurns()
  const campaign = () => storage.get(`campaign#${id}`, 'campaign')?.value as Campaign
  const listed = (prefix: string) =>
    storage.list(`campaign#${id}`, { prefix, limit: 1e6 }).found.map(each => each.value)

  function does<T>(name: string, task: (world: World) => Promise<T>, then: (value: T) => void = () => {}): void {
    turns.push(next =>
      insist(scene, `convener ${name}`, { invokedAt: 0 }, task, value => {
        then(value)
        next()
      }),
    )
  }

  /** An act after which the campaign stands differently. */
  function stage(
    what: string,
    change: (was: Stage) => Partial<Stage>,
    task: (is: Stage) => (world: World) => Promise<unknown>,
  ) {
    turns.push(next => {
      const was = lastStage(ledger)
      if (was.canceled || timeline.now() > startOf(was.meeting) - DAY_MILLIS) return next()
      const { ackedAt: _, ...rest } = was
      const is: Stage = { ...rest, ...change(was), what, invokedAt: timeline.now() }
      ledger.stages.push(is)
      insist(scene, `convener: ${what}`, is, task(is), () => {
        is.sequence = campaign().meeting?.sequence ?? 0
        if (what === 'resume') ledger.lastResumedAt = timeline.now()
        next()
      })
    })
  }

  const edit = (part: 'meeting' | 'letter' | 'timing', to: (campaign: Campaign) => Campaign) => (world: World) =>
    editCampaign(world, campaignIdFrom(id), CONVENER, { event: 'set up', part }, to)

  function move(): void {
    const way = luck.below(3)
    stage(
      'move',
      ({ meeting }) => {
        if (way === 0) {
          const later = Date.parse(`${meeting.date}T12:00:00Z`) + (1 + luck.below(9)) * DAY_MILLIS
          return { meeting: { ...meeting, date: new Date(later).toISOString().slice(0, 10) } }
        }
        if (way === 1) return { meeting: { ...meeting, start: luck.pick(['07:00', '07:45', '08:15']) } }
        return { meeting: { ...meeting, venue: `Hall ${luck.below(100)}` } }
      },
      ({ meeting: { date, start, venue } }) =>
        edit('meeting', stands =>
          stands.meeting
            ? {
                ...stands,
                meeting: { ...stands.meeting, date, start, venue: { ...stands.meeting.venue, host: venue } },
              }
            : stands,
        ),
    )
  }

  const rewrite = () =>
    stage(
      'letter',
      ({ letter }) => ({ letter: letter + 1 }),
      ({ letter }) =>
        edit('letter', stands => ({
          ...stands,
          letter: {
            ...stands.letter,
            subject: `Join us, version ${letter}`,
            body: `Dear {{first_name}}, this is version ${letter}.`,
          },
        })),
    )

  function retime(): void {
    const wave = luck.pick(['follow-up-1', 'follow-up-2', 'reminder'])
    const hour = luck.pick(['07:30', '08:00', '10:30', '11:15'])
    stage(
      'timing',
      ({ wishes }) => ({ wishes: { ...wishes, [wave]: { ...wishes[wave], hour } } }),
      ({ wishes }) => edit('timing', stands => ({ ...stands, timing: { ...stands.timing, waves: wishes } })),
    )
  }

  function rest(): void {
    // A draft has nothing to pause, and its page no button for it.
    if (campaign().status === 'draft') return
    stage(
      'pause',
      () => ({ paused: true }),
      () => world => pause(world, campaignIdFrom(id), CONVENER),
    )
    timeline.at(timeline.now() + luck.between(60_000, 1.5 * DAY_MILLIS), () =>
      stage(
        'resume',
        () => ({ paused: false }),
        () => world => resume(world, campaignIdFrom(id), CONVENER),
      ),
    )
  }

  function add(): void {
    const count = 1 + luck.below(3)
    const when = luck.pick(['now', 'with the wave'] as const)
    turns.push(next => {
      const known = first + ledger.people.size
      const people = Array.from({ length: count }, (_, n) => personOf(id, known + n, false))
      const deed = { invokedAt: timeline.now(), heldBack: false }
      for (const person of people) {
        person.added = deed
        ledger.people.set(person.id, person)
      }
      const invitees = people.map(person => inviteeOf(person))
      insist(
        scene,
        `convener adds ${count} ${when}`,
        deed,
        world => addInvitees(world, campaignIdFrom(id), invitees, CONVENER, when),
        () => {
          // Who is added late and is not to be written to now waits for the convener's word.
          deed.heldBack = when === 'with the wave'
          next()
        },
      )
    })
  }

  const somebody = (): Person => luck.pick([...ledger.people.values()])

  function remove(person = somebody()): void {
    turns.push(next => {
      if (person.removed || person.added.ackedAt === undefined) return next()
      person.removed = { invokedAt: timeline.now() }
      insist(
        scene,
        `convener removes ${person.name}`,
        person.removed,
        world => removeInvitee(world, campaignIdFrom(id), invitationIdFrom(person.id), CONVENER),
        next,
      )
    })
  }

  function readdress(person = somebody()): void {
    turns.push(next => {
      if (person.removed || person.nowhere || person.added.ackedAt === undefined) return next()
      const slug = person.name.toLowerCase().replaceAll(' ', '')
      const email = `new${person.emails.length}.${slug}@company${person.company}.example`
      const deed = { invokedAt: timeline.now(), email }
      person.emails.push(deed)
      scene.readdressed?.(person, deed)
      person.dead = false
      // A new address is a new chance, from the moment it is being written.
      if (person.barred || person.listed) person.freed = true
      if (!person.barred?.forGood) delete person.barred
      delete person.listed
      insist(
        scene,
        `convener edits ${person.name}`,
        deed,
        world =>
          editInvitee(world, campaignIdFrom(id), invitationIdFrom(person.id), inviteeOf(person, email), CONVENER),
        () => next(),
      )
    })
  }

  function exclude(person = somebody()): void {
    turns.push(next => {
      if (person.listed) return next()
      person.listed = { invokedAt: timeline.now() }
      const text = person.emails.map(({ email }) => `${email};opted out`).join('\n')
      insist(
        scene,
        `convener lists ${person.name}`,
        person.listed,
        world => importSuppressions(world, partnershipIdFrom(partnership), text),
        () => next(),
      )
    })
  }

  function sendAway(person = somebody()): void {
    const until = timeline.now() + luck.between(DAY_MILLIS, 6 * DAY_MILLIS)
    const day = new Date(until).toISOString().slice(0, 10)
    turns.push(next => {
      person.away = { invokedAt: timeline.now(), until }
      insist(
        scene,
        `convener notes that ${person.name} is away`,
        person.away,
        world => setAway(world, campaignIdFrom(id), invitationIdFrom(person.id), day, CONVENER),
        () => next(),
      )
    })
  }

  function stop(): void {
    if (luck.happens(0.7)) rewrite()
    else cancels()
  }

  const cancels = () =>
    stage(
      'cancel',
      () => ({ canceled: true, paused: false }),
      () => world => cancel(world, campaignIdFrom(id), CONVENER),
    )

  const acts = [
    move,
    move,
    rewrite,
    retime,
    rest,
    add,
    add,
    () => remove(),
    () => readdress(),
    () => exclude(),
    () => sendAway(),
    stop,
  ]

  /** What may be asked of the convener about one letter. */
  function settle({ id: invitation, sends }: Invitation): void {
    const person = ledger.people.get(invitation)
    for (const [wave, { status, attempt }] of Object.entries(sends)) {
      const asks = status === 'failed' || (status === 'in doubt' && scene.place !== 'cloud')
      if (status === 'bounced' && person && !person.removed && person.emails.length < 3 && luck.happens(0.3))
        readdress(person)
      if (!asks || !luck.happens(0.5)) continue
      const word = luck.pick(['send again', 'leave'] as const)
      const key = keyOf(invitation, wave)
      if (word === 'leave') {
        if (status === 'in doubt') ledger.left.add(key)
      } else {
        ledger.again.set(key, (ledger.again.get(key) ?? 0) + 1)
        if (timeline.now() >= startOf(lastStage(ledger).meeting)) ledger.late.add(key)
      }
      const says = (world: World) => {
        // They know that the address works after all.
        if (word === 'send again' && person?.barred && !person.barred.forGood) {
          delete person.barred
          person.freed = true
        }
        return resolveSend(world, campaignIdFrom(id), invitation, wave, word, CONVENER, attempt)
      }
      does(`says "${word}" to ${wave} of ${person?.name}`, says, () => {
        // The page is loaded again much later, and the form with it.
        if (luck.happens(0.3))
          timeline.at(timeline.now() + luck.between(0, DAY_MILLIS), () =>
            scene.serve('web', `"${word}" once more to ${wave} of ${person?.name}`, says, () => {}),
          )
      })
    }
  }

  return {
    turn: task => turns.push(task),
    remove,
    readdress,
    act: () => luck.pick(acts)(),
    upset: () => (luck.happens(0.8) ? move() : cancels()),
    visit() {
      const { status } = campaign()
      if (status === 'paused' && !lastStage(ledger).paused)
        turns.push(next => {
          // By the time they come to it they may have paused it themselves.
          if (lastStage(ledger).paused) return next()
          insist(
            scene,
            'convener resumes',
            { invokedAt: 0 },
            world => resume(world, campaignIdFrom(id), CONVENER),
            () => {
              ledger.lastResumedAt = timeline.now()
              next()
            },
          )
        })
      if (status === 'awaiting signatures' || status === 'paused') champions.call()
      for (const value of listed('wave#')) {
        const { id: wave, state } = value as WaveState
        if (state !== 'asks') continue
        const drop = /^(follow-up|reminder)/.test(wave) && luck.happens(0.2)
        if (drop) ledger.dropped.add(wave)
        does(`${drop ? 'drops' : 'releases'} ${wave}`, world => {
          // What waits for a signature is not on the page yet.
          if (!drop && plan(campaign()).some(each => waveOf(each) === wave)) ledger.released.set(wave, timeline.now())
          return decideWave(world, campaign(), wave, drop ? 'drop' : 'release', CONVENER)
        })
      }
      for (const value of listed('invitation#')) settle(value as Invitation)
    },
  }
}
