import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMailbox } from '../../aws/mailbox.ts'
import { mailboxContract } from '../contract/mailbox.ts'
import { openServices, type Services, xmlError } from './services.ts'

const open = ({ connection }: Services) => createMailbox({ bucket: 'mail-bucket', prefix: 'incoming/', connection })

mailboxContract('S3', async () => {
  const services = await openServices()
  return { mailbox: open(services), close: services.close }
})

describe('S3', () => {
  let services: Services
  beforeAll(async () => {
    services = await openServices()
  })
  afterAll(() => services.close())

  it('keeps mail under the prefix of the receipt rule, and reads what the rule put there', async () => {
    await open(services).keep('abc', Buffer.from('kept'))
    expect([...services.objects.keys()]).toEqual(['/mail-bucket/incoming/abc'])
    services.objects.set('/mail-bucket/incoming/received', Buffer.from('by SES'))
    expect(Buffer.from((await open(services).read('received')) as Uint8Array).toString()).toBe('by SES')
  })

  it('tries again when it is asked to slow down or the connection breaks', async () => {
    services.fail(/slow/, xmlError(503, 'SlowDown'))
    services.fail(/slow/, 'reset')
    await open(services).keep('slow', Buffer.from('kept'))
    expect(services.objects.has('/mail-bucket/incoming/slow')).toBe(true)
  })

  it('says so when it may not read', async () => {
    services.fail(/closed/, xmlError(403, 'AccessDenied'))
    await expect(open(services).read('closed')).rejects.toThrow()
  })
})
