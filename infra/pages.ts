/** The way in for people: one HTTP API before one function, with a limit on how fast it can be knocked at. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import * as acm from 'aws-cdk-lib/aws-certificatemanager'
import type * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { Front } from './front.ts'
import type { StackSettings } from './settings.ts'

export class Pages extends Construct {
  readonly api: apigateway.HttpApi
  readonly url: string
  /** Where a domain of one's own leads: name and value of its CNAME. */
  readonly leads: { name: string; to: string } | undefined
  /** CloudFront, where it stands before them. */
  readonly front: Front | undefined

  constructor(scope: Construct, id: string, settings: StackSettings) {
    super(scope, id)
    const { pages, pagesASecond } = settings
    const direct = settings.cloudfront === undefined
    const domain =
      pages && direct
        ? new apigateway.DomainName(this, 'Domain', {
            domainName: pages.domain,
            certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', pages.certificateArn),
            securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
          })
        : undefined
    this.api = new apigateway.HttpApi(this, 'Api', {
      description: 'The pages of Convoke. Their security headers are set by the function, on every answer.',
      createDefaultStage: false,
      // With a domain of its own nobody needs the other name, by which links would not work. CloudFront does.
      disableExecuteApiEndpoint: domain !== undefined,
    })
    this.front = direct ? undefined : new Front(this, 'Front', this.api, settings)
    const given = this.front
      ? this.front.distribution.distributionDomainName
      : `${this.api.apiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`
    this.url = `https://${pages?.domain ?? given}`
    const to = domain?.regionalDomainName ?? this.front?.distribution.distributionDomainName
    this.leads = pages && to !== undefined ? { name: pages.domain, to } : undefined
    const log = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const stage = new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // A ballot of a whole room at once is what a launch is for.
      throttle: { rateLimit: pagesASecond, burstLimit: 2 * pagesASecond },
      ...(domain ? { domainMapping: { domainName: domain } } : {}),
    })
    const raw = stage.node.defaultChild as apigateway.CfnStage
    // No path and no address: both can hold what belongs to one person.
    raw.accessLogSettings = {
      destinationArn: log.logGroupArn,
      format:
        '{"at":"$context.requestTime","method":"$context.httpMethod","status":"$context.status","millis":"$context.responseLatency","request":"$context.requestId"}',
    }
  }

  /** Every path leads to the function, which knows its routes and authorizes each. */
  leadTo(web: lambda.Function): void {
    this.api.addRoutes({ path: '/{proxy+}', integration: new HttpLambdaIntegration('Web', web) })
    this.api.addRoutes({ path: '/', integration: new HttpLambdaIntegration('Root', web) })
  }
}
