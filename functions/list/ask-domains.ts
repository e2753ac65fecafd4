/** Asks the domain name system which domains of a list take no mail. It may be slow or silent: nothing waits long for it. */
import { readAddressCell } from '../../domain/list/address-cell.ts'
import { domainOf, isFreeMail } from '../../domain/list/mailbox.ts'
import type { AsksNames, Names } from '../keep/ports.ts'
import { sideBySide } from '../keep/side-by-side.ts'

/** Names that stand for nobody (RFC 2606, RFC 6761, RFC 6762): no answer about them means anything. */
const RESERVED = /(?:^|\.)(?:example|test|invalid|localhost|local|internal|example\.(?:com|net|org))$/
const MOST_DOMAINS = 1000
const AT_ONCE = 40
/** Milliseconds for all of them; what has not answered by then counts as unknown. */
const PATIENCE = 2500

/** The domains of the addresses in these cells, as many as are asked about. */
export function domainsIn(rows: readonly (readonly string[])[]): string[] {
  const domains = new Set<string>()
  for (const cell of rows.flat()) {
    const email = cell.includes('@') ? readAddressCell(cell)?.email : undefined
    if (email === undefined || domains.size >= MOST_DOMAINS) continue
    const domain = domainOf(email)
    if (!RESERVED.test(domain) && !isFreeMail(email)) domains.add(domain)
  }
  return [...domains]
}

/** Those of the domains that take no mail, as far as that could be learned in time. */
export async function withoutMail({ names, clock }: AsksNames, domains: readonly string[]): Promise<string[]> {
  const found: string[] = []
  let over = false
  const ask = async (domain: string): Promise<void> => {
    if (await takesNoMail(names, domain)) found.push(domain)
  }
  await Promise.race([sideBySide(domains, ask, { hands: AT_ONCE, isOver: () => over }), clock.rest(PATIENCE)])
  over = true
  // Where no name at all is known, it is not the list that is wrong.
  return domains.length >= 3 && found.length === domains.length ? [] : [...found]
}

/**
 * A null MX says so (RFC 7505); a domain without an MX still takes mail at its address (RFC 5321 section 5.1), and none
 * where it has no address either.
 */
async function takesNoMail(names: Names, domain: string): Promise<boolean> {
  const hosts = await names.mx(domain)
  if (hosts === 'unknown') return false
  if (hosts.length > 0) return hosts.every(host => host === '' || host === '.')
  const addresses = await names.addresses(domain)
  return addresses !== 'unknown' && addresses.length === 0
}
