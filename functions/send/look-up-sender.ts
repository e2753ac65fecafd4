/** Looks up what the domain name system says of the domain that letters come from. */
import { type DomainCheck, type Found, type SenderRecords, senderChecks } from '../../domain/send/sender-domain.ts'
import type { Knows, World } from '../keep/ports.ts'

export async function lookUpSender({
  settings,
  names,
}: Knows<'from' | 'dkim' | 'mailFrom' | 'replyDomain'> & Pick<World, 'names'>): Promise<SenderRecords> {
  const domain = settings.from.slice(settings.from.lastIndexOf('@') + 1)
  const selectors = settings.dkim ?? []
  const { mailFrom } = settings
  const [txt, dmarc, mx, returns, ...keys] = await Promise.all([
    names.txt(mailFrom ?? domain),
    names.txt(`_dmarc.${domain}`),
    names.mx(settings.replyDomain),
    mailFrom === undefined ? undefined : names.mx(mailFrom),
    ...selectors.map(selector => names.txt(`${selector}._domainkey.${domain}`)),
  ])
  const dkim = new Map<string, Found>(selectors.map((selector, n) => [selector, keys[n] ?? 'unknown']))
  return {
    domain,
    replyDomain: settings.replyDomain,
    txt,
    dmarc,
    dkim,
    mx,
    ...(mailFrom === undefined || returns === undefined ? {} : { envelope: { domain: mailFrom, mx: returns } }),
  }
}

/**
 * What is missing or wrong at the domain that letters come from, so that they would not arrive; nothing in a rehearsal. What
 * could not be asked says nothing.
 */
export async function senderProblems(
  world: Parameters<typeof lookUpSender>[0] & Knows<'rehearsal'>,
): Promise<DomainCheck[]> {
  if (world.settings.rehearsal) return []
  return senderChecks(await lookUpSender(world)).filter(({ state }) => state === 'missing' || state === 'wrong')
}
