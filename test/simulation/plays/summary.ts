/**
 * What is told of the meeting: the convener writes it, champions approve those very words or ask for others, and whoever
 * belongs to the table gets it once, at a working hour, with the counts as they were.
 */

import type { ExecutiveSummary } from '../../../domain/day/summary.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { approve, askChampions, checkOfSummary, writeSummary } from '../../../functions/day/summary.ts'
import { summaryDraft } from '../../../functions/day/summary-draft.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { CONVENER } from '../convener.ts'
import { type Deed, doneBefore, keyOf, lastStage, type Taken } from '../ledger.ts'
import { versionIn } from '../read-letter.ts'
import { createTurns, insist } from '../scene.ts'
import { endOf, working } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

/** A text of the summary, and what each champion said of it. */
interface Words {
  version: number
  said: Map<string, Deed & { yes: boolean }>
}

const MISSED = 'We missed you.'

export function createSummary({ scene, luck, convener, afterwards }: Stagecraft, opening: number): Play {
  const { ledger, timeline, storage, campaign, partnership } = scene
  const id = campaignIdFrom(campaign)
  const texts = new Map<string, Words>()
  const wrong: [rule: string, about: string][] = []
  const turns = new Map(ledger.champions.map(champion => [champion, createTurns()]))
  let version = 0
  let begun = false
  const over = () => endOf(lastStage(ledger).meeting)
  const page = () => storage.get(`campaign#${campaign}`, 'summary')?.value as ExecutiveSummary | undefined

  function writes(): void {
    convener.turn(next => {
      if (lastStage(ledger).canceled || page()?.released) return next()
      const words = {
        subject: `What came of it, version ${++version}`,
        body: 'This is what came of our meeting.',
        missed: luck.happens(0.8) ? MISSED : '',
      }
      texts.set(checkOfSummary(words), { version, said: new Map() })
      insist(
        scene,
        `convener writes the summary, version ${version}`,
        { invokedAt: 0 },
        async world => {
          const context = await readContext(world.store, id)
          if (!context) throw new Error('there is no campaign')
          const draft = await summaryDraft(world, context)
          const writing = await writeSummary(world, context, words, CONVENER)
          return { draft, asking: writing === 'written' ? await askChampions(world, context) : writing }
        },
        ({ draft }) => {
          counts(draft.body)
          next()
        },
      )
    })
  }

  /** How many companies a draft tells of, against those whose people were seen. */
  function counts(body: string): void {
    const unsure = [...ledger.people.values()].some(({ came }) => came && came.ackedAt === undefined)
    if (unsure || ledger.tapping > 0) return
    const companies = new Set(
      [...ledger.people.values()].filter(({ came, removed }) => came && !removed).map(({ company }) => company),
    )
    const told = /\*\*one company\*\*/.test(body) ? 1 : Number(/\*\*(\d+) companies\*\*/.exec(body)?.[1] ?? 0)
    if (told !== companies.size) wrong.push(['the summary counts companies right', `${told}, are ${companies.size}`])
  }

  /** A champion opens the page, reads what stands and says yes to exactly that, or what they miss. */
  function says(champion: string): void {
    turns.get(champion)?.push(next => {
      const stands = page()
      if (!stands?.asked || stands.released) return next()
      const check = checkOfSummary(stands)
      const words = texts.get(check)
      if (!words || words.said.has(champion)) return next()
      const yes = luck.happens(0.85)
      const deed = { invokedAt: timeline.now(), yes }
      words.said.set(champion, deed)
      const members = storage.get(`partnership#${partnership}`, 'partnership')?.value as Partnership
      const own = members.champions.find(each => each.id === champion)
      if (!own) return next()
      insist(
        scene,
        `${own.name} says ${yes ? 'yes' : 'no'} to version ${words.version}`,
        deed,
        async world => {
          const context = await readContext(world.store, id)
          if (!context) throw new Error('there is no campaign')
          const { campaign: about } = context
          return approve(world, { campaign: about, champion: own }, check, yes ? undefined : 'Name the teams.')
        },
        outcome => {
          if (outcome === 'changed') words.said.delete(champion)
          if (outcome === 'changed' || !yes)
            timeline.at(timeline.now() + luck.between(HOUR, 12 * HOUR), () => says(champion))
          next()
        },
      )
    })
  }

  function taken(letter: Taken): void {
    const claim = ledger.claims.get(letter.attempt)
    const person = ledger.people.get(letter.invitation ?? '')
    if (!claim) return
    const about = `summary to ${person?.name ?? 'a champion'}`
    const words = [...texts.values()].find(each => each.version === versionIn(letter.text))
    const yes = [...(words?.said.values() ?? [])].filter(each => each.yes && each.invokedAt <= claim.at)
    if (yes.length < 2) wrong.push(['no summary leaves that two champions have not approved word for word', about])
    const approvedAt = Math.max(...yes.map(({ invokedAt }) => invokedAt))
    const { meeting } = lastStage(ledger)
    if (!begun && claim.clock < working(Math.max(approvedAt, over()), meeting.zone, scene.holidays) - 3 * MINUTE)
      wrong.push(['the summary leaves at a working hour, after it was approved', about])
    begun = true
    // Who was seen there is not told that they were missed, and the others are, where it was noted who came.
    if (!person || person.came?.ackedAt === undefined) return
    if (doneBefore(person.came, claim.at) && letter.text.includes(MISSED))
      wrong.push(['nobody who was seen there is told that they were missed', about])
  }

  // Nothing moves any more by then.
  timeline.at(opening - 1.5 * DAY_MILLIS, () => {
    const from = over() + MINUTE
    const calm = from + luck.between(HOUR, 4 * DAY_MILLIS)
    scene.weather.again = { from, until: calm }
    afterwards(from, calm, from + 11 * DAY_MILLIS)
    timeline.at(from + luck.between(HOUR, 1.5 * DAY_MILLIS), writes)
    if (luck.happens(0.3)) timeline.at(from + luck.between(HOUR, 3 * DAY_MILLIS), writes)
  })

  const all = () => {
    for (const champion of ledger.champions) says(champion)
  }
  return {
    read(letter) {
      if (letter.wave === 'summary') taken(letter)
      if (letter.wave === 'approve') {
        const soon = luck.between(MINUTE, luck.happens(0.5) ? HOUR : DAY_MILLIS)
        timeline.at(timeline.now() + soon, luck.happens(0.5) ? all : () => says(luck.pick(ledger.champions)))
        return true
      }
      return letter.wave === 'summary'
    },
    visit() {
      const stands = page()
      if (!stands || stands.released || lastStage(ledger).canceled) return
      const said = [...(texts.get(checkOfSummary(stands))?.said.values() ?? [])]
      if (said.some(({ yes, ackedAt }) => !yes && ackedAt !== undefined)) writes()
      else if (stands.asked) all()
    },
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
      const stands = page()
      if (!stands?.released || lastStage(ledger).canceled) return
      const releasedAt = Date.parse(stands.released.at)
      if (timeline.now() < Math.max(releasedAt, scene.weather.again?.until ?? 0) + 2 * DAY_MILLIS) return
      for (const person of ledger.people.values()) {
        const { added, optedOut, barred, removed, listed, freed, refused, nowhere } = person
        // Who is put on the list when it has left is told by whoever put them there.
        if ((added.ackedAt ?? Number.POSITIVE_INFINITY) > releasedAt) continue
        if (optedOut || barred || removed || listed || freed || refused || nowhere) continue
        const invitation = storage.get(`campaign#${campaign}`, `invitation#${person.id}`)?.value as Invitation
        const isLeft = ledger.left.has(keyOf(person.id, 'summary'))
        const shown = isLeft || ['in doubt', 'failed', 'bounced'].includes(invitation.sends.summary?.status ?? '')
        const got = (ledger.byPerson.get(person.id) ?? []).some(({ wave }) => wave === 'summary')
        if (!got && !shown) fail('nothing is lost', `summary for ${person.name}`)
      }
    },
  }
}
