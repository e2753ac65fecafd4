/** One Convoke in one account and region. */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import * as events from 'aws-cdk-lib/aws-events'
import * as targets from 'aws-cdk-lib/aws-events-targets'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { Doors } from './doors.ts'
import { Keep } from './keep.ts'
import { MailOut, newsOfLetters } from './mail.ts'
import { MailIn } from './mail-in.ts'
import { Pages } from './pages.ts'
import { bounceDomain, type StackSettings } from './settings.ts'

export interface ConvokeProps extends StackProps {
  settings: StackSettings
  /** Where the bundles of the functions are, if not where they are built. */
  bundles?: string
}

export class ConvokeStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, ...props }: ConvokeProps) {
    super(scope, id, { ...props, env: { ...props.env, region: settings.region } })
    const keep = new Keep(this, 'Keep', settings)
    const mailOut = new MailOut(this, 'MailOut', settings)
    const pages = new Pages(this, 'Pages', settings)
    const doors = new Doors(this, 'Doors', {
      settings,
      keep,
      url: pages.url,
      ...(pages.front ? { frontKey: pages.front.key } : {}),
      identityArn: mailOut.identity.emailIdentityArn,
      dkim: mailOut.dkim,
      configurationSet: { name: mailOut.configurationSet.configurationSetName, arn: mailOut.configurationSetArn },
      ...(bundles === undefined ? {} : { bundles }),
    })
    pages.leadTo(doors.functions.web)
    newsOfLetters(this, mailOut, doors.functions['note-delivery'], doors.deadLetters)
    const { 'take-reply': takeReply, 'read-mailbox': readMailbox } = doors.functions
    const mailIn =
      takeReply &&
      new MailIn(this, 'MailIn', { settings, keep, takeReply, ...(bundles === undefined ? {} : { bundles }) })
    if (readMailbox)
      new events.Rule(this, 'ReadMailbox', {
        description: 'Looks for answers by mail',
        schedule: events.Schedule.rate(Duration.minutes(1)),
        targets: [new targets.LambdaFunction(readMailbox, { retryAttempts: 0 })],
      })
    new events.Rule(this, 'Sweep', {
      description: 'Asks again for whatever is overdue',
      schedule: events.Schedule.rate(Duration.minutes(5)),
      targets: [new targets.LambdaFunction(doors.functions.sweep, { retryAttempts: 0 })],
    })
    new Alarms(this, 'Alarms', {
      address: settings.alarmAddress,
      deadLetters: doors.deadLetters,
      functions: doors.functions,
      api: pages.api,
    })
    this.say(settings, pages, mailOut, mailIn, keep)
    if (doors.mailboxSecret)
      new CfnOutput(this, 'MailboxSecret', {
        description: 'The secret that lets Convoke into the mailbox; put it there',
        value: doors.mailboxSecret.secretArn,
      })
  }

  /** What the operator needs next: where it is, and every DNS record to add. */
  private say(
    { sendingDomain, replyDomain }: StackSettings,
    pages: Pages,
    { identity }: MailOut,
    mailIn: MailIn | undefined,
    keep: Keep,
  ) {
    const out = (name: string, description: string, value: string) => new CfnOutput(this, name, { description, value })
    out('Address', 'Where people reach Convoke', pages.url)
    if (pages.leads) out('DnsPages', 'CNAME', `${pages.leads.name} ${pages.leads.to}`)
    for (const [n, { name, value }] of identity.dkimRecords.entries())
      out(`DnsDkim${n + 1}`, 'CNAME: name and value', `${name} ${value}`)
    for (const [n, { name, value }] of (mailIn?.identity.dkimRecords ?? []).entries())
      out(`DnsReplyDkim${n + 1}`, 'CNAME: name and value, shows SES that the reply domain is yours', `${name} ${value}`)
    out('DnsBounceMx', 'MX', `${bounceDomain(sendingDomain)} 10 feedback-smtp.${this.region}.amazonses.com`)
    out('DnsBounceSpf', 'TXT', `${bounceDomain(sendingDomain)} "v=spf1 include:amazonses.com -all"`)
    out('DnsDmarc', 'TXT', `_dmarc.${sendingDomain} "v=DMARC1; p=quarantine; rua=mailto:rsvp@${replyDomain}"`)
    // Who gets reports for another organization has to say that it wants them (RFC 9990, RFC 7489 section 7.1).
    if (replyDomain !== sendingDomain && !replyDomain.endsWith(`.${sendingDomain}`))
      out('DnsDmarcReports', 'TXT', `${sendingDomain}._report._dmarc.${replyDomain} "v=DMARC1"`)
    // A mailbox that is read has its mail server already.
    if (mailIn)
      out(
        'DnsReplies',
        'MX, leads answers by mail to Convoke',
        `${replyDomain} 10 inbound-smtp.${this.region}.amazonaws.com`,
      )
    out('Table', 'The table of documents', keep.table.tableName)
    out('Secret', 'The secret that keys every link', keep.secret.secretArn)
  }
}
