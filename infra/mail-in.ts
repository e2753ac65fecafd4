/** Answers by mail: kept in the bucket first, then read. */
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import type * as s3 from 'aws-cdk-lib/aws-s3'
import * as ses from 'aws-cdk-lib/aws-ses'
import * as actions from 'aws-cdk-lib/aws-ses-actions'
import { Construct } from 'constructs'
import { BUNDLES, HANDLER, RECEIPT_RULES } from '../aws/environment.ts'
import { architectureIn } from './doors.ts'
import { type Keep, MAIL_PREFIX } from './keep.ts'
import type { StackSettings } from './settings.ts'

export interface MailInProps {
  settings: StackSettings
  keep: Keep
  takeReply: lambda.Function
  /** Where the bundles are; one of them is a step of the deployment. */
  bundles?: string
}

export class MailIn extends Construct {
  /** The reply domain: SES takes mail in for a domain that it was shown to be ours. */
  readonly identity: ses.EmailIdentity

  constructor(scope: Construct, id: string, { settings, keep, takeReply, bundles = BUNDLES }: MailInProps) {
    super(scope, id)
    const { replyDomain, receiptRuleSet } = settings
    this.identity = new ses.EmailIdentity(this, 'Domain', {
      identity: ses.Identity.domain(replyDomain),
      feedbackForwarding: false,
    })
    const rules = receiptRuleSet
      ? ses.ReceiptRuleSet.fromReceiptRuleSetName(this, 'Answers', receiptRuleSet)
      : new ses.ReceiptRuleSet(this, 'Answers')
    const active = this.claim(rules, receiptRuleSet !== undefined, bundles)
    const rule = rules.addRule('ToUs', {
      recipients: [replyDomain],
      scanEnabled: true,
      tlsPolicy: ses.TlsPolicy.OPTIONAL,
      actions: [
        // The types of CDK are not written for exact optional properties.
        new actions.S3({ bucket: keep.mail as s3.IBucket, objectKeyPrefix: MAIL_PREFIX }),
        new actions.Lambda({ function: takeReply, invocationType: actions.LambdaInvocationType.EVENT }),
      ],
    })
    // Where it is refused nothing was put into somebody else's set before.
    rule.node.addDependency(active)
  }

  /** A region has one active rule set: ours, where there is none; else the deployment is refused (`aws/steps`). */
  private claim(rules: ses.IReceiptRuleSet, adopted: boolean, bundles: string): CustomResource {
    const log = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })
    log.grantWrite(role)
    const step = new lambda.Function(this, 'Step', {
      description: 'A step of deploying Convoke: looks after the active receipt rules',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: architectureIn(Stack.of(this).region),
      code: lambda.Code.fromAsset(`${bundles}/${RECEIPT_RULES}`),
      handler: HANDLER,
      timeout: Duration.minutes(1),
      memorySize: 256,
      role,
      logGroup: log,
    })
    step.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
        resources: ['*'],
      }),
    )
    return new CustomResource(this, 'ActiveRules', {
      resourceType: 'Custom::ActiveReceiptRules',
      serviceToken: step.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { RuleSetName: rules.receiptRuleSetName, Adopted: String(adopted) },
    })
  }
}
