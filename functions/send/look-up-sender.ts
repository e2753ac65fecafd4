/** Looks up what the domain name system says of the domain that letters come from. */
import type { Found, SenderRecords } from '../../domain/send/sender-domain.ts'
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
