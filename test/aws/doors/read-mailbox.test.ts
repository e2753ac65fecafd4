import { afterEach, describe, expect, it } from 'vitest'
import { ENVIRONMENT } from '../../../aws/environment.ts'
import { fromMillis } from '../../../domain/keep/time.ts'
import { shortReplyAddressOf } from '../../../mail/reply-address.ts'
import { calendarMail } from '../../functions/answer/replies.ts'
import { IDS, invitee } from '../../functions/campaign/launch.ts'
import { type GraphServer, startGraphServer } from '../../local/account/graph-server.ts'
import { type LoginServer, startLoginServer } from '../../local/account/login-server.ts'
import { type ImapServer, startImapServer } from '../../local/mail/imap-server.ts'
import { type Deployed, openDeployed } from '../deployed.ts'
import { ticked } from '../events.ts'
import { SECRET } from '../services.ts'

/** The function as it is deployed where SES takes no mail in, against a mail server and the recorded endpoints of Microsoft. */
describe('The function read-mailbox', () => {
  const open: { close(): unknown }[] = []
  const opened = <T extends { close(): unknown }>(one: T): T => {
    open.push(one)
    return one
  }
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close()
  })

  let deployed: Deployed
  const start = async (mailbox: object) => {
    deployed = opened(await openDeployed(4, { [ENVIRONMENT.mailbox]: JSON.stringify(mailbox) }))
  }
  const look = async () => {
    const { result, error } = await deployed.functions.invoke('read-mailbox', ticked())
    if (error) throw new Error(error)
    return (result as { looked: string }).looked
  }
  const answers = async (n: number) => (await deployed.guest(n)).answers.map(({ answer }) => answer)
  /** An answer of a calendar, as it lies in the mailbox. */
  const reply = async (n: number, partstat: string) => {
    const to = shortReplyAddressOf(SECRET, 'reply.example.org', IDS.campaign, (await deployed.guest(n)).id)
    const mail = calendarMail({
      partstat,
      stamp: fromMillis(Date.now()),
      attendee: invitee(n).email,
      from: `Guest <${invitee(n).email}>`,
      messageId: `${partstat}-${n}`,
    })
    return `Delivered-To: ${to}\r\nReturn-Path: <${invitee(n).email}>\r\n${mail.replace(/\r?\n/g, '\r\n')}`
  }

  it('reads answers by IMAP, marks them as read, and goes on where it was when it is called again', async () => {
    const imap: ImapServer = opened(await startImapServer())
    await start({ by: 'imap', host: '127.0.0.1', port: imap.port })
    expect(await look()).toBe('not read')
    deployed.services.letsIn.push(JSON.stringify({ name: 'rsvp@example.org', password: imap.manners.password }))
    deployed.functions.kill('read-mailbox')
    const letter = imap.deliver(await reply(1, 'ACCEPTED'))
    imap.deliver('To: somebody@example.org\r\nSubject: Lunch\r\n\r\nAt noon?\r\n')
    expect(await look()).toBe('read')
    expect(await answers(1)).toEqual(['accepted'])
    expect([...letter.flags]).toContain('\\Seen')
    // Kept as it came, where a convener finds it.
    expect([...deployed.services.objects.keys()].filter(key => key.startsWith('/mail-bucket/incoming/'))).toHaveLength(
      1,
    )
    imap.deliver(await reply(2, 'DECLINED'))
    const before = imap.asked.length
    expect(await look()).toBe('read')
    expect(await answers(2)).toEqual(['declined'])
    expect(imap.asked.slice(before).join()).not.toContain('UID FETCH 1 ')
    expect(deployed.counted('read-mailbox', 'replies')).toBe(2)
  })

  it('reads answers by Microsoft Graph, and keeps each new refresh token in the secret', async () => {
    const graph: GraphServer = opened(await startGraphServer())
    const login: LoginServer = opened(await startLoginServer())
    graph.manners.good = token => login.good.has(token)
    await start({
      by: 'microsoft',
      clientId: 'client',
      tenant: 'agency.example',
      cloud: { login: login.url, graph: graph.url },
    })
    expect(await look()).toBe('not read')
    const account = { service: 'microsoft', clientId: 'client', address: 'rsvp@example.org' }
    deployed.services.letsIn.push(JSON.stringify({ ...account, refreshToken: login.refreshToken() }))
    deployed.functions.kill('read-mailbox')
    const letter = graph.deliver(await reply(1, 'ACCEPTED'))
    expect(await look()).toBe('read')
    expect(await answers(1)).toEqual(['accepted'])
    expect(letter.isRead).toBe(true)
    expect(JSON.parse(deployed.services.letsIn.at(-1) ?? '')).toEqual({
      ...account,
      refreshToken: login.refreshToken(),
    })
    expect(deployed.services.letsIn).toHaveLength(2)
    // A fresh process has nothing but the secret, and no token is asked for twice.
    deployed.functions.kill('read-mailbox')
    graph.deliver(await reply(2, 'DECLINED'))
    expect(await look()).toBe('read')
    graph.deliver(await reply(3, 'TENTATIVE'))
    expect(await look()).toBe('read')
    expect([await answers(2), await answers(3)]).toEqual([['declined'], ['tentative']])
    expect(login.asked).toHaveLength(2)
    const written = deployed.functions.written('read-mailbox').join()
    expect(written).not.toMatch(/access-|refresh-|rsvp@|Guest/)
  })

  it('says what to do where the account let nobody in any more', async () => {
    const graph: GraphServer = opened(await startGraphServer())
    const login: LoginServer = opened(await startLoginServer())
    await start({ by: 'microsoft', clientId: 'client', cloud: { login: login.url, graph: graph.url } })
    login.manners.revoked = true
    const account = { service: 'microsoft', clientId: 'client', address: 'rsvp@example.org', refreshToken: 'refresh-0' }
    deployed.services.letsIn.push(JSON.stringify(account))
    expect(await look()).toBe('not read')
    expect(deployed.functions.written('read-mailbox').join()).toContain('npm run -s connect -- --file FILE')
  })
})
