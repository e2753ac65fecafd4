/**
 * The whole house over the ports of AWS, on local endpoints, with the workbench of one machine before it: a clock that
 * moves, the letters that SES was handed, and the schedules as EventBridge Scheduler holds and fires them.
 */

import { setTimeout as rest } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { chance } from '../../aws/chance.ts'
import { createMailbox } from '../../aws/mailbox.ts'
import { createNames } from '../../aws/names.ts'
import { createPost } from '../../aws/post.ts'
import { createStore } from '../../aws/store.ts'
import { createTimetable } from '../../aws/timetable.ts'
import { fromMillis, type Instant, toMillis } from '../../domain/keep/time.ts'
import type { Outgoing, Post, Timetable, World } from '../../functions/keep/ports.ts'
import { readSchedule } from '../../functions/keep/schedule.ts'
import { listWork } from '../../functions/list/list-work.ts'
import type { LocalClock } from '../../local/clock.ts'
import { readExamples } from '../../local/examples.ts'
import { house } from '../../local/house.ts'
import { type Kept, type Outbox, subjectOf } from '../../local/mail/outbox.ts'
import { createTimers } from '../../local/timers.ts'
import type { LocalTimetable } from '../../local/timetable.ts'
import { createWorkbench } from '../../local/workbench/workbench.ts'
import { WORKBENCH_KEY } from '../as-script.ts'
import { CONVENER, type HouseUnderTest } from '../contract/scenario.ts'
import { openServices, SECRET, type Services } from './services.ts'
import { openTable } from './table.ts'

export async function openRehearsal(): Promise<HouseUnderTest> {
  const table = await openTable()
  const services = await openServices()
  services.quota.MaxSendRate = 500
  const { connection } = services
  const clock = movingClock()
  const millis = () => toMillis(clock.now())
  const outbox = outboxOf(services, createPost({ configurationSet: 'convoke', millis, connection }), clock)
  const timetable = timetableOf(
    services,
    createTimetable({
      group: 'convoke',
      target: 'arn:aws:lambda:us-east-1:123456789012:function:release-wave',
      role: 'arn:aws:iam::123456789012:role/scheduler',
      deadLetters: 'arn:aws:sqs:us-east-1:123456789012:dead-letters',
      clock,
      connection,
    }),
  )
  const log = { info() {}, error: (event: string, facts = {}) => console.error(event, facts) }
  const door = new Hono({ strict: false })
  const server = serve({ fetch: door.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise<void>(done => (server.listening ? done() : server.once('listening', () => done())))
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const world: World = {
    sample: readExamples(),
    run: { id: chance.id(5), alone: false },
    store: createStore(table),
    post: outbox,
    mailbox: createMailbox({ bucket: 'mail-bucket', prefix: 'incoming/', connection }),
    names: createNames(),
    lists: listWork({ store: createStore(table) }),
    timetable,
    clock,
    chance,
    log,
    settings: {
      url,
      from: 'invitations@example.org',
      replyDomain: 'reply.example.org',
      secret: SECRET,
      conveners: [CONVENER],
      claimable: false,
      bounces: 'by token',
      restoredAt: undefined,
      rehearsal: true,
      workbench: true,
    },
  }
  const timers = createTimers({
    timetable,
    clock,
    log,
    release: async schedule => void (await house.onSchedule(world, schedule)),
    sweep: () => house.sweep(world),
  })
  door.route(
    '/_local',
    createWorkbench({
      ...{ outbox, clock, timers, timetable, idle: async () => undefined, key: WORKBENCH_KEY },
      ...house.workbench(world),
    }),
  )
  door.route('/', house.createApp(world))
  return {
    url,
    async stop() {
      await timers.stop()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise(done => server.close(done))
      await services.close()
      await table.close()
    },
  }
}

function movingClock(): LocalClock {
  let ahead = 0
  const millis = () => Date.now() + ahead
  return {
    now: () => fromMillis(millis()),
    rest: async by => void (await rest(by)),
    async moveTo(instant) {
      ahead += Math.max(0, toMillis(instant) - millis())
    },
    moved: () => ahead > 0,
    isRight: () => true,
    remember: async () => undefined,
  }
}

/** What SES was handed, as the workbench shows letters; each found by the attempt in its tags. */
function outboxOf(services: Services, post: Post, clock: LocalClock): Outbox {
  const sent: { message: Outgoing; at: Instant }[] = []
  const bytesOf = (attempt: string) => services.submissions.find(({ tags }) => tags.attempt === attempt)?.bytes
  const kept = (): Kept[] =>
    sent.map(({ message: { attempt, from, to, wave, campaign, part = null }, at }, n) => ({
      id: String(n + 1),
      attempt,
      at,
      from,
      to: [...to],
      subject: subjectOf(bytesOf(attempt) ?? new Uint8Array()),
      wave,
      campaign,
      part,
      answers: /^In-Reply-To: (.*)\r$/m.exec(Buffer.from(bytesOf(attempt) ?? []).toString('latin1'))?.[1] ?? null,
    }))
  return {
    ...post,
    async send(message) {
      const outcome = await post.send(message)
      if (outcome.outcome === 'sent') sent.push({ message, at: clock.now() })
      return outcome
    },
    list: ({ after, limit } = {}) => {
      const all = kept()
      const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
      return all.slice(start, limit === undefined ? undefined : start + limit)
    },
    latest: ({ limit }) => kept().reverse().slice(0, limit),
    count: () => sent.length,
    find: id => kept().find(each => each.id === id),
    bytes: id => bytesOf(sent[Number(id) - 1]?.message.attempt ?? ''),
  }
}

/** The schedules as the service holds them, and what it does with one that has fired: it is gone, unless it was moved. */
function timetableOf({ schedules }: Services, timetable: Timetable): LocalTimetable {
  const inputOf = (schedule: Record<string, unknown>) =>
    readSchedule(JSON.parse((schedule.Target as { Input: string }).Input))
  const all = () => [...schedules.values()].map(inputOf).sort((a, b) => (a.at < b.at ? -1 : 1))
  return {
    ...timetable,
    all,
    due: now => all().filter(({ at }) => at <= now),
    next: except => all().find(({ name }) => !except?.has(name)),
    async fired({ name, at }) {
      for (const [key, schedule] of schedules) {
        const input = inputOf(schedule)
        if (input.name === name && input.at === at) schedules.delete(key)
      }
    },
  }
}
