/** A launch on the deployed stack: what people do, and what services tell the functions of it. */
import assert from 'node:assert/strict'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { chance } from '../../aws/chance.ts'
import { clock } from '../../aws/clock.ts'
import { createNames } from '../../aws/names.ts'
import { createStore } from '../../aws/store.ts'
import { createTimetable } from '../../aws/timetable.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { DAY, fromMillis, shift } from '../../domain/keep/time.ts'
import { campaignRef, create, invitationsOf, read } from '../../functions/keep/documents.ts'
import type { World } from '../../functions/keep/ports.ts'
import { listWork } from '../../functions/list/list-work.ts'
import { activeRef } from '../../functions/send/awake.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { shortReplyAddressOf } from '../../mail/reply-address.ts'
import { makeToken } from '../../mail/token.ts'
import { received, sesEvent, ticked } from '../aws/events.ts'
import { calendarMail } from '../functions/answer/replies.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../functions/campaign/launch.ts'
import type { DeployedStack } from './deployed-stack.ts'
import { type Emulator, REGION } from './emulator.ts'

const GUESTS = 42

export interface LaunchOnAws {
  signIn(): Promise<void>
  sendInvitations(): Promise<void>
  answerByPage(): Promise<void>
  answerByMail(): Promise<void>
  hearNews(): Promise<void>
  sweep(): Promise<void>
  board(): Promise<void>
}

