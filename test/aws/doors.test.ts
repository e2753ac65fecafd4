import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askedBy } from '../../aws/asked-by.ts'
import { DOORS, type Door, type METRICS } from '../../aws/environment.ts'
import type { Send } from '../../domain/keep/invitation.ts'
import { MOST_FILE_BYTES } from '../../domain/list/list-import.ts'
import { createGuestApp } from '../../functions/guests.ts'
import { campaignRef, change, invitationRef, read, suppressionRef, waveRef } from '../../functions/keep/documents.ts'
import type { World } from '../../functions/keep/ports.ts'
import { awaken } from '../../functions/send/awake.ts'
import { resume } from '../../functions/send/steer-campaign.ts'
import { createApp } from '../../functions/web.tsx'
import { makeToken } from '../../mail/token.ts'
import { CONVENER, IDS, invitee } from '../functions/campaign/launch.ts'
import { type LyingProvider, openLyingProvider } from '../identity/lying-provider.ts'
import { type Deployed, openDeployed } from './deployed.ts'
import { httpRequest, scheduled, sesEvent, ticked } from './events.ts'
import type { Functions } from './functions.ts'
import { jsonError, SECRET, type Services } from './services.ts'

const GUESTS = 40
/** Bytes of an event that Lambda takes. */
const MOST_PAYLOAD = 6 * 1024 * 1024
let deployed: Deployed
let services: Services
let functions: Functions
let provider: LyingProvider
let world: World
beforeAll(async () => {
  provider = await openLyingProvider(SECRET)
  deployed = await openDeployed(GUESTS, { CONVOKE_OIDC_ISSUER: provider.issuer })
  services = deployed.services
  functions = deployed.functions
  world = deployed.world
})
afterAll(() => Promise.all([deployed.close(), provider.close()]))
const guest = (n: number) => deployed.guest(n)
const counted = (door: Door, metric: keyof typeof METRICS) => deployed.counted(door, metric)
const tagsOf = async (n: number) => {
  const { id, sends } = await guest(n)
  return { attempt: sends.invite?.attempt ?? '', campaign: IDS.campaign, wave: 'invite', invitation: id }
}

describe('The function release-wave', () => {
  it('fails in words without an address when the secret cannot be read, and works when it can', async () => {
    services.fail(/secretsmanager/, { status: 400, body: 'not ready to serve traffic, please wait' })
    const { error } = await functions.invoke('release-wave', scheduled(IDS.campaign, 'invite'))
    expect(error).toContain('the secret could not be read: status 400')
    expect(services.submissions).toHaveLength(0)
  })

  it('stops near the time limit and hands over to itself', async () => {
    services.quota.MaxSendRate = 10
    const { result } = await functions.invoke('release-wave', scheduled(IDS.campaign, 'invite'), 48_000)
    expect(result).toEqual({ release: 'handed over' })
    expect(services.submissions.length).toBeGreaterThan(0)
    expect(services.submissions.length).toBeLessThan(GUESTS)
    expect((await read(world.store, waveRef(IDS.campaign, 'invite')))?.value.handedOver).toBeDefined()
    const [schedule] = [...services.schedules.values()].filter(({ Name }) =>
      String(Name).startsWith(`${IDS.campaign}-invite.`),
    )
    expect(schedule?.Target).toMatchObject({ Arn: 'arn:aws:lambda:us-east-1:123456789012:function:release-wave' })
    expect(counted('release-wave', 'handedOver')).toBe(1)
  })

  it('sends every letter once and counts them, whatever SES says in between', async () => {
    services.fail(/outbound-emails/, 'reset')
    const { result } = await functions.invoke('release-wave', scheduled(IDS.campaign, 'invite'))
    expect(result).toEqual({ release: 'finished' })
    expect(await functions.invoke('release-wave', scheduled(IDS.campaign, 'invite'))).toEqual({
      result: { release: 'finished' },
    })
    const to = services.submissions.map(({ to }) => to[0]).sort()
    expect(to).toEqual(Array.from({ length: GUESTS }, (_, n) => invitee(n).email).sort())
    expect(counted('release-wave', 'sent')).toBe(GUESTS - 1)
    expect(counted('release-wave', 'inDoubt')).toBe(1)
  })

  it('tags each letter with whose it is, and sends what a letter is', async () => {
    const submission = services.submissions.find(({ to }) => to[0] === invitee(0).email)
    expect(submission?.tags).toEqual(await tagsOf(0))
    expect(submission?.configurationSet).toBe('convoke')
    const mail = await simpleParser(Buffer.from(submission?.bytes ?? []))
    expect(mail.subject).toBe('Join us, Guest')
    expect(mail.text).toContain('Dear Guest')
    expect(mail.attachments.map(({ contentType }) => contentType)).toContain('text/calendar')
  })

  it('says what does not read of a payload, and needs of it the two ids alone', async () => {
    const { error } = await functions.invoke('release-wave', { campaign: '' })
    expect(error).toContain('ZodError')
    expect(await functions.invoke('release-wave', { campaign: IDS.campaign, wave: 'invite', at: 5 })).toEqual({
      result: { release: 'finished' },
    })
  })

  it('names the line of ours in an error, by its source map', async () => {
    const { error } = await functions.invoke('release-wave', { campaign: '' })
    const source = readFileSync('aws/doors/release-wave.ts', 'utf8').split('\n')
    const line = source.findIndex(each => each.includes('fired.parse(payload)')) + 1
    expect(error).toContain(`aws/doors/release-wave.ts:${line}:`)
    expect(error).not.toContain('node_modules')
  })
})

