/** What an operator says in `convoke.settings.json`, read with words for what does not read. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { answersMailbox } from '../aws/environment.ts'
import { readOpenId } from '../identity/openid-settings.ts'

/** Where SES takes mail in, by region. Elsewhere answers by mail would be lost. */
const RECEIVING_REGIONS: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
]

/** The MAIL FROM domain, where SES gets letters back; no answers can come there. */
export const bounceDomain = (sendingDomain: string): string => `bounce.${sendingDomain}`

const domain = (what: string) =>
  z
    .string({ error: `is missing; give ${what}` })
    .transform(text => text.trim().toLowerCase())
    .pipe(
      z
        .string()
        .regex(
          /^(?=.{4,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
          `is not a domain; give ${what}`,
        ),
    )
const ADDRESS = /^[^\s@<>"(),;:]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i
const address = (what: string) =>
  z.string({ error: `is missing; give ${what}` }).regex(ADDRESS, `is not an address; give ${what}`)

const instant = z.iso.datetime('is not an instant; give one such as 2026-12-01T08:00:00Z')

interface OidcSaid {
  issuer: string
  clientId: string
  name?: string | undefined
  tenant?: string | undefined
  domains?: readonly string[] | undefined
  address?: string | undefined
  required?: boolean | undefined
}

/** The same as the function is told it: texts, and an empty one for what is not said. */
export const openidOf = (oidc: OidcSaid | undefined) => ({
  signIn: oidc?.required ? 'oidc' : '',
  oidcIssuer: oidc?.issuer ?? '',
  oidcClientId: oidc?.clientId ?? '',
  oidcName: oidc?.name ?? '',
  oidcTenant: oidc?.tenant ?? '',
  oidcDomains: oidc?.domains?.join(',') ?? '',
  oidcAddress: oidc?.address ?? '',
})

const schema = z
  .strictObject({
    region: z
      .string({ error: 'is missing; give the region to deploy to, such as us-west-2' })
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a region; give one such as us-west-2'),
    /** Letters come from an address at this domain. */
    sendingDomain: domain('the domain that letters come from, such as partnerships.example.org'),
    /** Answers by mail go here; its MX leads to SES. */
    replyDomain: domain('the domain that answers go to, such as reply.partnerships.example.org'),
    /** The part of the sender's address before the @. */
    sender: z
      .string({ error: 'is not a text; give the part of the address before the @, such as invitations' })
      .regex(/^[A-Za-z0-9._-]{1,40}$/, 'is not the part of an address before the @')
      .default('invitations'),
    conveners: z
      .array(
        z
          .string()
          .refine(entry => ADDRESS.test(entry) || ADDRESS.test(`x${entry}`), 'is neither an address nor an @domain'),
        {
          error: ({ input }) =>
            input === undefined
              ? 'is missing; list the addresses or @domains that may sign in'
              : 'is not a list; give one such as ["ana@example.org", "@example.org"]',
        },
      )
      .min(1, 'is empty; list at least one address or @domain that may sign in'),
    /** Who runs this Convoke, and sees the operator's page and the audit log; missing: the addresses among the conveners. */
    operators: z
      .array(z.string().regex(ADDRESS, 'is not an address'), {
        error: 'is not a list; give one such as ["ana@example.org"]',
      })
      .min(1, 'is empty; list at least one address, or leave it out')
      .optional(),
    alarmAddress: address('where alarms are mailed'),
    /** Where SES takes no mail in, or may not: the mailbox that answers are read from. */
    replies: answersMailbox().optional(),
    /** A table to use in place of the stack's own: restored from a backup, or kept from an earlier stack. */
    table: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{3,255}$/, 'is not the name of a table')
      .optional(),
    /** A secret to use in place of one that the stack makes: kept from an earlier stack, so that links that are out go on working. */
    secretArn: z
      .string({ error: 'is not a text; give the ARN of a secret' })
      .regex(
        /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d+:secret:.+-[A-Za-z0-9]{6}$/,
        'is not the whole ARN of a secret',
      )
      .optional(),
    /**
     * The account is still in the sandbox of SES: letters reach verified addresses alone, and each needs leave of its
     * own. To be taken out once Amazon has let the account out.
     */
    sandbox: z.boolean({ error: 'is neither true nor false' }).optional(),
    /** When the table was brought back from a backup: waves that were due before it ask their convener. */
    restoredAt: instant.optional(),
    /** `false`: invitations of a new domain leave as fast as they may. Otherwise they leave over an hour for its first two weeks. */
    spread: z.boolean({ error: 'is neither true nor false' }).optional(),
    /** How many waves may be sent side by side; each has a function that waits for its turns. docs/scale.md says when. */
    wavesAtOnce: z
      .int({ error: 'is not a whole number' })
      .min(1, 'is none at all; give at least 1')
      .max(1000, 'is more than 1000')
      .optional(),
    /** Requests for pages and scripts a second, for all people together; twice as many may come at once. */
    pagesASecond: z
      .int({ error: 'is not a whole number' })
      .min(50, 'is too few; give at least 50, for each page is several requests')
      .max(10_000, 'is more than 10000, which is what an account may have')
      .default(500),
    /** CloudFront before the pages: it keeps scripts, styles and fonts near to people, and a web ACL of yours can stand there. */
    cloudfront: z
      .strictObject(
        {
          webAclArn: z
            .string({ error: 'is not a text; give the ARN of a web ACL' })
            .regex(
              /^arn:aws:wafv2:us-east-1:\d*:global\/webacl\//,
              'is not the ARN of a web ACL for CloudFront, which is made in us-east-1 with the scope CLOUDFRONT',
            )
            .optional(),
        },
        { error: 'does not read; give {} or { "webAclArn": "arn:aws:wafv2:us-east-1:…:global/webacl/…" }' },
      )
      .optional(),
    /** The receipt rule set that is active in the account and serves other mail: ours is added to it. */
    receiptRuleSet: z
      .string({ error: 'is not a text; give the name of a receipt rule set' })
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not the name of a receipt rule set')
      .optional(),
    /** Who signs people in with their organization's accounts (OpenID Connect); docs/sign-in.md says what each means. */
    oidc: z
      .strictObject({
        issuer: z.string({ error: 'is missing; give the issuer of your identity provider' }),
        clientId: z.string({ error: 'is missing; the provider names it for your app' }),
        /** Of a secret that the operator has made, so that no deployment changes it. */
        clientSecretArn: z
          .string({ error: 'is missing; give the ARN of the secret in Secrets Manager' })
          .regex(/^arn:aws[a-z-]*:secretsmanager:/, 'is not the ARN of a secret in Secrets Manager'),
        name: z.string().optional(),
        tenant: z.string().optional(),
        domains: z.array(z.string()).optional(),
        address: z.string().optional(),
        /** Nobody signs in by a link in a mail. */
        required: z.boolean({ error: 'is neither true nor false' }).optional(),
      })
      .superRefine((oidc, context) => {
        const read = readOpenId(openidOf(oidc))
        if ('wrong' in read) context.addIssue({ code: 'custom', message: `does not read: ${read.name} ${read.wrong}` })
      })
      .optional(),
    /** A domain of one's own for the pages, with its certificate in the same region; with CloudFront, in us-east-1. */
    pages: z
      .strictObject(
        {
          domain: domain('the domain of the pages, such as convoke.example.org'),
          certificateArn: z
            .string({ error: 'is missing; give the ARN of its certificate' })
            .regex(/^arn:aws[a-z-]*:acm:/, 'is not the ARN of a certificate'),
        },
        { error: 'does not read; give { "domain": "convoke.example.org", "certificateArn": "arn:aws:acm:…" }' },
      )
      .optional(),
  })
  .refine(({ region, replies }) => replies !== undefined || RECEIVING_REGIONS.includes(region), {
    path: ['region'],
    error: `is no region where Amazon SES takes mail in; choose one of ${RECEIVING_REGIONS.join(', ')}, or have answers read from a mailbox: "replies" in docs/operator.md`,
  })
  .refine(({ receiptRuleSet, replies }) => !(receiptRuleSet && replies), {
    path: ['receiptRuleSet'],
    error: 'is of no use beside "replies": answers are read from a mailbox',
  })
  .refine(({ sendingDomain, replyDomain, replies }) => replies !== undefined || sendingDomain !== replyDomain, {
    path: ['replyDomain'],
    error: 'is the sending domain; give answers a domain of their own, so that your other mail stays where it is',
  })
  .refine(({ sendingDomain, replyDomain }) => replyDomain !== bounceDomain(sendingDomain), {
    path: ['replyDomain'],
    error: 'is where letters come back that could not be delivered; choose another',
  })
  .refine(
    ({ region, pages, cloudfront }) =>
      !pages || pages.certificateArn.split(':')[3] === (cloudfront ? 'us-east-1' : region),
    {
      path: ['pages', 'certificateArn'],
      error:
        'is a certificate of another region; it has to be of the one you deploy to, and with "cloudfront" of us-east-1',
    },
  )

export type StackSettings = z.infer<typeof schema>

/** Settings that do not read. The message names each with what is wrong and how to mend it. */
export class StackSettingsError extends Error {
  override name = 'SettingsError'
}

const KEYS = [...Object.keys(schema.shape), 'domain', 'certificateArn', 'webAclArn']

/** The setting that was meant, where one begins alike. */
function meant(key: string): string {
  const alike = (other: string) => other.toLowerCase().startsWith(key.slice(0, 4).toLowerCase())
  const found = KEYS.find(alike)
  return found ? `; did you mean ${found}?` : `; there are ${Object.keys(schema.shape).join(', ')}`
}

/** Where the settings are, unless `-c settings=FILE` says otherwise: a file that this project does not hold. */
export const SETTINGS_FILE = 'convoke.settings.json'

/** The settings in a file. Throws a StackSettingsError whose message says what is wrong and how to mend it. */
export function readSettingsFile(file: string): StackSettings {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new StackSettingsError(
      `There is no ${file}. Make it of the example and put your own settings in: cp convoke.settings.example.json ${file}\n` +
        'What stood under "convoke" in cdk.json in earlier versions goes there as it is.',
    )
  }
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch (error) {
    throw new StackSettingsError(
      `${file} is not JSON: ${error instanceof Error ? error.message : ''}\nLook for a comma or a quotation mark that is missing.`,
    )
  }
  return readStackSettings(said, file)
}

export function readStackSettings(said: unknown, file = SETTINGS_FILE): StackSettings {
  const read = schema.safeParse(said ?? {})
  if (read.success) return read.data
  const lines = read.error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => `  ${[...issue.path, key].join('.')} is not a setting${meant(key)}`)
      : `  ${issue.path.join('.') || 'It'} ${issue.message}`,
  )
  throw new StackSettingsError(`The settings in ${file} do not read:\n${[...new Set(lines)].join('\n')}`)
}