export async function openLaunch(
  emulator: Emulator,
  { outputs, functions, physical }: DeployedStack,
): Promise<LaunchOnAws> {
  const { endpoint, invoke, ask } = emulator
  const connection = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
  const store = createStore({ table: outputs.Table ?? '', connection })
  const secret = await emulator.secret(outputs.Secret ?? '')
  const url = outputs.Address ?? ''
  const api = /https:\/\/([^.]+)\./.exec(url)?.[1] ?? ''
  const { environment } = await configurationOf(emulator, functions['release-wave'] ?? '')
  const world: World = {
    run: { id: 'emulate', alone: false },
    store,
    post: { send: async () => ({ outcome: 'sent' }), fateOf: async () => 'unknown', rate: async () => 1000 },
    mailbox: { keep: async () => {}, read: async () => undefined, forget: async () => 0 },
    names: createNames(),
    lists: listWork({ store }),
    timetable: createTimetable({
      group: environment.CONVOKE_SCHEDULE_GROUP ?? '',
      target: `arn:aws:lambda:${REGION}:000000000000:function:${functions['release-wave']}`,
      role: environment.CONVOKE_SCHEDULER_ROLE_ARN ?? '',
      deadLetters: environment.CONVOKE_DEAD_LETTER_ARN ?? '',
      clock,
      connection,
    }),
    clock,
    chance,
    log: { info() {}, error() {} },
    settings: {
      url,
      from: environment.CONVOKE_FROM ?? '',
      replyDomain: environment.CONVOKE_REPLY_DOMAIN ?? '',
      secret,
      conveners: ['@example.org'],
      claimable: false,
      bounces: 'to the sender',
      restoredAt: undefined,
    },
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin }
  let cookie = ''
  const page = (method: string, path: string, body?: string) =>
    emulator.page(api, method, path, { headers: { ...form, cookie }, ...(body === undefined ? {} : { body }) })
  const guests = async (): Promise<Invitation[]> => {
    const all: Invitation[] = []
    for await (const { value } of invitationsOf(store, IDS.campaign)) all.push(value)
    return all.sort((a, b) => Number(a.invitee.name.slice(6)) - Number(b.invitee.name.slice(6)))
  }
  const guest = async (n: number): Promise<Invitation> => {
    const found = (await guests())[n]
    assert.ok(found)
    return found
  }
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    for (let tries = 0; tries < 240; tries++) {
      if (await isSo()) return
      await new Promise(done => setTimeout(done, 500))
    }
    throw new Error(`It took more than two minutes until ${what}.`)
  }
  const invitations = async () => (await emulator.letters()).filter(({ Subject }) => Subject.startsWith('Join us'))

  return {
    async signIn() {
      const shown = await page('GET', '/sign-in')
      assert.equal(shown.status, 200)
      assert.match(shown.headers.get('content-security-policy') ?? '', /default-src 'none'/)
      await page('POST', '/sign-in', `email=${encodeURIComponent(CONVENER)}`)
      const link = (await emulator.letters()).map(({ BodyText }) => /(\/sign-in\/[a-z2-7]+)/.exec(BodyText)?.[1])
      const [found] = link.filter(each => each !== undefined)
      assert.ok(found, 'the link to sign in came by mail')
      const entered = await page('POST', found, '')
      cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
      assert.notEqual(cookie, '')
    },

    async sendInvitations() {
      const date = shift(clock.now(), 60 * DAY).slice(0, 10)
      await signedCampaign(world, { invitees: GUESTS, meeting: { date } })
      await create(store, activeRef(IDS.campaign), { id: IDS.campaign })
      await releaseNow(world, IDS.campaign, 'invite', CONVENER)
      await until('all letters had left', async () =>
        (await guests()).every(({ sends }) => sends.invite?.status === 'sent'),
      )
      const to = (await invitations()).flatMap(({ To }) => To).sort()
      assert.deepEqual(to, Array.from({ length: GUESTS }, (_, n) => invitee(n).email).sort())
    },

    async answerByPage() {
      const { id } = await guest(1)
      const path = `/rsvp/${makeToken(secret, 'rsvp', IDS.campaign, id)}`
      const shown = await page('GET', path)
      assert.equal(shown.status, 200)
      const html = await shown.text()
      assert.match(html, /Guest/)
      const sheet = /href="([^"]+\.css)"/.exec(html)?.[1] ?? ''
      assert.match((await page('GET', sheet)).headers.get('cache-control') ?? '', /immutable/)
      assert.equal((await page('POST', path, 'answer=accepted&form=x')).status, 303)
      assert.deepEqual(
        (await guest(1)).answers.map(({ answer }) => answer),
        ['accepted'],
      )
    },

    async answerByMail() {
      const letter = (await invitations()).find(({ To }) => To[0] === invitee(2).email)
      assert.ok(letter)
      const { id } = await guest(2)
      const to = shortReplyAddressOf(secret, environment.CONVOKE_REPLY_DOMAIN ?? '', IDS.campaign, id)
      const [bucket = ''] = physical('AWS::S3::Bucket')
      const mail = calendarMail({
        partstat: 'ACCEPTED',
        stamp: fromMillis(Date.now()),
        attendee: invitee(2).email,
        from: `Guest <${invitee(2).email}>`,
        messageId: 'accepted-2',
      })
      // What the receipt rule does: first the bucket, then the function.
      const s3 = new S3Client({ ...connection, forcePathStyle: true })
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'incoming/reply2', Body: mail }))
      const event = received({ messageId: 'reply2', from: invitee(2).email, to })
      const answer = await invoke(functions['take-reply'] ?? '', event)
      assert.deepEqual(answer, { failed: false, payload: { taken: ['answered'] } })
      assert.deepEqual(
        (await guest(2)).answers.map(({ answer, channel }) => [answer, channel]),
        [['accepted', 'calendar']],
      )
    },

    async hearNews() {
      const tell = async (kind: Parameters<typeof sesEvent>[0], n: number, over: object = {}) => {
        const { id, sends } = await guest(n)
        const tags = { attempt: sends.invite?.attempt ?? '', campaign: IDS.campaign, wave: 'invite', invitation: id }
        const event = sesEvent(kind, tags, over)
        Object.assign(event.detail.mail.tags, { 'ses:configuration-set': [environment.CONVOKE_CONFIGURATION_SET] })
        // Nobody but a service may put such an event; so the rule is asked whether it takes it, and then the function.
        const { Rules } = (await ask('events', 'AWSEvents.ListRules', {})) as { Rules: { EventPattern?: string }[] }
        const EventPattern = Rules.map(rule => rule.EventPattern).find(each => each?.includes('aws.ses'))
        const Event = JSON.stringify(event)
        assert.deepEqual(await ask('events', 'AWSEvents.TestEventPattern', { EventPattern, Event }), { Result: true })
        return invoke(functions['note-delivery'] ?? '', event)
      }
      await tell('Delivery', 3)
      await tell('Bounce', 4, {
        bounce: { bounceType: 'Permanent', bouncedRecipients: [{ status: '5.1.1' }], timestamp: 7 },
      })
      await tell('Complaint', 5)
      const status = async (n: number) => (await guest(n)).sends.invite?.status
      await until(
        'news had been noted',
        async () => (await Promise.all([3, 4, 5].map(status))).join() === 'delivered,bounced,complained',
      )
      assert.equal((await guest(4)).suppressed?.reason, 'bounced')
    },

    async sweep() {
      const swept = await invoke(functions.sweep ?? '', ticked())
      assert.equal(swept.failed, false, JSON.stringify(swept.payload))
      assert.equal((await read(store, campaignRef(IDS.campaign)))?.value.status, 'paused')
      const told = (await emulator.letters()).filter(({ To }) => To[0] === CONVENER)
      assert.ok(told.length >= 2, 'the convener is told')
    },

    async board() {
      const shown = await page('GET', `/campaigns/${IDS.campaign}`)
      assert.equal(shown.status, 200)
      assert.match(await shown.text(), /Company 1/)
    },
  }
}

/** What a function is told by its environment. */
async function configurationOf({ endpoint }: Emulator, name: string): Promise<{ environment: Record<string, string> }> {
  const answer = await fetch(`${endpoint}/2015-03-31/functions/${name}/configuration`)
  const { Environment } = (await answer.json()) as { Environment: { Variables: Record<string, string> } }
  return { environment: Environment.Variables }
}
