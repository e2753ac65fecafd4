/** Whether a message of an ordinary mailbox is for us, and for whom: by its head, since its envelope is lost. */
import type { Knows, Reads, Settings } from '../../functions/keep/ports.ts'
import { invitationsIn } from '../../functions/keep/reply-to.ts'
import { type HeaderField, readHead } from '../../mail/head.ts'
import { isDeskAddress, replyAddressOf } from '../../mail/reply-address.ts'

type Looks = Reads & Knows<'secret' | 'replyDomain'>

/** Fields in which a mail server notes the envelope's recipient, or its sender has put it. */
const RECIPIENTS = ['delivered-to', 'x-original-to', 'envelope-to', 'to', 'cc']
/** The fields of the head that are asked for. */
export const HEADERS = [...RECIPIENTS, 'return-path', 'from', 'content-type', 'x-failed-recipients']

/** The reply addresses a message came to, in their long form. `head` holds the fields of HEADERS. */
export function recipientsIn(head: Uint8Array, world: Looks): Promise<string[]> {
  const fields = fieldsOf(head).filter(({ name }) => RECIPIENTS.includes(name))
  return addressesIn(fields.map(({ value }) => value).join('\n'), world)
}

/** Whether a message is for Convoke itself: written to the mailbox's own name, to the sender, or to who keeps the domain. */
export function isForDesk(head: Uint8Array, { replyDomain, from }: Pick<Settings, 'replyDomain' | 'from'>): boolean {
  const fields = fieldsOf(head).filter(({ name }) => name === 'to' || name === 'cc')
  const addresses = fields.flatMap(
    ({ value }) => value.slice(0, 4000).match(/[^\s<>",;:()]{1,64}@[^\s<>",;:()]{1,255}/g) ?? [],
  )
  return addresses.some(each => isDeskAddress(each, replyDomain, from))
}

/** MAIL FROM as the last server noted it (RFC 5321 section 4.4): empty for a bounce, undefined where it did not. */
export function senderIn(head: Uint8Array): string | undefined {
  const field = fieldsOf(head).find(({ name }) => name === 'return-path')
  return field && (/<\s*([^<>\s]*)\s*>/.exec(field.value)?.[1] ?? undefined)
}

/** Whether a message looks as if a mail server wrote it because a letter could not be delivered. */
export const mayBeBounce = (head: Uint8Array): boolean =>
  senderIn(head) === '' ||
  fieldsOf(head).some(
    ({ name, value }) =>
      name === 'x-failed-recipients' ||
      (name === 'content-type' && /^\s*multipart\/report\b/i.test(value)) ||
      (name === 'from' && /\b(mailer-daemon|postmaster)\b/i.test(value)),
  )

/** The reply addresses of the letter that a bounce returns, whole or its head alone. */
export function returnedFor(bytes: Uint8Array, world: Looks): Promise<string[]> {
  const text = new TextDecoder('latin1').decode(bytes)
  // A line that quoted-printable has broken is whole again without its soft break (RFC 2045 section 6.7).
  return addressesIn(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=2B/gi, '+')
      .replace(/=40/g, '@'),
    world,
  )
}

async function addressesIn(text: string, world: Looks): Promise<string[]> {
  const { secret, replyDomain } = world.settings
  const found = await invitationsIn(world, text)
  return found.map(({ campaign, id }) => replyAddressOf(secret, replyDomain, campaign, id))
}

const fieldsOf = (head: Uint8Array): HeaderField[] => readHead(new TextDecoder('latin1').decode(head)).fields
