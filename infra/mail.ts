/** Mail out and in: the sender's identity, the events of letters, and the receipt rule for answers. */
import { Duration, Fn, Stack } from 'aws-cdk-lib'
import * as events from 'aws-cdk-lib/aws-events'
import * as targets from 'aws-cdk-lib/aws-events-targets'
import * as iam from 'aws-cdk-lib/aws-iam'
import type * as lambda from 'aws-cdk-lib/aws-lambda'
import type * as s3 from 'aws-cdk-lib/aws-s3'
import * as ses from 'aws-cdk-lib/aws-ses'
import * as actions from 'aws-cdk-lib/aws-ses-actions'
import type * as sqs from 'aws-cdk-lib/aws-sqs'
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources'
import { Construct } from 'constructs'
import { type Keep, MAIL_PREFIX } from './keep.ts'
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

/** Answers by mail: kept in the bucket first, then read. */
export class MailIn extends Construct {
  /** The reply domain, where SES has to be shown that it is ours; a part of the sending domain is so already. */
  readonly identity: ses.EmailIdentity | undefined

  constructor(
    scope: Construct,
    id: string,
    { sendingDomain, replyDomain }: StackSettings,
    keep: Keep,
    takeReply: lambda.Function,
  ) {
    super(scope, id)
    this.identity = replyDomain.endsWith(`.${sendingDomain}`)
      ? undefined
      : new ses.EmailIdentity(this, 'Domain', { identity: ses.Identity.domain(replyDomain) })
    const rules = new ses.ReceiptRuleSet(this, 'Answers')
    rules.addRule('ToUs', {
      recipients: [replyDomain],
      scanEnabled: true,
      tlsPolicy: ses.TlsPolicy.OPTIONAL,
      actions: [
        // The types of CDK are not written for exact optional properties.
        new actions.S3({ bucket: keep.mail as s3.IBucket, objectKeyPrefix: MAIL_PREFIX }),
        new actions.Lambda({ function: takeReply, invocationType: actions.LambdaInvocationType.EVENT }),
      ],
    })
    // A region has one active rule set; without this step the rule would be there and do nothing.
    const set = (RuleSetName?: string) => ({
      service: 'SES',
      action: 'setActiveReceiptRuleSet',
      parameters: RuleSetName === undefined ? {} : { RuleSetName },
      physicalResourceId: PhysicalResourceId.of('active-receipt-rule-set'),
    })
    new AwsCustomResource(this, 'Active', {
      installLatestAwsSdk: false,
      onUpdate: set(rules.receiptRuleSetName),
      onDelete: set(),
      // The action knows no resource.
      policy: AwsCustomResourcePolicy.fromStatements([
        new iam.PolicyStatement({ actions: ['ses:SetActiveReceiptRuleSet'], resources: ['*'] }),
      ]),
    })
  }
}
