/** Mail out: the sender's identity, and the events of letters. */
import { Duration, Fn, Stack } from 'aws-cdk-lib'
import * as events from 'aws-cdk-lib/aws-events'
import * as targets from 'aws-cdk-lib/aws-events-targets'
import type * as lambda from 'aws-cdk-lib/aws-lambda'
import * as ses from 'aws-cdk-lib/aws-ses'
import type * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { bounceDomain, type StackSettings } from './settings.ts'

/** The sender: its keys are made by SES, its records are outputs of the stack. */
export class MailOut extends Construct {
  readonly identity: ses.EmailIdentity
  readonly configurationSet: ses.ConfigurationSet
  readonly configurationSetArn: string
  /** The selectors SES signs with. */
  readonly dkim: readonly string[]

  constructor(scope: Construct, id: string, { sendingDomain }: StackSettings) {
    super(scope, id)
    this.configurationSet = new ses.ConfigurationSet(this, 'Letters', {
      reputationMetrics: true,
      // A small firm's old server that knows no encryption would otherwise count as a bounce, and its people as unreachable.
      tlsPolicy: ses.ConfigurationSetTlsPolicy.OPTIONAL,
    })
    const stack = Stack.of(this)
    this.configurationSetArn = stack.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    })
    this.identity = new ses.EmailIdentity(this, 'Sender', {
      identity: ses.Identity.domain(sendingDomain),
      configurationSet: this.configurationSet,
      mailFromDomain: bounceDomain(sendingDomain),
      mailFromBehaviorOnMxFailure: ses.MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      // What comes back is told by events. A copy by mail to the sender's address would be one more letter to read.
      feedbackForwarding: false,
    })
    const { dkimDnsTokenName1, dkimDnsTokenName2, dkimDnsTokenName3 } = this.identity
    // `TOKEN._domainkey.DOMAIN`
    this.dkim = [dkimDnsTokenName1, dkimDnsTokenName2, dkimDnsTokenName3].map(name => Fn.select(0, Fn.split('.', name)))
    this.configurationSet.addEventDestination('Events', {
      destination: ses.EventDestination.eventBus(events.EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [
        ses.EmailSendingEvent.SEND,
        ses.EmailSendingEvent.DELIVERY,
        ses.EmailSendingEvent.BOUNCE,
        ses.EmailSendingEvent.COMPLAINT,
        ses.EmailSendingEvent.REJECT,
        ses.EmailSendingEvent.DELIVERY_DELAY,
      ],
    })
  }
}

/** News of letters goes to one function, and what it cannot take to the dead letters. */
export function newsOfLetters(
  scope: Construct,
  { configurationSet }: MailOut,
  noteDelivery: lambda.Function,
  deadLetters: sqs.IQueue,
): events.Rule {
  return new events.Rule(scope, 'NewsOfLetters', {
    description: 'What became of each letter',
    eventPattern: {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
    },
    targets: [
      new targets.LambdaFunction(noteDelivery, {
        deadLetterQueue: deadLetters,
        maxEventAge: Duration.hours(24),
        retryAttempts: 185,
      }),
    ],
  })
}