describe('The function note-delivery', () => {
  const note = async (eventType: Parameters<typeof sesEvent>[0], n: number) =>
    (await functions.invoke('note-delivery', sesEvent(eventType, await tagsOf(n)))).result
  const status = async (n: number) => (await guest(n)).sends.invite?.status

  it('settles a letter in doubt by the Send event', async () => {
    const n = (await Promise.all(Array.from({ length: GUESTS }, (_, each) => status(each)))).indexOf('in doubt')
    expect(n).toBeGreaterThanOrEqual(0)
    expect(await note('Send', n)).toEqual({ noted: 'noted' })
    expect(await status(n)).toBe('sent')
  })

  it('notes what became of letters, in any order', async () => {
    const before = await status(1)
    expect(before).toBe('sent')
    await note('Delivery', 1)
    await note('Send', 1)
    expect(await status(1)).toBe('delivered')
    await note('DeliveryDelay', 2)
    expect((await guest(2)).sends.invite).toMatchObject({ status: 'sent', why: 'delayed' })
    await note('Reject', 3)
    expect(await status(3)).toBe('failed')
  })

  it('writes to a dead address no more, nor to whoever complained', async () => {
    await note('Bounce', 4)
    expect((await guest(4)).suppressed).toMatchObject({ reason: 'bounced' })
    await note('Complaint', 5)
    expect((await guest(5)).suppressed).toMatchObject({ reason: 'complained' })
    expect(counted('note-delivery', 'bounced')).toBe(1)
    expect(counted('note-delivery', 'complained')).toBe(1)
  })

  it.each([
    ['a full mailbox', { bounceType: 'Transient', bounceSubType: 'MailboxFull' }, [null, null], 'mailbox full'],
    ['nothing but nulls', { bounceType: 'Undetermined', bounceSubType: null }, [null, null], 'unclear'],
    ['only that it is for good', { bounceType: 'Permanent', bounceSubType: 'General' }, [null, null], 'unclear'],
    [
      'the list of the account',
      { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' },
      ['5.1.1', 'Amazon SES did not send the message to this address because it is on the suppression list'],
      'suppression list',
    ],
    [
      'a policy',
      { bounceType: 'Permanent', bounceSubType: 'General' },
      ['5.7.1', 'smtp; 550 5.7.1 Message rejected due to local policy'],
      'their filter',
    ],
  ])('strikes nobody off for %s', async (_, of, [status, diagnosticCode], bounce) => {
    const n = 6
    const { id, campaign } = await guest(n)
    await change(world.store, invitationRef(campaign, id), stands => ({
      ...stands,
      sends: { ...stands.sends, invite: { ...stands.sends.invite, status: 'sent', bounce: undefined } as Send },
    }))
    const bouncedRecipients = [{ emailAddress: null, status, diagnosticCode }]
    const event = { bounce: { ...of, bouncedRecipients, timestamp: '2026-01-05T16:00:05.431Z' } }
    expect((await functions.invoke('note-delivery', sesEvent('Bounce', await tagsOf(n), event))).result).toEqual({
      noted: 'noted',
    })
    expect((await guest(n)).sends.invite).toMatchObject({ status: 'bounced', bounce })
    expect((await guest(n)).suppressed).toBeUndefined()
  })

  it('strikes nobody off for what SES calls passing, whatever the server said and whatever SES leaves out', async () => {
    const n = 8
    const subtypes = ['General', 'MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected']
    const said: [string | null | undefined, string | null | undefined][] = [
      [null, null],
      [undefined, undefined],
      ['4.2.2', 'smtp; 452 4.2.2 The email account that you tried to reach is over quota'],
      ['5.2.2', 'smtp; 552 5.2.2 mailbox full'],
      ['5.1.1', 'smtp; 550 5.1.1 user unknown'],
      ['', 'smtp; 550 no such user here'],
    ]
    const { id, campaign } = await guest(n)
    for (const bounceSubType of [...subtypes, 'CustomTimeoutExceeded', 'Something new', null, undefined])
      for (const [status, diagnosticCode] of said) {
        await change(world.store, invitationRef(campaign, id), stands => ({
          ...stands,
          sends: { ...stands.sends, invite: { ...stands.sends.invite, status: 'sent', bounce: undefined } as Send },
        }))
        const bouncedRecipients = [{ emailAddress: invitee(n).email, status, diagnosticCode }]
        const bounce = { bounceType: 'Transient', bounceSubType, bouncedRecipients, timestamp: null }
        const event = sesEvent('Bounce', await tagsOf(n), { bounce })
        expect((await functions.invoke('note-delivery', event)).result).toEqual({ noted: 'noted' })
        const { sends, suppressed } = await guest(n)
        expect([bounceSubType, status, suppressed]).toEqual([bounceSubType, status, undefined])
        expect(sends.invite?.status).toBe('bounced')
        expect(await read(world.store, suppressionRef(IDS.partnership, invitee(n).email))).toBeUndefined()
      }
  })

  it('takes the rest of an event in which one field does not read', async () => {
    const odd = {
      bounce: {
        bounceType: 7,
        timestamp: 'yesterday',
        bouncedRecipients: [null, { emailAddress: invitee(7).email, status: '5.1.1', diagnosticCode: {} }],
      },
    }
    const event = sesEvent('Bounce', await tagsOf(7), odd)
    Object.assign(event.detail.mail, { destination: 'nobody', messageId: 12, timestamp: null })
    expect((await functions.invoke('note-delivery', event)).result).toEqual({ noted: 'noted' })
    expect((await guest(7)).sends.invite).toMatchObject({ status: 'bounced', bounce: 'no such address' })
    // What nobody can read fails, and goes to the dead letters with all it says.
    const unknown = { ...event, detail: { ...event.detail, eventType: 'Returned' } }
    expect((await functions.invoke('note-delivery', unknown)).error).toContain('ZodError')
  })

  it('hears of requests to sign and of errands too, and passes over sign-in links', async () => {
    const signIn = { attempt: 'abc', wave: 'sign-in' }
    expect((await functions.invoke('note-delivery', sesEvent('Bounce', signIn))).result).toEqual({
      noted: 'of no partnership',
    })
    const errand = { attempt: 'abc', campaign: IDS.partnership, wave: 'call-sheet' }
    expect((await functions.invoke('note-delivery', sesEvent('Delivery', errand))).result).toEqual({ noted: 'nothing' })
    expect((await functions.invoke('note-delivery', sesEvent('Complaint', errand))).result).toEqual({ noted: 'noted' })
    const barred = await read(world.store, suppressionRef(IDS.partnership, 'guest0@company0.example'))
    expect(barred?.value.reason).toBe('complained')
    const strange = { attempt: 'abc', campaign: 'nobody', wave: 'invite', invitation: 'none' }
    expect((await functions.invoke('note-delivery', sesEvent('Send', strange))).result).toEqual({ noted: 'unknown' })
  })
})

describe('The function sweep', () => {
  it('pauses a campaign of which note-delivery had bad news, and tells the convener', async () => {
    expect((await read(world.store, campaignRef(IDS.campaign)))?.value.status).toBe('running')
    const before = services.submissions.length
    expect((await functions.invoke('sweep', ticked())).error).toBeUndefined()
    expect((await read(world.store, campaignRef(IDS.campaign)))?.value.status).toBe('paused')
    const notices = services.submissions.slice(before).filter(({ tags }) => tags.wave === 'notice')
    expect(notices.map(({ to }) => to)).toEqual([[CONVENER]])
    await resume(world, IDS.campaign, CONVENER)
    await functions.invoke('sweep', ticked())
    expect((await read(world.store, campaignRef(IDS.campaign)))?.value.status).toBe('running')
  })

  it('heals what was lost and counts what stays overdue, 0 included', async () => {
    services.schedules.clear()
    await awaken(world.store, IDS.campaign)
    expect((await functions.invoke('sweep', ticked())).error).toBeUndefined()
    expect([...services.schedules.keys()].join()).toContain(`convoke/${IDS.campaign}-reminder.`)
    expect(functions.written('sweep').some(line => line.includes('"WavesOverdue":0'))).toBe(true)
  })

  it('fails so that the alarm hears of it when it may not schedule', async () => {
    await awaken(world.store, IDS.campaign)
    services.fail(/schedules/, jsonError(403, 'AccessDeniedException'))
    expect((await functions.invoke('sweep', ticked())).error).toContain('AccessDeniedException')
  })
})

interface HttpAnswer {
  statusCode: number
  headers: Record<string, string>
  cookies?: string[]
  body: string
  isBase64Encoded: boolean
}
const textOf = ({ body, isBase64Encoded, headers }: HttpAnswer): string => {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

describe('The function web', () => {
  const ask = async (...request: Parameters<typeof httpRequest>): Promise<HttpAnswer> => {
    const { result, error } = await functions.invoke('web', httpRequest(...request))
    if (error) throw new Error(error)
    return result as HttpAnswer
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://convoke.example.org' }

  it('shows an invitee their page, and takes their answer, before a convener has come', async () => {
    const { id } = await guest(11)
    const path = `/rsvp/${makeToken(SECRET, 'rsvp', IDS.campaign, id)}`
    expect(textOf(await ask('GET', path))).toContain('Guest')
    const body = 'answer=accepted&form=x'
    expect((await ask('POST', path, { body, headers: form })).statusCode).toBe(303)
    expect((await guest(11)).answers.map(({ answer }) => answer)).toEqual(['accepted'])
  })

  it('loads for invitees what the whole has for their addresses, and nothing is missing', () => {
    const routes = (app: Hono) =>
      new Set(app.routes.filter(({ path }) => !path.includes('*')).map(({ method, path }) => `${method} ${path}`))
    const theirs = [...routes(createApp(world))].filter(each => askedBy(each.split(' ')[1] ?? '') === 'guests')
    expect(theirs.length).toBeGreaterThan(6)
    expect([...routes(createGuestApp(world))].sort()).toEqual(theirs.sort())
  })

  let cookies: string[] = []
  it('signs a convener in by a link in a letter', async () => {
    const before = services.submissions.length
    const page = await ask('GET', '/sign-in')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['strict-transport-security']).toBeDefined()
    expect(textOf(page)).toContain('<form')
    const body = `email=${encodeURIComponent(CONVENER)}`
    expect((await ask('POST', '/sign-in', { body, headers: form })).statusCode).toBeLessThan(400)
    expect(services.submissions).toHaveLength(before + 1)
    const mail = await simpleParser(Buffer.from(services.submissions.at(-1)?.bytes ?? []))
    const link = /https:\/\/convoke\.example\.org(\/sign-in\/[a-z2-7]+)/.exec(mail.text ?? '')?.[1] ?? ''
    const entered = await ask('POST', link, { body: '', headers: form })
    const cookie = entered.cookies?.[0]?.split(';')[0]
    expect(cookie).toBeDefined()
    cookies = [cookie ?? '']
    const board = await ask('GET', `/campaigns/${IDS.campaign}`, { cookies })
    expect(board.statusCode).toBe(200)
    expect(textOf(board)).toContain('Company 1')
  })

  it('signs a convener in by their organization’s account, with code that is loaded for it', async () => {
    const page = textOf(await ask('GET', '/sign-in'))
    expect(page).toContain('Sign in with Example Org')
    provider.lies = { claims: same => ({ ...same, hd: 'example.org' }) }
    const begun = await ask('GET', '/oidc?next=/signed-in')
    const kept = (begun.cookies ?? []).map(each => each.split(';')[0] ?? '')
    expect(begun.cookies?.[0]).toMatch(/^__Host-convoke_oidc=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    const { pathname, search } = provider.answerTo(begun.headers.location ?? '', CONVENER)
    const ended = await ask('GET', pathname + search, { cookies: kept })
    expect([ended.statusCode, ended.headers.location]).toEqual([303, '/signed-in'])
    const own = ended.cookies?.find(each => each.startsWith('__Host-convoke_session='))?.split(';')[0] ?? ''
    expect(textOf(await ask('GET', '/signed-in', { cookies: [own] }))).toContain(CONVENER)
  })

  it('takes the largest list it promises to take, in a request that Lambda still takes', async () => {
    const upload = async (bytes: number) => {
      const row = (n: number) => `Guest ${n},${'Long Company Name '.repeat(15)},guest${n}@many.example\n`
      let list = 'Name,Company,Email\n'
      for (let n = 0; list.length + 400 < bytes; n++) list += row(n)
      const data = new FormData()
      data.set('file', new File([list.padEnd(bytes, '\n')], 'list.csv', { type: 'text/csv' }))
      const request = new Request('https://x', { method: 'POST', body: data })
      const headers = { 'content-type': request.headers.get('content-type') ?? '', origin: form.origin }
      const body = new Uint8Array(await request.arrayBuffer())
      const asked = { body, headers: { ...headers, 'content-length': String(body.length) }, cookies }
      const path = `/campaigns/${IDS.campaign}/invitees/read`
      expect(JSON.stringify(httpRequest('POST', path, asked)).length).toBeLessThan(MOST_PAYLOAD)
      return ask('POST', path, asked)
    }
    expect(await upload(MOST_FILE_BYTES)).toMatchObject({ statusCode: 303 })
    const refused = await upload(MOST_FILE_BYTES + 1)
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused)).toContain('larger than 4 MB')
  })

  it('prints from its bundle, without files beside it', async () => {
    const printed = await ask('GET', `/campaigns/${IDS.campaign}/day/badges.pdf`, { cookies })
    expect(printed.headers['content-type']).toBe('application/pdf')
    expect(Buffer.from(printed.body, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('serves bytes as they are', async () => {
    const page = textOf(await ask('GET', '/sign-in'))
    const sheet = /href="([^"]+\.css[^"]*)"/.exec(page)?.[1] ?? ''
    const answer = await ask('GET', sheet)
    expect(answer.headers['content-type']).toContain('text/css')
    expect(textOf(answer)).toContain('{')
    const font = /url\(["']?([^"')]+\.woff2)/.exec(textOf(answer))?.[1]
    const bytes = await ask('GET', new URL(font ?? '', `https://x${sheet}`).pathname)
    expect(bytes.isBase64Encoded).toBe(true)
    expect(Buffer.from(bytes.body, 'base64').subarray(0, 4).toString()).toBe('wOF2')
  })

  it('says what is not there', async () => {
    expect((await ask('GET', '/nothing/here')).statusCode).toBe(404)
  })
})

describe('All functions', () => {
  it('write no name, address or secret into their logs', () => {
    for (const door of DOORS)
      for (const line of functions.written(door)) {
        expect(line).not.toMatch(/@|Guest|guest\d|Company \d/)
        expect(line).not.toContain(SECRET)
      }
  })

  it('log as JSON with the id of the request', () => {
    const line = functions.written('release-wave').find(each => each.includes('wave released')) ?? '{}'
    expect(JSON.parse(line)).toMatchObject({
      level: 'INFO',
      service: 'convoke',
      door: 'release-wave',
      function_request_id: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
      facts: { campaign: IDS.campaign, wave: 'invite' },
    })
  })
})
