/** Events as the services send them to a function. */

/** HTTP API, payload format 2.0. */
export const httpRequest = (
  method: string,
  path: string,
  {
    body,
    cookies,
    headers = {},
  }: { body?: string | Uint8Array; cookies?: string[]; headers?: Record<string, string> } = {},
) => {
  const [rawPath = '/', rawQueryString = ''] = path.split('?')
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies ? { cookies } : {}),
    headers: {
      accept: 'text/html',
      'accept-encoding': 'gzip, deflate, br',
      host: 'convoke.example.org',
      'user-agent': 'Mozilla/5.0',
      'x-amzn-trace-id': 'Root=1-5e1b4151-5ac6c58f3a2c1b1b4d3c2b1a',
      'x-forwarded-for': '198.51.100.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...headers,
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      domainName: 'convoke.example.org',
      domainPrefix: 'convoke',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '198.51.100.1', userAgent: 'Mozilla/5.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '05/Jan/2026:16:00:00 +0000',
      timeEpoch: 1767628800000,
    },
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  }
}

/** What EventBridge Scheduler hands to the function: the schedule's input, and nothing around it. */
export const scheduled = (campaign: string, wave: string) => ({
  name: `${campaign}-${wave}`,
  campaign,
  wave,
  at: '2026-01-05T16:00:00.000Z',
})

/** A rule of EventBridge that fires at a rate. */
export const ticked = () => ({
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '123456789012',
  time: '2026-01-05T16:00:00Z',
  region: 'us-east-1',
  resources: ['arn:aws:events:us-east-1:123456789012:rule/sweep'],
  detail: {},
})

const NAMES = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
  DeliveryDelay: 'Email Delivery Delayed',
} as const

const WHAT = {
  Send: { send: {} },
  Delivery: {
    delivery: {
      timestamp: '2026-01-05T16:00:03.120Z',
      processingTimeMillis: 1872,
      recipients: ['guest0@company0.example'],
      smtpResponse: '250 2.6.0 Message received',
      remoteMtaIp: '203.0.113.7',
      reportingMTA: 'a8-53.smtp-out.amazonses.com',
    },
  },
  Bounce: {
    bounce: {
      feedbackId: '0100018a2b3c4d5e-5f6a7b8c-000000',
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [
        {
          emailAddress: 'guest0@company0.example',
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 <guest0@company0.example> user unknown',
        },
      ],
      timestamp: '2026-01-05T16:00:05.431Z',
      reportingMTA: 'dns; a8-53.smtp-out.amazonses.com',
    },
  },
  Complaint: {
    complaint: {
      feedbackId: '0100018a2b3c4d5e-6f7a8b9c-000000',
      complaintSubType: null,
      complainedRecipients: [{ emailAddress: 'guest0@company0.example' }],
      timestamp: '2026-01-05T17:00:00.000Z',
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: '2026-01-05T17:00:00.000Z',
    },
  },
  Reject: { reject: { reason: 'Bad content' } },
  DeliveryDelay: {
    deliveryDelay: {
      timestamp: '2026-01-05T16:30:00.000Z',
      delayType: 'TransientCommunicationFailure',
      expirationTime: '2026-01-06T06:00:00.000Z',
      delayedRecipients: [
        { emailAddress: 'guest0@company0.example', status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 no answer' },
      ],
      reportingMTA: 'a8-53.smtp-out.amazonses.com',
    },
  },
} as const

/** What SES tells EventBridge of a letter with these tags. */
export const sesEvent = (eventType: keyof typeof WHAT, tags: Record<string, string>, over: object = {}) => ({
  version: '0',
  id: '12a18625-3cfa-d8e7-7a2b-8d6f3a1b2c3d',
  'detail-type': NAMES[eventType],
  source: 'aws.ses',
  account: '123456789012',
  time: '2026-01-05T16:00:05Z',
  region: 'us-east-1',
  resources: ['arn:aws:ses:us-east-1:123456789012:configuration-set/convoke'],
  detail: {
    eventType,
    ...WHAT[eventType],
    ...over,
    mail: {
      timestamp: '2026-01-05T16:00:01.248Z',
      source: 'invitations@example.org',
      sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.org',
      sendingAccountId: '123456789012',
      messageId: '0100018a2b3c4d5e-1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d-000000',
      destination: ['guest0@company0.example'],
      headersTruncated: false,
      headers: [{ name: 'To', value: 'Guest 0 <guest0@company0.example>' }],
      commonHeaders: { from: ['invitations@example.org'], to: ['guest0@company0.example'] },
      tags: {
        'ses:operation': ['SendRawEmail'],
        'ses:configuration-set': ['convoke'],
        'ses:source-ip': ['192.0.2.0'],
        'ses:from-domain': ['example.org'],
        'ses:caller-identity': ['release-wave'],
        ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
    },
  },
})

export interface Received {
  messageId: string
  from: string
  to: string
  verdicts?: Partial<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', string>>
}

/** What the receipt rule of SES hands to a function: the envelope and the verdicts, and no body. */
export const received = ({ messageId, from, to, verdicts = {} }: Received) => ({
  Records: [
    {
      eventSource: 'aws:ses',
      eventVersion: '1.0',
      ses: {
        mail: {
          timestamp: '2026-01-05T16:20:30.028Z',
          source: from,
          messageId,
          destination: [to],
          headersTruncated: false,
          headers: [
            { name: 'Return-Path', value: `<${from}>` },
            { name: 'X-SES-Spam-Verdict', value: 'PASS' },
          ],
          commonHeaders: { returnPath: from, from: [from], to: [to], messageId: '<reply@example.com>', subject: 'Re' },
        },
        receipt: {
          timestamp: '2026-01-05T16:20:30.028Z',
          processingTimeMillis: 1205,
          recipients: [to],
          spamVerdict: { status: verdicts.spam ?? 'PASS' },
          virusVerdict: { status: verdicts.virus ?? 'PASS' },
          spfVerdict: { status: verdicts.spf ?? 'PASS' },
          dkimVerdict: { status: verdicts.dkim ?? 'PASS' },
          dmarcVerdict: { status: verdicts.dmarc ?? 'PASS' },
          dmarcPolicy: 'reject',
          action: {
            type: 'Lambda',
            functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:take-reply',
            invocationType: 'Event',
          },
        },
      },
    },
  ],
})
