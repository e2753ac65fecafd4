/** Everything deployed, on local endpoints, with a signed campaign whose invitations are due now. */

import { chance } from '../../aws/chance.ts'
import { clock } from '../../aws/clock.ts'
import { type Door, METRICS, NAMESPACE } from '../../aws/environment.ts'
import { createMailbox } from '../../aws/mailbox.ts'
import { createNames } from '../../aws/names.ts'
import { createStore } from '../../aws/store.ts'
import { createTimetable } from '../../aws/timetable.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { DAY, shift } from '../../domain/keep/time.ts'
import { create, invitationsOf } from '../../functions/keep/documents.ts'
import type { World } from '../../functions/keep/ports.ts'
import { listWork } from '../../functions/list/list-work.ts'
import { activeRef } from '../../functions/send/awake.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../functions/campaign/launch.ts'
import { environmentOf, type Functions, openFunctions } from './functions.ts'
import { openServices, SECRET, type Services } from './services.ts'
import { openTable } from './table.ts'

export interface Deployed {
  services: Services
  functions: Functions
  /** The same documents and schedules, for the test itself; its letters go nowhere. */
  world: World
  guest(n: number): Promise<Invitation>
  /** What a function is told. */
  environment(door: Door): NodeJS.ProcessEnv
  /** What a function has counted so far, in CloudWatch's embedded metric format. */
  counted(door: Door, metric: keyof typeof METRICS): number
  close(): Promise<void>
}

/** `more`: what functions are told besides. */
export async function openDeployed(guests: number, more: NodeJS.ProcessEnv = {}): Promise<Deployed> {
  const table = await openTable()
  const services = await openServices()
  services.quota.MaxSendRate = 200
  const functions = openFunctions(services, table, { more })
  const { connection } = services
  const world: World = {
    run: { id: 'tests', alone: false },
    store: createStore(table),
    post: { send: async () => ({ outcome: 'sent' }), fateOf: async () => 'unknown', rate: async () => 1000 },
    mailbox: createMailbox({ bucket: 'mail-bucket', prefix: 'incoming/', connection }),
    names: createNames(),
    lists: listWork({ store: createStore(table) }),
    timetable: createTimetable({
      group: 'convoke',
      target: 'arn:aws:lambda:us-east-1:123456789012:function:release-wave',
      role: 'arn:aws:iam::123456789012:role/scheduler',
      deadLetters: 'arn:aws:sqs:us-east-1:123456789012:dead-letters',
      clock,
      connection,
    }),
    clock,
    chance,
    log: { info() {}, error() {} },
    settings: {
      url: 'https://convoke.example.org',
      from: 'invitations@example.org',
      replyDomain: 'reply.example.org',
      secret: SECRET,
      conveners: [CONVENER],
      claimable: false,
      bounces: 'by token',
      restoredAt: undefined,
    },
  }
  const date = shift(clock.now(), 60 * DAY).slice(0, 10)
  await signedCampaign(world, { invitees: guests, meeting: { date } })
  await create(world.store, activeRef(IDS.campaign), { id: IDS.campaign })
  await releaseNow(world, IDS.campaign, 'invite', CONVENER)
  return {
    services,
    functions,
    world,
    async guest(n) {
      for await (const { value } of invitationsOf(world.store, IDS.campaign))
        if (value.invitee.email === invitee(n).email) return value
      throw new Error('no such guest')
    },
    environment: door => environmentOf(door, services, table),
    counted: (door, metric) =>
      functions
        .written(door)
        .filter(line => line.startsWith('{"_aws"'))
        .map(line => JSON.parse(line))
        .filter(line => line._aws.CloudWatchMetrics[0].Namespace === NAMESPACE && line.service === 'convoke')
        .flatMap(line => line[METRICS[metric]] ?? [])
        .reduce((sum: number, each: number) => sum + each, 0),
    async close() {
      functions.close()
      await services.close()
      await table.close()
    },
  }
}
