/** What the checks of AWS say and we know better, each with its reason, as narrowly as the check lets it be said. */
import { type CfnElement, type Stack, Validations } from 'aws-cdk-lib'
import { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import type { IConstruct } from 'constructs'
import { MAIL_PREFIX } from './keep.ts'

const RULE = 'AwsSolutions::AwsSolutions-'

interface Acknowledged {
  id: string
  reason: string
}

/** On one construct or beneath it: the end of its path, and what may stand there. */
type Where = readonly [path: RegExp, ...Acknowledged[]]

const wildcard = (resource: string, reason: string): Acknowledged => ({
  id: `${RULE}IAM5[Resource::${resource}]`,
  reason,
})

/** Says so on every construct concerned, and on no other. Call it when the stack is complete. */
export function acknowledge(stack: Stack): void {
  const all = stack.node.findAll()
  const logical = (construct: IConstruct | undefined) => (construct ? stack.getLogicalId(construct as CfnElement) : '')
  const mail = logical(all.find(each => each instanceof CfnBucket))
  const releaseWave = logical(all.find(each => each instanceof CfnFunction && /\/release-wave\//.test(each.node.path)))
  const schedules = `arn:<AWS::Partition>:scheduler:${stack.region}:<AWS::AccountId>:schedule/${stack.stackName}-waves/*`
  const trace = wildcard(
    '*',
    'X-Ray takes traces without a resource; the quota of SES and the list of schedules know none either.',
  )
  const rules: readonly Where[] = [
    [
      /\/Role-(web|release-wave|sweep)\/DefaultPolicy\/Resource$/,
      trace,
      wildcard(
        schedules,
        'Every schedule of our own group, which holds nothing else; their names follow from campaigns.',
      ),
    ],
    [/\/Role-(take-reply|read-mailbox|note-delivery)\/DefaultPolicy\/Resource$/, trace],
    [
      /\/Role-(web|take-reply|read-mailbox)\/DefaultPolicy\/Resource$/,
      wildcard(`<${mail}.Arn>/${MAIL_PREFIX}*`, 'Mail that came in; each message has a name of its own.'),
    ],
    [
      /\/SchedulerRole\/DefaultPolicy\/Resource$/,
      wildcard(`<${releaseWave}.Arn>:*`, 'Any version of this one function.'),
    ],
    [
      /\/MailIn\/Role\/DefaultPolicy\/Resource$/,
      wildcard('*', 'Asking for the active receipt rule set, and making one the active one, know no resource.'),
    ],
    [
      /\/Keep\/Key\/Resource$/,
      { id: `${RULE}SMG4`, reason: 'Turning this key over would break every link and reply address that is out.' },
    ],
    [
      /\/Doors\/Mailbox\/Resource$/,
      { id: `${RULE}SMG4`, reason: 'A password or an account of a service that only a person can change.' },
    ],
    [
      /\/Pages\/Front\/Key\/Resource$/,
      { id: `${RULE}SMG4`, reason: 'A key between CloudFront and its function; a deployment reads it, nothing else.' },
    ],
    [
      /\/Pages\/Front\/Distribution\/Resource$/,
      { id: `${RULE}CFR1`, reason: 'Invitees may be anywhere when they answer.' },
      { id: `${RULE}CFR2`, reason: 'A web ACL stands there where the settings name one.' },
      { id: `${RULE}CFR3`, reason: 'Its logs would hold addresses of pages, which belong to one person each.' },
      { id: `${RULE}CFR4`, reason: 'Without a domain of its own it has the certificate of CloudFront.' },
    ],
    [
      /\/Keep\/Mail\/Resource$/,
      {
        id: `${RULE}S1`,
        reason:
          'SES alone writes there and two functions read, for 30 days; a log of it would only keep addresses longer.',
      },
    ],
    [
      /\/Pages\/Api\/.*\/Resource$/,
      {
        id: `${RULE}APIG4`,
        reason:
          'The function authorizes every route by its own sessions and signed links; some have to be open to invitees.',
      },
    ],
  ]
  for (const construct of all)
    for (const [path, ...acknowledged] of rules)
      if (path.test(`/${construct.node.path}`)) Validations.of(construct).acknowledge(...acknowledged)
}
