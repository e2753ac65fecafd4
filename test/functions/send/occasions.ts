/** An occasion for every kind of message, in a small house in memory whose processes can be made to die. */

import { fromMillis, type Instant, MINUTE, shift, toMillis } from '../../../domain/keep/time.ts'
import { ENTRY_AGAIN, thanksFor, WITHDRAWN } from '../../../domain/keep/wave-id.ts'
import type { MessageKind } from '../../../domain/send/messages.ts'
import { requestSignIn } from '../../../functions/access/sign-in.ts'
import { askForEntry, sendEntryAgain } from '../../../functions/answer/incoming/entry-again.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import type { Outgoing, PostOutcome, World } from '../../../functions/keep/ports.ts'
import { replanErrands } from '../../../functions/keep/replan.ts'
import { NO_LISTS } from '../../../functions/keep/without-effect.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { runErrands } from '../../../functions/rounds/errands.ts'
import { PLANNERS, type Planner } from '../../../functions/rounds/planners.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { sendTest, viewText } from '../../../functions/send/preview.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { sendProbe } from '../../../functions/send/sender/send-probe.ts'
import { soon } from '../../../functions/send/soon.ts'
import { tellConvener } from '../../../functions/send/tell-convener.ts'
import { saying } from '../../../functions/send/texts/errand-texts.ts'
import { chance } from '../../../local/chance.ts'
import { createStorage } from '../../simulation/storage.ts'
import { CONVENER, draftCampaign, IDS, signedCampaign } from '../campaign/launch.ts'

/** The morning on which the first letter of the launch leaves. */
const LETTER: Instant = '2027-02-26T16:00:00.000Z'

export interface Death {
  /** Which of the calls that change something is its last, from 1. */
  at: number
  /** Whether that call still acts. */
  acts: boolean
}

export interface Stage {
  /** What the carrier took, in order. */
  taken: Outgoing[]
  /** What was submitted, taken or not. */
  submitted: Outgoing[]
  carrier: { answer: (message: Outgoing) => PostOutcome; knows: boolean; rate: number }
  /** How often somebody rested until their turn came. */
  rested: number
  later(millis: number): void
  /** A process, which dies where it is told to; `changes` counts its calls that change something. */
  process(death?: Death): { world: World; changes: () => number; isDead: () => boolean }
  /** Somebody comes back again and again, for hours. */
  heal(): Promise<void>
  /** Copies all of it; what is answered puts it back. */
  copy(): () => void
}

export function makeStage(alone: boolean): Stage {
  const storage = createStorage(() => {})
  let now = toMillis('2027-02-01T16:00:00.000Z')
  const stage: Stage = {
    taken: [],
    submitted: [],
    carrier: { answer: () => ({ outcome: 'sent' }), knows: true, rate: Number.POSITIVE_INFINITY },
    rested: 0,
    later(millis) {
      now += millis
    },
    process(death) {
      let changes = 0
      let dead = false
      async function call<T>(changing: boolean, act: () => T): Promise<T> {
        if (changing && !dead) changes++
        const dies = changing && changes === death?.at
        if (dead || (dies && !death.acts)) dead = true
        if (dead) throw new Error('the process has died')
        const result = act()
        dead = dies
        if (dead) throw new Error('the process has died')
        return result
      }
      const world: World = {
        run: { id: chance.id(5), alone },
        lists: NO_LISTS,
        store: {
          get: (partition, key) => call(false, () => storage.get(partition, key)),
          // The storage freezes what it keeps, and hands that out.
          put: (partition, key, value, seen) =>
            call(true, () => storage.put(partition, key, structuredClone(value), seen)),
          remove: (partition, key, seen) => call(true, () => storage.remove(partition, key, seen)),
          list: (partition, options) => call(false, () => storage.list(partition, options)),
        },
        post: {
          send: message =>
            call(true, () => {
              stage.submitted.push(message)
              const outcome = stage.carrier.answer(message)
              if (outcome.outcome === 'sent') stage.taken.push(message)
              return outcome
            }),
          fateOf: attempt =>
            call(false, () => {
              if (!stage.carrier.knows) return 'unknown'
              return stage.taken.some(message => message.attempt === attempt) ? 'sent' : 'not sent'
            }),
          rate: async () => stage.carrier.rate,
        },
        mailbox: { keep: async () => {}, read: async () => undefined, forget: async () => 0 },
        names: { txt: async () => 'unknown', mx: async () => 'unknown', addresses: async () => 'unknown' },
        timetable: { set: async () => {}, remove: async () => {}, list: async () => [] },
        clock: {
          now: () => fromMillis(now),
          async rest(millis) {
            stage.rested++
            now += millis
          },
        },
        chance,
        log: { info() {}, error() {} },
        settings: {
          url: 'https://convoke.example',
          from: 'invitations@example.org',
          replyDomain: 'reply.example.org',
          secret: 'a secret of the tests that is long enough to count',
          conveners: [CONVENER],
          claimable: false,
          bounces: 'by token',
          restoredAt: undefined,
        },
      }
      return { world, changes: () => changes, isDead: () => dead }
    },
    async heal() {
      for (let n = 0; n < 5; n++) {
        stage.later(16 * MINUTE)
        await sweep(stage.process().world)
      }
    },
    copy() {
      const back = storage.copy()
      const [then, taken] = [now, [...stage.taken]]
      return () => {
        back()
        now = then
        stage.taken.splice(0, stage.taken.length, ...taken)
        stage.submitted.length = 0
        stage.rested = 0
      }
    },
  }
  return stage
}

