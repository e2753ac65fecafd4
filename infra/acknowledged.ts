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
    [/\/Role-(take-reply|note-delivery)\/DefaultPolicy\/Resource$/, trace],
    [
      /\/Role-(web|take-reply)\/DefaultPolicy\/Resource$/,
      wildcard(`<${mail}.Arn>/${MAIL_PREFIX}*`, 'Mail that came in; each message has a name of its own.'),
    ],
    [
      /\/SchedulerRole\/DefaultPolicy\/Resource$/,
      wildcard(`<${releaseWave}.Arn>:*`, 'Any version of this one function.'),
    ],
    [
      /\/MailIn\/Active\/CustomResourcePolicy\/Resource$/,
      wildcard('*', 'Making a receipt rule set the active one knows no resource.'),
    ],
    [
      /\/AWS[0-9a-f]{20,}\/ServiceRole\/Resource$/,
      {
        id: `${RULE}IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]`,
        reason: 'The function behind one step of the deployment, made by CDK; it may write its log.',
      },
    ],
    [/\/AWS[0-9a-f]{20,}\/Resource$/, { id: `${RULE}L1`, reason: 'CDK chooses the runtime of its own function.' }],
    [
      /\/Keep\/Key\/Resource$/,
      { id: `${RULE}SMG4`, reason: 'Turning this key over would break every link and reply address that is out.' },
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
