/** Attempts to find out who is invited, who may sign in, and what is there at all. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Store } from '../../functions/keep/ports.ts'
import { makeToken, shortId } from '../../mail/token.ts'
import { CONVENER, IDS, invitee } from '../functions/campaign/launch.ts'
import { openPlace, type Place, tokenRoutes } from './place.ts'

let place: Place | undefined
afterEach(() => place?.t.close())

const MADE_UP = 'nobody@nowhere.example'
const askFor = async ({ t, ask }: Place, email: string) => {
  const headers = { origin: t.world.settings.url }
  const response = await ask('/sign-in', { body: new URLSearchParams({ email }), headers })
  return { status: response.status, text: (await response.text()).replaceAll(email, 'ADDRESS') }
}

describe('asking for a sign-in link', () => {
  it('answers in the same words, at the same time, for conveners, champions, invitees and people made up', async () => {
    const waits: number[] = []
    place = await openPlace()
    const { world } = place.t
    const rest = world.clock.rest
    world.clock.rest = async millis => {
      waits.push(millis)
      await rest(millis)
    }
    const answers = []
    for (const email of [CONVENER, 'ann@lee.example', invitee(0).email, MADE_UP, CONVENER.toUpperCase()])
      answers.push(await askFor(place, email))
    expect(new Set(answers.map(each => JSON.stringify(each))).size).toBe(1)
    expect(waits).toEqual([800, 800, 800, 800, 800])
  })

  it('waits for no relay, slow or broken, so that its slowness tells nothing', async () => {
    for (const send of [() => new Promise<never>(() => undefined), () => Promise.reject(new Error('no relay'))]) {
      place = await openPlace()
      place.t.world.post = { send, fateOf: async () => 'unknown', rate: async () => 10 }
      expect(await askFor(place, CONVENER)).toEqual(await askFor(place, MADE_UP))
      place.t.close()
    }
    place = undefined
  })
})

describe('trying links', () => {
  it('costs the same whether there is such an invitation or not: nothing is looked up', async () => {
    place = await openPlace()
    const { world } = place.t
    const reads: string[] = []
    const { store } = world
    const counted: Store = {
      ...store,
      get: async (partition, key) => {
        reads.push(partition.split('#')[0] ?? '')
        return store.get(partition, key)
      },
      list: async (partition, options) => {
        reads.push(partition.split('#')[0] ?? '')
        return store.list(partition, options)
      },
    }
    world.store = counted
    const real = place.guests[0]?.id ?? ''
    const seal = 'a'.repeat(26)
    for (const { method, path } of tokenRoutes(place.app)) {
      const asked = []
      for (const ids of [IDS.campaign + real, IDS.campaign + shortId(MADE_UP), 'n'.repeat(16) + real]) {
        reads.length = 0
        const options = method === 'POST' ? { body: new URLSearchParams({ answer: 'accepted' }) } : {}
        const { status } = await place.ask(path.replace(/:token[^/]*/, ids + seal), options)
        asked.push({ status, reads: [...reads] })
      }
      // A feed looks for the number in its seal, whoever is asked for.
      const effort = path.startsWith('/calendar/') ? ['feed'] : []
      expect([method, path, ...asked]).toEqual([method, path, ...Array(3).fill({ status: 404, reads: effort })])
    }
  })

  it('tells nothing by a letter’s public page without the letter’s own check value', async () => {
    place = await openPlace()
    const words = new Set<string>()
    for (const campaign of [IDS.campaign, 'n'.repeat(16), 'x'.repeat(5000), '..%2f..', '%00'])
      for (const check of ['0'.repeat(64), 'f'.repeat(5000), '%27%20OR%201=1']) {
        const response = await place.ask(`/letters/${campaign}/${check}`)
        expect(response.status).toBe(404)
        words.add(await response.text())
      }
    expect(words.size).toBe(1)
  })

  it('finds an id of an invitation worth nothing without its seal, however it was learned', async () => {
    place = await openPlace()
    // Ids follow from addresses, so that whoever knows an address can work one out.
    const { settings } = place.t.world
    const guessed = makeToken(
      'a secret of somebody else that is long enough',
      'rsvp',
      IDS.campaign,
      place.guests[0]?.id ?? '',
    )
    expect(guessed.slice(32)).not.toBe(
      makeToken(settings.secret, 'rsvp', IDS.campaign, place.guests[0]?.id ?? '').slice(32),
    )
    expect((await place.ask(`/rsvp/${guessed}`)).status).toBe(404)
  })
})
