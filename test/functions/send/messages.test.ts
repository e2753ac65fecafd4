/** Walks every row of the table of messages through everything that may happen to one on its way out. */
import { readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { afterEach, describe, expect, test } from 'vitest'
import { MESSAGES, type MessageKind } from '../../../domain/send/messages.ts'
import { isReplyAddress } from '../../../functions/keep/reply-to.ts'
import { PLANNERS, type Planner } from '../../../functions/rounds/planners.ts'
import { paceOf } from '../../../functions/send/pace.ts'
import { isDeskAddress } from '../../../mail/reply-address.ts'
import { CONVENER } from '../campaign/launch.ts'
import { type Death, makeStage, OCCASIONS, type Stage } from './occasions.ts'

const others = [...PLANNERS]
afterEach(() => void (PLANNERS as Planner[]).splice(0, PLANNERS.length, ...others))

const ALL = Object.keys(MESSAGES) as MessageKind[]
const CLAIMED = ALL.filter(kind => MESSAGES[kind].claim !== 'none')

/** How many each reader was sent, for those who were sent any. */
function copies({ taken }: Stage, kind: MessageKind): number[] {
  const to = taken.filter(({ wave }) => OCCASIONS[kind].wave.test(wave)).map(message => message.to[0])
  return [...Map.groupBy(to, each => each).values()].map(each => each.length)
}
const submissions = ({ submitted }: Stage, kind: MessageKind): number =>
  submitted.filter(({ wave }) => OCCASIONS[kind].wave.test(wave)).length
const once = (kind: MessageKind): number[] => Array.from({ length: OCCASIONS[kind].readers }, () => 1)

async function ready(kind: MessageKind, alone = true): Promise<Stage> {
  const stage = makeStage(alone)
  await OCCASIONS[kind].ready(stage)
  stage.submitted.length = 0
  return stage
}

/** The process dies, and the house goes on; false where it had nothing more to change by then. */
async function crashed(stage: Stage, kind: MessageKind, death: Death): Promise<boolean> {
  const { act, recorded } = OCCASIONS[kind]
  const { world, isDead } = stage.process(death)
  await act(world).catch(() => undefined)
  if (!isDead()) return false
  // Whoever saw nothing come of what they did does it again; a pass is not somebody.
  const { claim } = MESSAGES[kind]
  if (claim !== 'none' && !(await recorded(stage.process().world))) await act(stage.process().world)
  await stage.heal()
  return true
}

/** Every point at which a process can die that matters: before and after each change and submission. */
async function everyCrash(
  kind: MessageKind,
  alone: boolean,
  knows: boolean,
  look: (stage: Stage, death: Death) => Promise<void>,
): Promise<number> {
  const stage = await ready(kind, alone)
  stage.carrier.knows = knows
  const again = stage.copy()
  let points = 0
  for (let at = 1; ; at++)
    for (const acts of [false, true]) {
      const death = { at, acts }
      again()
      if (!(await crashed(stage, kind, death))) return points
      points++
      await look(stage, death)
    }
}

const PLACES = [
  ['one process', true],
  ['many processes', false],
] as const

describe.each(CLAIMED)('%s', kind => {
  const { crash, refused, leaves } = MESSAGES[kind]
  const { act, stands } = OCCASIONS[kind]

  test.each(PLACES)(
    'leaves once, whenever its process dies, where the carrier knows what it took: %s',
    async (_, alone) => {
      const points = await everyCrash(kind, alone, true, async (stage, death) =>
        expect([death, copies(stage, kind)]).toEqual([death, once(kind)]),
      )
      // Claim, submission and record at the least, each before and after.
      expect(points).toBeGreaterThanOrEqual(6)
    },
  )

  test.each(PLACES)(`where the carrier cannot tell, is ${crash}: %s`, async (_, alone) => {
    let untold = 0
    await everyCrash(kind, alone, false, async (stage, death) => {
      const found = copies(stage, kind)
      const standing = await stands(stage.process().world)
      expect([death, standing.filter(each => each === 'claimed' || each === 'due')]).toEqual([death, []])
      const doubt = standing.filter(each => each === 'in doubt').length
      const twice = found.filter(each => each > 1)
      if (crash === 'sent again') {
        untold += twice.length
        expect([death, doubt, found.length]).toEqual([death, 0, once(kind).length])
        expect(twice.every(each => each === 2)).toBe(true)
      } else {
        untold += doubt
        expect([death, twice]).toEqual([death, []])
        // Whoever got none has one in doubt, which is the only way not to get it.
        expect(found.length + doubt).toBeGreaterThanOrEqual(once(kind).length)
      }
    })
    expect(untold).toBeGreaterThan(0)
  })

  test('that the carrier puts off is taken later, once', async () => {
    const stage = await ready(kind)
    let putOff = 3
    stage.carrier.answer = () => (putOff-- > 0 ? { outcome: 'later', detail: 'busy' } : { outcome: 'sent' })
    await act(stage.process().world)
    await stage.heal()
    expect(copies(stage, kind)).toEqual(once(kind))
  })

  test.each(['address', 'other'] as const)(`that is refused (%s) is ${refused}, and not tried again`, async because => {
    const stage = await ready(kind)
    stage.carrier.answer = ({ wave }) =>
      OCCASIONS[kind].wave.test(wave) ? { outcome: 'refused', because, detail: 'no' } : { outcome: 'sent' }
    await act(stage.process().world)
    await stage.heal()
    expect(submissions(stage, kind)).toBe(once(kind).length)
    const shown = refused === 'shown' ? ['bounced', 'failed'] : ['failed']
    for (const status of await stands(stage.process().world)) expect(shown).toContain(status)
  })

  test('of which an attempt is in doubt is not sent again', async () => {
    const stage = await ready(kind)
    stage.carrier.answer = ({ wave }) =>
      OCCASIONS[kind].wave.test(wave) ? { outcome: 'in doubt', detail: 'timeout' } : { outcome: 'sent' }
    await act(stage.process().world)
    await stage.heal()
    expect(submissions(stage, kind)).toBe(once(kind).length)
    expect(await stands(stage.process().world)).toEqual(once(kind).map(() => 'in doubt'))
  })

  test('leaves once when five are about it at the same time', async () => {
    const stage = await ready(kind, false)
    const { world } = stage.process()
    await Promise.all(Array.from({ length: 5 }, () => act(world)))
    await stage.heal()
    expect(copies(stage, kind)).toEqual(once(kind))
  })

  test(leaves === 'in its turn' ? 'waits for its turn' : 'is not waited for where no turn is free', async () => {
    const stage = await ready(kind)
    const { world } = stage.process()
    stage.carrier.rate = 0.1
    await paceOf(world).turn()
    stage.rested = 0
    await act(world)
    if (leaves === 'in its turn') expect([stage.rested, copies(stage, kind)]).toEqual([1, once(kind)])
    else {
      expect([stage.rested, copies(stage, kind)]).toEqual([0, []])
      expect(await stands(stage.process().world).then(each => each.includes('sent'))).toBe(false)
    }
    await stage.heal()
    expect(copies(stage, kind)).toEqual(once(kind))
  })
})

describe.each(ALL.filter(kind => !CLAIMED.includes(kind)))('%s', kind => {
  const { act } = OCCASIONS[kind]

  test('that a crash dropped comes when it is asked for again, and not otherwise', async () => {
    await everyCrash(kind, true, false, async stage => {
      // A probe goes to an address of its own each time.
      const all = () => copies(stage, kind).reduce((sum, each) => sum + each, 0)
      const before = all()
      expect(before).toBeLessThanOrEqual(1)
      await act(stage.process().world)
      expect(all()).toBe(before + 1)
    })
  })

  test('leaves at once, and takes no turn', async () => {
    const stage = await ready(kind)
    const { world } = stage.process()
    stage.carrier.rate = 0.1
    await paceOf(world).turn()
    stage.rested = 0
    await act(world)
    expect([stage.rested, copies(stage, kind)]).toEqual([0, [1]])
  })
})

test.each(ALL)('%s has a Reply-To with a name, and what is sent there reaches a person', async kind => {
  const stage = await ready(kind)
  const { world } = stage.process()
  await OCCASIONS[kind].act(world)
  const left = stage.taken.filter(({ wave }) => OCCASIONS[kind].wave.test(wave))
  expect(left.length).toBeGreaterThan(0)
  for (const { bytes, to } of left) {
    const { replyTo } = await simpleParser(Buffer.from(bytes))
    const [{ name = '', address = '' } = {}] = replyTo?.value ?? []
    const { replyDomain, from } = world.settings
    // A token, whose mail a convener sees; somebody who convenes; the reader of a test; or whoever runs this Convoke.
    const byToken = await isReplyAddress(world, address)
    expect([byToken, address === CONVENER, isDeskAddress(address, replyDomain, from)]).toContain(true)
    if (!to.includes(address)) expect(name).not.toBe('')
  }
})

test('ARCHITECTURE.md has the same table', () => {
  const rows = Object.entries(MESSAGES).map(
    ([kind, { claim, leaves, crash, refused }]) => `| ${kind} | ${claim} | ${leaves} | ${crash} | ${refused} |`,
  )
  const table = readFileSync('ARCHITECTURE.md', 'utf8')
    .split('\n')
    .filter(line => rows.includes(line))
  expect(table).toEqual(rows)
})
