import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPost, type Patience, type SesPost } from '../../aws/post.ts'
import { postContract, sampleMessage } from '../contract/post.ts'
import { type Failure, jsonError, openServices, type Services } from './services.ts'

const SEND = /outbound-emails/
const HASTE: Patience = { connect: 300, answer: 300, idle: 300 }
let now = 0
const millis = () => now

postContract('SES', async () => {
  const services = await openServices()
  return {
    post: createPost({ configurationSet: 'convoke', millis, connection: services.connection }),
    arrived: async to => services.submissions.filter(each => each.to.includes(to)).map(({ bytes }) => bytes),
    tellsLater: true,
    close: services.close,
  }
})

describe('SES', () => {
  let services: Services
  let post: SesPost
  let count = 0
  const message = () => sampleMessage(`attempt-${++count}`, 'ana@example.com')
  beforeAll(async () => {
    services = await openServices()
    post = createPost({ configurationSet: 'convoke', millis, patience: HASTE, connection: services.connection })
  })
  afterAll(() => services.close())
  beforeEach(() => {
    services.requests.length = 0
    services.submissions.length = 0
  })

  it('is asked as the reference of SendEmail has it, with the ids of the letter as tags', async () => {
    const outgoing = { ...message(), wave: 'thanks:x.2', campaign: 'c1', invitation: 'i_9' }
    expect(await post.send(outgoing)).toEqual({ outcome: 'sent', messageId: '<0100018a-1@email.amazonses.com>' })
    const [request] = services.requests
    expect(`${request?.method} ${request?.path}`).toBe('POST /v2/email/outbound-emails')
    expect(JSON.parse(String(request?.body))).toEqual({
      FromEmailAddress: 'invitations@example.org',
      Destination: { ToAddresses: ['ana@example.com'] },
      Content: { Raw: { Data: Buffer.from(outgoing.bytes).toString('base64') } },
      ConfigurationSetName: 'convoke',
      EmailTags: [
        { Name: 'attempt', Value: outgoing.attempt },
        { Name: 'campaign', Value: 'c1' },
        { Name: 'invitation', Value: 'i_9' },
        { Name: 'wave', Value: 'thanks_x_2' },
      ],
    })
  })

  it('is given no tag for what a letter does not have', async () => {
    await post.send({ ...message(), wave: 'sign-in', campaign: '' })
    const { EmailTags } = JSON.parse(String(services.requests[0]?.body))
    expect(EmailTags.map(({ Name }: { Name: string }) => Name)).toEqual(['attempt', 'wave'])
  })

  const says = (what: string, failure: Failure, outcome: object, submissions: number) =>
    it(`${what}, asked once`, async () => {
      services.fail(SEND, failure)
      const answer = await post.send(message())
      expect(answer).toMatchObject(outcome)
      expect(services.requests).toHaveLength(1)
      expect(services.submissions).toHaveLength(submissions)
      expect(JSON.stringify(answer)).not.toContain('@')
    })

  const inDoubt = { outcome: 'in doubt' }
  says('is in doubt when the connection breaks after it took the letter', 'reset', inDoubt, 1)
  says('is in doubt when it never answers', 'hang', inDoubt, 1)
  says('is in doubt when its answer stops in the middle', 'stall', inDoubt, 1)
  says('is in doubt on an internal error', jsonError(500, 'InternalServiceErrorException'), inDoubt, 0)
  says('is in doubt when it is not available', { status: 503, body: 'Service Unavailable' }, inDoubt, 0)
  says('is in doubt when its answer is none', { status: 200, body: '<html>' }, inDoubt, 0)

  const later = { outcome: 'later' }
  says('takes it later above the rate', jsonError(429, 'TooManyRequestsException'), later, 0)
  says('takes it later when a throttle has another name', jsonError(400, 'ThrottlingException'), later, 0)
  says('takes it later when the quota of the day is used up', jsonError(400, 'LimitExceededException'), later, 0)
  says('takes it later while sending is paused', jsonError(400, 'SendingPausedException'), later, 0)
  says('takes it later without permission', jsonError(403, 'AccessDeniedException'), later, 0)
  says('takes it later without the configuration set', jsonError(404, 'NotFoundException'), later, 0)

  says(
    'refuses a bad address for the address',
    jsonError(400, 'BadRequestException', "Missing final '@domain' in ana@"),
    { outcome: 'refused', because: 'address' },
    0,
  )
  says(
    'refuses a letter for itself',
    jsonError(400, 'MessageRejected', 'Transaction failed: Duplicate header "Subject".'),
    { outcome: 'refused', because: 'other' },
    0,
  )

  const waits = (waitsFor: string) => ({ outcome: 'later', waitsFor })
  says(
    'waits for an address that is not verified, the sender’s or a recipient’s in a sandbox',
    jsonError(
      400,
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region US-EAST-1: ana@example.com',
    ),
    waits('verification'),
    0,
  )
  for (const name of ['SendingPausedException', 'AccountSendingPausedException', 'AccountSuspendedException'])
    says(`waits while the account is paused (${name})`, jsonError(400, name), waits('pause'), 0)
  says(
    'waits for the domain that bounces return to',
    jsonError(400, 'MailFromDomainNotVerifiedException'),
    waits('return domain'),
    0,
  )

  it('takes it later when nobody listens', async () => {
    const connection = { ...services.connection, endpoint: 'http://127.0.0.1:1' }
    const deaf = createPost({ configurationSet: 'convoke', millis, patience: HASTE, connection })
    expect(await deaf.send(message())).toEqual({ outcome: 'later', detail: 'ECONNREFUSED' })
  })

  it('uses a connection again at once, and not one that lay idle or was there before a refresh', async () => {
    post.refresh()
    const before = services.connections()
    await post.send(message())
    await post.send(message())
    expect(services.connections() - before).toBe(1)
    await new Promise(done => setTimeout(done, HASTE.idle + 200))
    await post.send(message())
    expect(services.connections() - before).toBe(2)
    post.refresh()
    await post.send(message())
    expect(services.connections() - before).toBe(3)
  })

  it('refuses ids that no tag may hold before it asks', async () => {
    await expect(post.send({ ...message(), campaign: 'a b' })).rejects.toThrow(TypeError)
    expect(services.requests).toHaveLength(0)
  })

  it('names the rate of the account, asks for it anew after five minutes and falls back to what is known', async () => {
    const fresh = createPost({ configurationSet: 'convoke', millis, connection: services.connection })
    services.fail(/account/, jsonError(403, 'AccessDeniedException'))
    expect(await fresh.rate()).toBe(1)
    expect(await fresh.rate()).toBe(14)
    services.quota.MaxSendRate = 50
    expect(await fresh.rate()).toBe(14)
    now += 5 * 60_000
    expect(await fresh.rate()).toBe(50)
    now += 5 * 60_000
    services.fail(/account/, jsonError(403, 'AccessDeniedException'))
    expect(await fresh.rate()).toBe(50)
  })
})
