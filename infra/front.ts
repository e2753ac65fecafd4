/**
 * CloudFront before the pages, where the settings ask for it. Scripts, styles and fonts bear names that change with their
 * content and are kept near to people; pages are kept nowhere. The function answers nobody who comes round it: CloudFront
 * shows a key of its own with each request.
 */
import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import * as acm from 'aws-cdk-lib/aws-certificatemanager'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import * as secrets from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { FRONT_HEADERS } from '../aws/environment.ts'
import type { StackSettings } from './settings.ts'

/** Names the viewer's address, over whatever the viewer said it was. */
const VIEWER = `function handler(event) {
  var request = event.request;
  request.headers['${FRONT_HEADERS.viewer}'] = { value: event.viewer.ip };
  return request;
}`

export class Front extends Construct {
  readonly distribution: cloudfront.Distribution
  /** What CloudFront shows to the function. */
  readonly key: secrets.Secret

  constructor(scope: Construct, id: string, api: apigateway.HttpApi, settings: StackSettings) {
    super(scope, id)
    const { pages } = settings
    const { region, urlSuffix } = Stack.of(this)
    this.key = new secrets.Secret(this, 'Key', {
      description: 'By this the function of the pages knows that a request came through CloudFront.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const origin = new HttpOrigin(`${api.apiId}.execute-api.${region}.${urlSuffix}`, {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      // Resolved as the stack is deployed; the template holds no key.
      customHeaders: { [FRONT_HEADERS.key]: this.key.secretValue.unsafeUnwrap() },
    })
    const viewer = new cloudfront.Function(this, 'Viewer', {
      code: cloudfront.FunctionCode.fromInline(VIEWER),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    })
    const shared = {
      origin,
      compress: true,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    }
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: 'Convoke: the pages',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        ...shared,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        // The API knows itself by its own host alone. All else of a request goes through as it came.
        originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        functionAssociations: [{ function: viewer, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        // No cookie and no query goes along: it is the same for everybody.
        '/assets/*': { ...shared, cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED },
      },
      ...(pages
        ? {
            domainNames: [pages.domain],
            certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', pages.certificateArn),
          }
        : {}),
      ...(settings.cloudfront?.webAclArn ? { webAclId: settings.cloudfront.webAclArn } : {}),
    })
  }
}
