/** What somebody should be told of at night, and one page that shows how it goes. */
import { Duration, Stack } from 'aws-cdk-lib'
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import * as iam from 'aws-cdk-lib/aws-iam'
import type * as lambda from 'aws-cdk-lib/aws-lambda'
import * as sns from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type Door, METRICS, NAMESPACE, SERVICE } from '../aws/environment.ts'

export interface AlarmsProps {
  address: string
  deadLetters: sqs.IQueue
  functions: Partial<Record<Door, lambda.Function>>
  api: apigateway.HttpApi
}

const FIVE = Duration.minutes(5)

const ours = (name: keyof typeof METRICS, period = FIVE): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: NAMESPACE,
    metricName: METRICS[name],
    dimensionsMap: { service: SERVICE },
    statistic: 'Sum',
    period,
  })

const reputation = (metricName: string): cloudwatch.Metric =>
  new cloudwatch.Metric({ namespace: 'AWS/SES', metricName, statistic: 'Maximum', period: Duration.hours(1) })

export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { address, deadLetters, functions, api }: AlarmsProps) {
    super(scope, id)
    const topic = new sns.Topic(this, 'Topic', { enforceSSL: true, displayName: 'Convoke' })
    topic.addSubscription(new EmailSubscription(address))
    // A topic with a policy of its own has lost the one by which alarms of the account may publish.
    const { account, partition, region, stackName } = Stack.of(this)
    topic.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
    )
    const page = (
      name: string,
      says: string,
      metric: cloudwatch.IMetric,
      threshold: number,
      missing = cloudwatch.TreatMissingData.NOT_BREACHING,
    ) => {
      const alarm = new cloudwatch.Alarm(this, name, {
        alarmDescription: says,
        metric,
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: missing,
      })
      alarm.addAlarmAction(new SnsAction(topic))
    }
    page(
      'DeadLetters',
      'Something could not be handled and lies in the queue of dead letters.',
      deadLetters.metricApproximateNumberOfMessagesVisible({ period: FIVE }),
      0,
    )
    page(
      'WavesOverdue',
      'A wave should have been over for an hour, or the sweep is down.',
      ours('overdue', Duration.minutes(15)),
      0,
      cloudwatch.TreatMissingData.BREACHING,
    )
    page(
      'BounceRate',
      'More than 2 % of letters come back. Amazon reviews accounts at 5 %.',
      reputation('Reputation.BounceRate'),
      0.02,
    )
    page(
      'ComplaintRate',
      'More than 0.05 % of letters are marked as spam. Amazon reviews accounts at 0.1 %.',
      reputation('Reputation.ComplaintRate'),
      0.0005,
    )
    page('InDoubt', 'Nobody knows whether some letters left.', ours('inDoubt', Duration.hours(1)), 0)
    for (const [door, each] of Object.entries(functions))
      page(`Errors-${door}`, `The function ${door} failed.`, each.metricErrors({ period: FIVE }), 0)

    // A page that fails is an answer like any other to Lambda: only its status tells.
    page(
      'PagesFailing',
      'Pages fail: people see an error.',
      api.metricServerError({ period: FIVE, statistic: 'Sum' }),
      0,
    )

    const board = new cloudwatch.Dashboard(this, 'Dashboard', {
      // Boards of all regions share one list of names.
      dashboardName: `${stackName}-${region}`,
    })
    const graph = (title: string, left: cloudwatch.IMetric[]) => new cloudwatch.GraphWidget({ title, left, width: 12 })
    board.addWidgets(
      graph('Letters', [ours('sent'), ours('later'), ours('refused'), ours('inDoubt')]),
      graph('What came back', [ours('bounced'), ours('complained'), ours('replies')]),
      graph('Waves', [ours('overdue'), ours('asks'), ours('handedOver')]),
      graph('Reputation', [reputation('Reputation.BounceRate'), reputation('Reputation.ComplaintRate')]),
      graph('Errors', [
        ...Object.values(functions).map(each => each.metricErrors()),
        api.metricServerError({ statistic: 'Sum' }),
      ]),
      graph(
        'Time taken',
        Object.values(functions).map(each => each.metricDuration({ statistic: 'p95' })),
      ),
    )
  }
}
