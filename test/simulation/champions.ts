/** The champions: they read what stands, each in their own time, and sign exactly that. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { campaignIdFrom, championIdFrom } from '../../domain/keep/ids.ts'
import { askForChange, sign } from '../../functions/campaign/sign.ts'
import { open, UnreadableRow } from '../../functions/keep/documents.ts'
import { DOCUMENTS, type DocumentKind } from '../../functions/keep/registry.ts'
import { checkOfSet, textsToSign } from '../../functions/send/texts/signed-set.ts'
import type { Taken } from './ledger.ts'
import { createTurns, insist, type Scene } from './scene.ts'
import { HOUR, MINUTE } from './weather.ts'

export interface Champions {
  /** A request to sign reached one of them. */
  read(letter: Taken): void
  /** The convener calls whoever has not signed what stands. */
  call(): void
}

export function createChampions(scene: Scene): Champions {
  const { luck, timeline, ledger, storage, campaign, partnership } = scene
  const turns = new Map(ledger.champions.map(id => [id, createTurns()]))

  /** As its page reads it, whichever version wrote it. */
  function read<T>(kind: DocumentKind<T>, partition: string, key: string): T {
    const stored = storage.get(partition, key)
    const found = stored && open(kind, partition, stored)
    if (!found || found instanceof UnreadableRow) throw new Error(`${key} cannot be read`)
    return found.value
  }

  const stands = () => ({
    campaign: read(DOCUMENTS.campaign, `campaign#${campaign}`, 'campaign'),
    partnership: read(DOCUMENTS.partnership, `partnership#${partnership}`, 'partnership'),
  })

  /** What somebody reads who opens the page now: all texts that have still to leave, each with a check value of its own. */
  function page(): { check: string; texts: string[]; status: Campaign['status'] } | undefined {
    const context = stands()
    const check = checkOfSet(context)
    if (check === undefined) return undefined
    const version = /version (\d+)/.exec(context.campaign.letter?.subject ?? '')?.[1]
    const texts = textsToSign(context).map(text => text.check)
    for (const text of texts) ledger.read.set(text, Number(version))
    return { check, texts, status: context.campaign.status }
  }

  function signs(champion: string): void {
    turns.get(champion)?.push(next => {
      const read = page()
      if (!read || ['draft', 'canceled', 'finished'].includes(read.status)) return next()
      const { check, texts } = read
      const given = { campaign: campaignIdFrom(campaign), champion: championIdFrom(champion), check }
      if (!texts.some(text => ledger.signatures.get(text)?.has(champion)) && luck.happens(0.05)) {
        const deed = { invokedAt: 0 }
        const task = { ...given, comment: 'Warmer, please.' }
        insist(
          scene,
          `${champion[0]} asks for a change`,
          deed,
          world => askForChange(world, task),
          () => next(),
        )
        return
      }
      const name = champion === ledger.champions[0] ? 'Ann Lee' : 'Bob Ruiz'
      for (const text of texts) {
        const by = ledger.signatures.get(text) ?? new Map<string, number>()
        const first = Math.min(by.get(champion) ?? Number.POSITIVE_INFINITY, timeline.now())
        ledger.signatures.set(text, by.set(champion, first))
      }
      insist(
        scene,
        `${name} signs`,
        { invokedAt: 0 },
        world => sign(world, { ...given, name }),
        signing => {
          ledger.lastSignedAt = timeline.now()
          if (signing === 'changed') timeline.at(timeline.now() + luck.between(MINUTE, 2 * HOUR), () => signs(champion))
          next()
        },
      )
    })
  }

  const soon = (champion: string) =>
    timeline.at(timeline.now() + luck.between(MINUTE, luck.happens(0.5) ? HOUR : 12 * HOUR), () => signs(champion))

  return {
    read({ to }) {
      const found = stands().partnership.champions.find(({ email }) => to.includes(email))
      if (found) soon(found.id)
    },
    call() {
      for (const champion of ledger.champions) soon(champion)
    },
  }
}