export interface Occasion {
  /** Everything that comes before. */
  ready(stage: Stage): Promise<void>
  /** Makes the message due, and sends it if it may. */
  act(world: World): Promise<unknown>
  /** Whether what makes it due is on record: from then on nobody has to do it again. */
  recorded(world: World): Promise<boolean>
  /** How its documents say that it stands, for each reader. */
  stands(world: World): Promise<(string | undefined)[]>
  /** Its readers. */
  readers: number
  /** What lists of what left call it. */
  wave: RegExp
}

const guest = async ({ store }: World) => {
  for await (const { value } of invitationsOf(store, IDS.campaign)) return value
  throw new Error('no guest')
}
const campaign = async ({ store }: World) => (await read(store, campaignRef(IDS.campaign)))?.value

/** A launch with one guest, signed; and on the morning of its letter. */
async function signed(stage: Stage): Promise<void> {
  const { world } = stage.process()
  await signedCampaign(world, { invitees: 1 })
  stage.later(toMillis(LETTER) - toMillis(world.clock.now()))
}
async function invited(stage: Stage): Promise<void> {
  await signed(stage)
  await releaseWave(stage.process().world, { campaign: IDS.campaign, wave: 'invite' })
}

const unclaimed = { recorded: async () => false, stands: async () => [] }

export const OCCASIONS: Record<MessageKind, Occasion> = {
  wave: {
    ready: signed,
    act: world => releaseWave(world, { campaign: IDS.campaign, wave: 'invite' }),
    recorded: async () => true,
    stands: async world => [(await guest(world)).sends.invite?.status],
    readers: 1,
    wave: /^invite$/,
  },
  thanks: {
    ready: invited,
    act: async world =>
      takeAnswer(world, {
        campaign: IDS.campaign,
        invitation: (await guest(world)).id,
        answer: 'accepted',
        channel: 'link',
        note: '',
        needs: '',
        id: 'form',
      }),
    recorded: async world => (await guest(world)).answers.length > 0,
    async stands(world) {
      const { answers, sends } = await guest(world)
      return [sends[thanksFor(answers[0]?.id ?? '')]?.status]
    },
    readers: 1,
    wave: /^thanks:/,
  },
  withdrawal: {
    ready: invited,
    act: async world => removeInvitee(world, IDS.campaign, (await guest(world)).id, CONVENER),
    recorded: async world => (await guest(world)).removedAt !== undefined,
    stands: async world => [(await guest(world)).sends[WITHDRAWN]?.status],
    readers: 1,
    wave: /^withdrawn$/,
  },
  entry: {
    ready: invited,
    async act(world) {
      const context = await readContext(world.store, IDS.campaign)
      if (!context) throw new Error('no campaign')
      const due = await askForEntry(world, context, await guest(world))
      if (due) await soon(world, IDS.campaign, pace => sendEntryAgain(world, context, due, pace))
    },
    recorded: async world => (await guest(world)).sends[ENTRY_AGAIN] !== undefined,
    stands: async world => [(await guest(world)).sends[ENTRY_AGAIN]?.status],
    readers: 1,
    wave: /^entry$/,
  },
  'signature-request': {
    ready: stage => draftCampaign(stage.process().world, { invitees: 1 }),
    act: world => requestSignatures(world, IDS.campaign, CONVENER),
    recorded: async world => (await campaign(world))?.status === 'awaiting signatures',
    stands: async world => Object.values((await campaign(world))?.requests ?? {}).map(({ status }) => status),
    readers: 2,
    wave: /^signature-request$/,
  },
  notice: {
    async ready(stage) {
      await signed(stage)
      stage.taken.length = 0
    },
    act: world => tellConvener(world, IDS.campaign, { key: 'news', text: 'notice-signed', fields: {} }),
    recorded: async world => (await noticeIn(world)) !== undefined,
    stands: async world => Object.values((await noticeIn(world))?.sends ?? {}).map(({ status }) => status),
    readers: 1,
    wave: /^notice$/,
  },
  errand: {
    async ready(stage) {
      await signed(stage)
      const { world } = stage.process()
      const at = world.clock.now()
      const planner: Planner = async () => [
        {
          key: 'run-sheet:1',
          kind: 'run-sheet',
          to: { name: 'Fay Cole', email: 'fay@college.example' },
          at,
          until: shift(at, 24 * 60 * MINUTE),
          ...saying('notes', {}),
        },
      ]
      ;(PLANNERS as Planner[]).splice(0, PLANNERS.length, planner)
      await replanErrands(world, IDS.partnership)
    },
    act: world => runErrands(world, IDS.partnership),
    recorded: async () => true,
    async stands({ store }) {
      const { found } = await store.list(`errand#${IDS.partnership}`, { limit: 10 })
      return found.map(({ value }) => (value as { status: string }).status)
    },
    readers: 1,
    wave: /^run-sheet$/,
  },
  'sign-in': {
    ready: signed,
    act: world => requestSignIn(world, CONVENER),
    ...unclaimed,
    readers: 1,
    wave: /^sign-in$/,
  },
  probe: {
    ready: signed,
    act: sendProbe,
    ...unclaimed,
    readers: 1,
    wave: /^probe$/,
  },
  test: {
    ready: signed,
    act: async world =>
      sendTest(world, IDS.campaign, await viewText(world, IDS.campaign, { text: 'letter' }), CONVENER),
    ...unclaimed,
    readers: 1,
    wave: /^test$/,
  },
}

async function noticeIn({ store }: World): Promise<{ sends: Record<string, { status: string }> } | undefined> {
  const stored = await store.get(`campaign#${IDS.campaign}`, 'notice#news')
  return stored?.value as { sends: Record<string, { status: string }> } | undefined
}
