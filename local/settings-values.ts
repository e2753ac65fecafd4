/** What flags and variables may hold, each with the words for what does not read. */
import * as z from 'zod'
import { type Instant, parseInstant } from '../domain/keep/time.ts'
import { type MailboxAddress, readMailboxAddress } from './mail/mailbox-address.ts'
import { type NamedProxies, namedProxies } from './serve/proxies.ts'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a port; give a number from 1 to 65535')
  .transform(Number)
  .refine(port => port <= 65_535, 'is not a port; give a number from 1 to 65535')
const rate = z
  .string()
  .transform(Number)
  .refine(
    rate => Number.isFinite(rate) && rate > 0 && rate <= 1000,
    'is not a rate; give messages a second, such as 10',
  )
const connections = z
  .string()
  .transform(Number)
  .refine(
    count => Number.isInteger(count) && count > 0 && count <= 200,
    'is not a number of connections; give one from 1 to 200',
  )
const ADDRESS = /^[^\s@<>"(),;:]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i
const address = z.string().regex(ADDRESS, 'is not an address; give it plain, such as invitations@example.org')
const domain = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'is not a domain; give one such as reply.example.org')
  .transform(text => text.toLowerCase())
/** Entries with commas, semicolons or blanks between them, in lower case. */
const entriesOf = z.string().transform(text =>
  text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean),
)
const selectors = entriesOf.refine(
  names => names.every(name => /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/.test(name)),
  'holds something that is no selector; give a list such as mail2027, mail2028',
)
const key = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'holds a space or is too long; give up to 200 letters and digits that nobody guesses')
const proxies = z.string().transform((text, context): NamedProxies => {
  const named = namedProxies(text)
  if (named) return named
  const message = 'holds something that is neither an address nor a range; give a list such as 127.0.0.1, 10.0.0.0/8'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})
const logFormat = z.enum(['json', 'plain'], 'is neither json nor plain')
const onOrOff = z.enum(['on', 'off'], 'is neither on nor off')
const moment = z.string().transform((text, context): Instant => {
  const at = parseInstant(text)
  if (at !== undefined) return at
  context.addIssue({ code: 'custom', message: 'is not an instant; give one such as 2026-12-01T08:00:00Z' })
  return z.NEVER
})
const webUrl = z
  .string()
  .refine(
    text => ['http:', 'https:'].includes(parsed(text)?.protocol ?? '') && !/[?#]/.test(text),
    'is not a web address; give one such as https://convoke.example.org',
  )
  .transform(text => text.replace(/\/+$/, ''))
const smtpUrl = z
  .string()
  .refine(
    text => ['smtp:', 'smtps:'].includes(parsed(text)?.protocol ?? '') && Boolean(parsed(text)?.hostname),
    'is not the address of a relay; give one such as smtps://NAME:PASSWORD@mail.example.org',
  )
const mailbox = z.string().transform((text, context): MailboxAddress => {
  const address = readMailboxAddress(text)
  if (address) return address
  const example = 'imaps://NAME:PASSWORD@imap.example.org/INBOX'
  const message = `is not the address of a mailbox; give one such as ${example}, with %40 for an @ in the name`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})
const addresses = entriesOf.refine(
  entries => entries.every(entry => ADDRESS.test(entry) || ADDRESS.test(`x${entry}`)),
  'holds something that is neither an address nor an @domain; give a list such as ana@example.org, @example.org',
)

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

const people = addresses.refine(
  entries => entries.every(entry => ADDRESS.test(entry)),
  'may hold addresses alone: a domain runs nothing; give a list such as ana@example.org, ben@example.org',
)

export const VALUES = {
  port,
  rate,
  connections,
  address,
  domain,
  selectors,
  key,
  proxies,
  logFormat,
  onOrOff,
  moment,
  webUrl,
  smtpUrl,
  mailbox,
  addresses,
  people,
}
