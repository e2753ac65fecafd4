/** Pages over a list that is followed as it changes say what they say where it is read anew for each. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../../domain/keep/ids.ts'
import type { Invitation, Rsvp } from '../../../../domain/keep/invitation.ts'
import { PATHS } from '../../../../domain/keep/paths.ts'
import { openLogin } from '../../../../functions/access/sign-in.ts'
import { create, invitationRef, partnershipOfRef, read, remove } from '../../../../functions/keep/documents.ts'
import type { World } from '../../../../functions/keep/ports.ts'
import { createApp } from '../../../../functions/web.tsx'
import { shortId } from '../../../../mail/token.ts'
import { answered, invitation, matter, sent } from '../../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../../world.ts'
import { CONVENER, IDS, invitee } from '../../campaign/launch.ts'
import { launchIn, sentLaunch } from '../../campaign/written.ts'

const START = '2027-01-04T16:00:00.000Z'
const AFTER_LETTERS = '2027-03-18T15:00:00.000Z'
const AFTER_MEETING = '2027-04-01T15:00:00.000Z'
const GUESTS = 24
const SAID: Rsvp[] = ['accepted', 'declined', 'tentative', 'delegated']

const board = PATHS.board(IDS.campaign)
const PAGES = [
  PATHS.home(),
  board,
  `${board}?by=company&q=works`,
  ...['needs you', 'trouble', 'silent', 'public partners'].map(show => `${board}?show=${encodeURIComponent(show)}`),
  PATHS.boardCsv(IDS.campaign),
  PATHS.invitees(IDS.campaign),
  PATHS.calls(IDS.campaign),
  PATHS.day(IDS.campaign),
  PATHS.readiness(IDS.campaign),
]

let t: TestWorld
beforeEach(() => {
  t = makeWorld({ start: START })
})
afterEach(() => t.close())
const { idOf, guest, edit } = launchIn(() => t.world)

/** One of a few things that come about on a list, each as a document of its own. */
async function something(step: number, pick: (below: number) => number): Promise<void> {
  const n = pick(GUESTS)
  const stands = await read(t.world.store, invitationRef(IDS.campaign, idOf(n)))
  const said = answered({
    id: `said ${step}`,
    answer: SAID[pick(4)] ?? 'accepted',
    needs: step % 5 === 0 ? 'Vegan' : '',
  })
  const changes: Partial<Invitation>[] = [
    { answers: [...(stands?.value.answers ?? []), said] },
    { removedAt: AFTER_LETTERS },
    {
      invitee: invitee(n, { name: `Renamed ${pick(9)}`, company: `Works ${pick(5)}`, email: `other${step}@x.example` }),
    },
    { suppressed: { email: invitee(n).email, reason: 'opted out', at: AFTER_LETTERS } },
    { sends: { invite: sent(AFTER_LETTERS, { status: 'bounced', bounce: 'mailbox full' }) } },
    { matters: [matter('May I bring a colleague?', { id: `matter ${step}` })] },
    { came: { at: AFTER_LETTERS, by: 'Sue Park' } },
    { removedAt: undefined, suppressed: undefined },
    { invitee: invitee(n, { publicPartner: true }) },
  ]
  const what = pick(changes.length + 2)
  const change = changes[what]
  if (change) await guest(n, change)
  else if (what === changes.length) {
    const id = invitationIdFrom(shortId(`newcomer ${step}`))
    const standsInFor = { invitation: idOf(n), name: invitee(n).name }
    const newcomer = invitation({
      id,
      campaign: IDS.campaign,
      invitee: invitee(100 + step),
      sends: { invite: sent(START) },
    })
    await create(t.world.store, invitationRef(IDS.campaign, id), { ...newcomer, ...(step % 2 ? { standsInFor } : {}) })
  } else if (stands) await remove(t.world.store, invitationRef(IDS.campaign, idOf(n)), stands.version)
}

test.each([1, 2, 3])(
  'answers, removals, additions, renames and opt-outs are on every page as they are written (%i)',
  async seed => {
    await sentLaunch(t.world, GUESTS)
    await create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
    await t.clock.moveTo(AFTER_LETTERS)
    const { written: _, ...unfollowed } = t.world.store
    const anew: World = { ...t.world, store: unfollowed }
    const logIn = async () => ({ cookie: `convoke_session=${await openLogin(t.world, CONVENER)}` })
    let headers = await logIn()
    const textOf = async (world: World, path: string) => {
      const answer = await createApp(world).request(new URL(path, t.world.settings.url).href, { headers })
      return [path, answer.status, await answer.text()]
    }
    let state = seed
    const pick = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    for (let step = 0; step < 24; step++) {
      for (let many = pick(4); many >= 0; many--) await something(step * 4 + many, pick)
      if (step === 12)
        await edit({ meeting: { ...(await launchIn(() => t.world).campaign()).meeting, sequence: 1 } as never })
      if (step === 18) {
        await t.clock.moveTo(AFTER_MEETING)
        headers = await logIn()
      }
      // Who looks at one page today has not looked at the others since.
      for (const path of PAGES.filter(() => pick(3) === 0)) {
        const shown = await textOf(t.world, path)
        expect(shown[1]).toBe(200)
        expect(shown).toEqual(await textOf(anew, path))
      }
    }
  },
)
