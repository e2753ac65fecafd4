/** The functions: one bundle each, told what it needs, allowed what it does and nothing else. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import * as scheduler from 'aws-cdk-lib/aws-scheduler'
import * as secrets from 'aws-cdk-lib/aws-secretsmanager'
import * as sqs from 'aws-cdk-lib/aws-sqs'
import { RegionInfo } from 'aws-cdk-lib/region-info'
import { Construct } from 'constructs'
import { BUNDLES, DOORS, type Door, ENVIRONMENT, type EnvironmentName, HANDLER, NEEDS } from '../aws/environment.ts'
import type { Keep } from './keep.ts'
import { MAIL_PREFIX } from './keep.ts'
import { bounceDomain, openidOf, type StackSettings } from './settings.ts'

export interface DoorsProps {
  settings: StackSettings
  keep: Keep
  /** Where people reach the pages. */
  url: string
  /** What CloudFront shows with each request, where it stands before the pages. */
  frontKey?: Pick<secrets.ISecret, 'secretArn'>
  /** ARN of the SES identity of the sending domain, and the name and ARN of the configuration set. */
  identityArn: string
  /** Names at which the DKIM keys of the sending domain are published. */
  dkim: readonly string[]
  configurationSet: { name: string; arn: string }
  /** Where the bundles are; their folders are named as the doors. */
  bundles?: string
}

/** Seconds a door may take and megabytes it has; a letter's press and a list of 5,000 rows want room. */
const SIZE: Record<Door, { seconds: number; megabytes: number }> = {
  web: { seconds: 29, megabytes: 1024 },
  'release-wave': { seconds: 900, megabytes: 1024 },
  'take-reply': { seconds: 60, megabytes: 1024 },
  'read-mailbox': { seconds: 180, megabytes: 1024 },
  'note-delivery': { seconds: 30, megabytes: 512 },
  sweep: { seconds: 300, megabytes: 1024 },
}

const EXTENSION = lambda.ParamsAndSecretsVersions.V1_0_103

/** Where the extension that reads secrets is not there for arm64, as in GovCloud, functions run on x86. */
export const architectureIn = (region: string): lambda.Architecture =>
  RegionInfo.get(region).paramsAndSecretsLambdaLayerArn(EXTENSION, lambda.Architecture.ARM_64.name)
    ? lambda.Architecture.ARM_64
    : lambda.Architecture.X86_64

/** Doors whose letters leave, and who therefore plan when. */
const SENDING: readonly Door[] = ['web', 'release-wave', 'sweep']

/** Doors that take in what comes, and remove nothing. */
const READING: readonly Door[] = ['take-reply', 'read-mailbox', 'note-delivery']

type Always = Exclude<Door, 'take-reply' | 'read-mailbox'>

/** Either SES takes answers in, or a mailbox is read. */
const doorsOf = ({ replies }: StackSettings): readonly Door[] =>
  DOORS.filter(door => door !== (replies ? 'take-reply' : 'read-mailbox'))

export class Doors extends Construct {
  /** One of `take-reply` and `read-mailbox`, and all others. */
  readonly functions: Partial<Record<Door, lambda.Function>> & Record<Always, lambda.Function>
  /** What lets into the mailbox that answers are read from, where SES takes no mail in. */
  readonly mailboxSecret: secrets.Secret | undefined
  readonly deadLetters: sqs.Queue
  readonly group: scheduler.CfnScheduleGroup

