import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConnections } from '../../../local/relay/connections.ts'
import { outcomeOf } from '../../../local/relay/ending.ts'
import { openWire } from '../../../local/relay/wire.ts'
import { type Manners, type Talker, talker } from './talker.ts'

const patience = { connect: 2000, reply: 2000, whole: 5000 }
const LIMITS = { ...patience, idle: 2000, messages: 1000 }
const letter = (name: string) => ({
  from: 'from@example.org',
  to: [`${name}@example.com`],
  bytes: Buffer.from(`Subject: ${name}\r\n\r\n.a dot\r\nand an end\r\n`),
})
const NAMES = ['one', 'two', 'three'] as const

/** Three letters over one connection at a time, to a server of these manners. What became of each, and what the server has of it. */
async function threeTo(manners: Manners) {
  const server = await talker(manners)
  const connections = createConnections({
    open: signal => openWire({ url: server.url, patience }, signal),
    most: 1,
    limits: LIMITS,
  })
  const outcomes = await Promise.all(NAMES.map(async name => outcomeOf(await connections.submit(letter(name))).outcome))
  connections.close()
  await server.close()
  return { server, outcomes }
}

/** Whether what was said of each letter is true of what the server has. */
function judge({ got }: Talker, outcomes: readonly string[]): string[] {
  return NAMES.flatMap((name, n) => {
    const here = got.filter(({ to }) => to[0] === `${name}@example.com`)
    const outcome = outcomes[n] ?? ''
    const wrong = (why: string) => [`${name} is ${outcome}: ${why}`]
    if (here.length > 1) return wrong('it arrived twice')
    if (here.some(({ bytes }) => !bytes.equals(Buffer.from(letter(name).bytes.toString().replace('\n.a', '\n..a')))))
      return wrong('it arrived changed')
    const [one] = here
    if (outcome === 'sent') return one?.answered ? [] : wrong('nobody said so')
    if (outcome === 'later') return one ? wrong('the server has it') : []
    // Its end was on the way, whether or not it was read.
    if (outcome === 'in doubt') return []
    return wrong('that is no outcome of a death')
  })
}

describe.each([
  ['that takes several commands at once', ['PIPELINING', '8BITMIME']],
  ['that takes one command after the other', ['8BITMIME']],
])('A relay %s and dies', (_, extensions) => {
  let all: { heard: number; said: number }
  beforeAll(async () => {
    const { server, outcomes } = await threeTo({ extensions })
    expect(outcomes).toEqual(['sent', 'sent', 'sent'])
    all = server.talks[0] as typeof all
  })
  const found = { sent: 0, later: 0, 'in doubt': 0 }

  it.each(['reset', 'end'] as const)(
    'after any byte that it has heard (%s): each letter is what is said of it',
    { timeout: 120_000 },
    async by => {
      const wrong: string[] = []
      for (let heard = 0; heard < all.heard; heard++) {
        const { server, outcomes } = await threeTo({ extensions, diesAfter: { heard, by } })
        wrong.push(...judge(server, outcomes).map(each => `byte ${heard}: ${each}`))
        for (const outcome of outcomes) found[outcome as keyof typeof found]++
      }
      expect(wrong).toEqual([])
    },
  )

  it('after any byte that it has said: a letter is sent where the whole of its yes arrived, and else never again', {
    timeout: 120_000,
  }, async () => {
    const wrong: string[] = []
    for (let said = 1; said < all.said; said++) {
      const { server, outcomes } = await threeTo({ extensions, diesAfter: { said, by: 'end' } })
      wrong.push(...judge(server, outcomes).map(each => `byte ${said}: ${each}`))
      // What was read to its end and not answered is in doubt, never due again.
      for (const { to, answered } of server.got)
        if (!answered && outcomes[NAMES.findIndex(name => to[0]?.startsWith(name))] !== 'in doubt')
          wrong.push(`byte ${said}: ${to[0]} was read and not answered`)
    }
    expect(wrong).toEqual([])
  })

  afterAll(() => {
    // Each outcome was met.
    expect(Math.min(...Object.values(found))).toBeGreaterThan(0)
  })
})