  constructor(scope: Construct, id: string, props: DoorsProps) {
    super(scope, id)
    const { keep, settings } = props
    const { account, partition, region } = Stack.of(this)
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
    })
    this.group = new scheduler.CfnScheduleGroup(this, 'Schedules', { name: `${Stack.of(this).stackName}-waves` })
    const groupName = this.group.name ?? ''
    const schedules = `arn:${partition}:scheduler:${region}:${account}:schedule/${groupName}/*`
    const role = new iam.Role(this, 'SchedulerRole', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:scheduler:${region}:${account}:schedule-group/${groupName}` },
        },
      }),
    })

    this.mailboxSecret = settings.replies
      ? new secrets.Secret(this, 'Mailbox', {
          description:
            'Lets Convoke into the mailbox that answers are read from. docs/operator.md says what to put here.',
          removalPolicy: RemovalPolicy.RETAIN,
        })
      : undefined
    const told: Record<EnvironmentName, string> = {
      table: keep.table.tableName,
      secretArn: keep.secret.secretArn,
      url: props.url,
      from: `${settings.sender}@${settings.sendingDomain}`,
      replyDomain: settings.replyDomain,
      conveners: settings.conveners.join(','),
      operators: settings.operators?.join(',') ?? '',
      configurationSet: props.configurationSet.name,
      scheduleGroup: groupName,
      schedulerRoleArn: role.roleArn,
      releaseWaveArn: '',
      deadLetterArn: this.deadLetters.queueArn,
      frontKeyArn: props.frontKey?.secretArn ?? '',
      mailbox: settings.replies ? JSON.stringify(settings.replies) : '',
      mailboxSecretArn: this.mailboxSecret?.secretArn ?? '',
      mailBucket: keep.mail.bucketName,
      mailPrefix: MAIL_PREFIX,
      restoredAt: settings.restoredAt ?? '',
      dkim: props.dkim.join(','),
      mailFrom: bounceDomain(settings.sendingDomain),
      spread: settings.spread === false ? 'off' : 'on',
      ...openidOf(settings.oidc),
      oidcSecretArn: settings.oidc?.clientSecretArn ?? '',
      logLevel: 'INFO',
    }
    const made = (door: Door): lambda.Function => this.door(door, told, props)
    const releaseWave = made('release-wave')
    told.releaseWaveArn = releaseWave.functionArn
    const doors = doorsOf(settings)
    const rest = Object.fromEntries(doors.filter(door => door !== 'release-wave').map(door => [door, made(door)]))
    this.functions = { ...rest, 'release-wave': releaseWave } as Doors['functions']

    releaseWave.grantInvoke(role)
    this.deadLetters.grantSendMessages(role)
    for (const [door, to] of Object.entries(this.functions)) this.allow(door as Door, to, props, schedules, role)
  }

  private door(
    door: Door,
    told: Record<EnvironmentName, string>,
    { settings, bundles = BUNDLES }: DoorsProps,
  ): lambda.Function {
    const needs: readonly EnvironmentName[] = NEEDS[door]
    const { region } = Stack.of(this)
    const { seconds, megabytes } = SIZE[door]
    const environment = Object.fromEntries(
      [...needs, 'logLevel' as const]
        .filter(setting => told[setting] !== '')
        .map(setting => [ENVIRONMENT[setting], told[setting]]),
    )
    const logGroup = new logs.LogGroup(this, `Log-${door}`, {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const role = new iam.Role(this, `Role-${door}`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    return new lambda.Function(this, door, {
      description: `Convoke: ${door}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: architectureIn(region),
      code: lambda.Code.fromAsset(`${bundles}/${door}`),
      handler: HANDLER,
      timeout: Duration.seconds(seconds),
      memorySize: megabytes,
      role,
      logGroup,
      tracing: lambda.Tracing.ACTIVE,
      environment,
      ...(door === 'release-wave' && settings.wavesAtOnce !== undefined
        ? { reservedConcurrentExecutions: settings.wavesAtOnce }
        : {}),
      // What is called without waiting is tried again, and then put where an alarm sees it.
      ...(door === 'web' ? {} : { deadLetterQueue: this.deadLetters, retryAttempts: 2 }),
      ...(needs.includes('secretArn')
        ? {
            paramsAndSecrets: lambda.ParamsAndSecretsLayerVersion.fromVersion(EXTENSION),
          }
        : {}),
    })
  }

  private allow(
    door: Door,
    to: lambda.Function,
    { keep, identityArn, configurationSet, settings, frontKey }: DoorsProps,
    schedules: string,
    role: iam.Role,
  ): void {
    const { account, partition, region } = Stack.of(this)
    const needs: readonly EnvironmentName[] = NEEDS[door]
    const may = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
      to.addToRolePolicy(new iam.PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) }))
    const writes = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']
    may(READING.includes(door) ? writes : [...writes, 'dynamodb:DeleteItem'], [keep.table.tableArn])
    if (needs.includes('secretArn')) may(['secretsmanager:GetSecretValue'], [keep.secret.secretArn])
    // Microsoft gives a new refresh token with every access token, which is kept in place of the one before.
    if (this.mailboxSecret && needs.includes('mailboxSecretArn'))
      may(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], [this.mailboxSecret.secretArn])
    if (frontKey && needs.includes('frontKeyArn')) may(['secretsmanager:GetSecretValue'], [frontKey.secretArn])
    if (needs.includes('oidcSecretArn') && settings.oidc)
      may(['secretsmanager:GetSecretValue'], [settings.oidc.clientSecretArn])
    if (needs.includes('mailBucket')) {
      // Where convener's pages are, somebody can be forgotten, and their mail with them.
      const more = { web: 's3:DeleteObject', 'read-mailbox': 's3:PutObject' } as const
      const actions = ['s3:GetObject', ...(door === 'web' || door === 'read-mailbox' ? [more[door]] : [])]
      may(actions, [keep.mail.arnForObjects(`${MAIL_PREFIX}*`)])
      may(['s3:ListBucket'], [keep.mail.bucketArn], { StringLike: { 's3:prefix': `${MAIL_PREFIX}*` } })
    }
    if (!SENDING.includes(door)) return
    may(['ses:SendEmail', 'ses:SendRawEmail'], [identityArn, configurationSet.arn])
    // In the sandbox SES asks for leave to write to each verified recipient as well.
    if (settings.sandbox)
      may(['ses:SendEmail', 'ses:SendRawEmail'], [`arn:${partition}:ses:${region}:${account}:identity/*`], {
        StringEquals: { 'ses:FromAddress': `${settings.sender}@${settings.sendingDomain}` },
      })
    may(
      ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule', 'scheduler:GetSchedule'],
      [schedules],
    )
    may(['iam:PassRole'], [role.roleArn], { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } })
    // These two know no resource: the quota is the account's, and schedules are listed before they are known.
    may(['ses:GetAccount', 'scheduler:ListSchedules'], ['*'])
  }
}
