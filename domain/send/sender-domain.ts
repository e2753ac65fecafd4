/**
 * Whether a letter can be trusted, by what anybody can look up: whether the domain it comes from says so to the world, by SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), and
 * MX (RFC 5321) for the answers. Judges records that somebody else has looked up.
 */

/** What the domain name system said of one name: records, or `unknown` where it could not be asked. */
export type Found = readonly string[] | 'unknown'

export interface SenderRecords {
  /** The domain of From. */
  domain: string
  /** The domain of `rsvp+TOKEN@…`. */
  replyDomain: string
  /** Where letters come back, if that is a domain of its own, with the hosts of its MX. SPF is asked of it (RFC 7208 section 2.4). */
  envelope?: { domain: string; mx: Found } | undefined
  /** TXT of `domain`, or of the envelope's. */
  txt: Found
  /** TXT of `_dmarc.domain`. */
  dmarc: Found
  /** TXT (or what a CNAME leads to) of `SELECTOR._domainkey.domain`, by selector; none where no selector is known. */
  dkim: ReadonlyMap<string, Found>
  /** Hosts of the MX of `replyDomain`. */
  mx: Found
  /** Where the links of letters lead. */
  url: string
}

export type State = 'good' | 'weak' | 'missing' | 'wrong' | 'unknown'

export interface DomainCheck {
  what: 'SPF' | 'DKIM' | 'DMARC' | 'MX' | 'Links'
  /** What it is good for, for somebody who has not heard of it. */
  why: string
  state: State
  /** What was found, as it stands there. */
  found: readonly string[]
  /** What is the matter, and what to do about it. */
  advice: string
  /** The record to add, where one can be named. */
  add?: { name: string; type: 'TXT' | 'MX'; value: string } | undefined
}

const UNKNOWN = 'The domain name system could not be asked just now. Try again in a minute.'
const starting = (records: Found, tag: string): string[] =>
  records === 'unknown' ? [] : records.filter(record => record.toLowerCase().replace(/\s+/g, '').startsWith(tag))

export const senderChecks = (records: SenderRecords): DomainCheck[] => [
  spf(records),
  ...dkim(records),
  dmarc(records),
  mx(records),
  ...(records.envelope ? [returns(records.envelope)] : []),
  links(records),
]

/** Plain http is read by whoever stands in between, and mail programs warn of it. */
function links({ url }: SenderRecords): DomainCheck {
  const about = {
    what: 'Links',
    why: 'Whoever has the link of an invitation can answer it, so no one on the way may read it.',
    found: [url],
  } as const
  const { protocol, hostname } = new URL(url)
  if (protocol === 'https:') return { ...about, state: 'good', advice: 'They travel encrypted.' }
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
    ? { ...about, state: 'weak', advice: 'They open on this machine alone. Set CONVOKE_URL to where guests reach it.' }
    : {
        ...about,
        state: 'wrong',
        advice:
          'They would be plain http. Put a web server with a certificate before Convoke, and begin CONVOKE_URL with https.',
      }
}

function returns({ domain, mx: hosts }: { domain: string; mx: Found }): DomainCheck {
  const about = {
    what: 'MX',
    why: `It sends bounced emails to ${domain}, to the service that sent them.`,
  } as const
  if (hosts === 'unknown') return { ...about, state: 'unknown', found: [], advice: UNKNOWN }
  return hosts.length > 0
    ? { ...about, state: 'good', found: hosts, advice: 'Bounced emails are noticed.' }
    : {
        ...about,
        state: 'missing',
        found: [],
        advice: `Add the record for ${domain} that the deployment printed. Until then emails are sent in the service’s own name.`,
      }
}

function spf({ domain: own, envelope, txt }: SenderRecords): DomainCheck {
  const domain = envelope?.domain ?? own
  const about = { what: 'SPF', why: 'It names the machines that may send emails for your domain.' } as const
  if (txt === 'unknown') return { ...about, state: 'unknown', found: [], advice: UNKNOWN }
  const found = starting(txt, 'v=spf1')
  const add = { name: domain, type: 'TXT', value: 'v=spf1 include:YOUR-MAIL-SERVICE -all' } as const
  const [record] = found
  if (record === undefined)
    return {
      ...about,
      state: 'missing',
      found,
      advice: 'Add the record your mail service gives you. It looks like this:',
      add,
    }
  if (found.length > 1)
    return { ...about, state: 'wrong', found, advice: 'There are two or more, and then none counts. Make them one.' }
  if (/[+\s]all\s*$/i.test(record) && !/[-~?]all\s*$/i.test(record))
    return { ...about, state: 'wrong', found, advice: 'It lets every machine send for you. End it with ~all or -all.' }
  if (/\?all\s*$/i.test(record))
    return { ...about, state: 'weak', found, advice: 'It says nothing about other machines. End it with ~all or -all.' }
  return { ...about, state: 'good', found, advice: 'Make sure that it names the service that sends your emails.' }
}

function dkim({ domain, dkim: selectors }: SenderRecords): DomainCheck[] {
  const about = { what: 'DKIM', why: 'It signs each email, so that no one can change it on the way.' } as const
  if (selectors.size === 0)
    return [
      {
        ...about,
        state: 'unknown',
        found: [],
        advice: `Ask your mail service for the selector it signs with, and set CONVOKE_DKIM to it. Convoke then looks at SELECTOR._domainkey.${domain}.`,
      },
    ]
  return [...selectors].map(([selector, records]): DomainCheck => {
    const name = `${selector}._domainkey.${domain}`
    if (records === 'unknown') return { ...about, state: 'unknown', found: [], advice: UNKNOWN }
    const key = records.find(record => /(^|;)\s*p=/i.test(record))
    if (key === undefined)
      return {
        ...about,
        state: 'missing',
        found: records,
        advice: `Nothing is published at ${name}. Add what your mail service gives you there.`,
      }
    if (/(^|;)\s*p=\s*(;|$)/i.test(key))
      return { ...about, state: 'wrong', found: [key], advice: `The key at ${name} has been withdrawn. Add a new one.` }
    return { ...about, state: 'good', found: [key], advice: `The key is published at ${name}.` }
  })
}

function dmarc({ domain, replyDomain, dmarc: records }: SenderRecords): DomainCheck {
  const about = {
    what: 'DMARC',
    why: 'It tells mail programs what to do with emails that only pretend to be yours.',
  } as const
  if (records === 'unknown') return { ...about, state: 'unknown', found: [], advice: UNKNOWN }
  const found = starting(records, 'v=dmarc1')
  const add = {
    name: `_dmarc.${domain}`,
    type: 'TXT',
    // Reports go to an address that is there: Convoke takes mail to it.
    value: `v=DMARC1; p=none; rua=mailto:rsvp@${replyDomain}`,
  } as const
  const [record] = found
  if (record === undefined)
    return {
      ...about,
      state: 'missing',
      found,
      advice: 'Large mail services ask for one. This is the mildest to begin with:',
      add,
    }
  if (found.length > 1)
    return { ...about, state: 'wrong', found, advice: 'There are two or more, and then none counts. Keep one.' }
  const policy = /(?:^|;)\s*p\s*=\s*(none|quarantine|reject)/i.exec(record)?.[1]?.toLowerCase()
  if (policy === undefined)
    return { ...about, state: 'wrong', found, advice: 'It names no policy. Add p=none, p=quarantine or p=reject.' }
  if (policy === 'none')
    return {
      ...about,
      state: 'weak',
      found,
      advice: 'It only watches. When the reports look right, make it p=quarantine.',
    }
  return { ...about, state: 'good', found, advice: 'Emails that only pretend to be yours are held back.' }
}

function mx({ replyDomain, mx: hosts }: SenderRecords): DomainCheck {
  const about = {
    what: 'MX',
    why: `It leads answers by mail, which go to rsvp+…@${replyDomain}, to a machine that takes them.`,
  } as const
  if (hosts === 'unknown') return { ...about, state: 'unknown', found: [], advice: UNKNOWN }
  // A single dot says that the domain takes no mail (RFC 7505).
  const named = hosts.filter(host => host !== '' && host !== '.')
  if (named.length > 0)
    return { ...about, state: 'good', found: named, advice: 'Make sure that this machine passes them on to Convoke.' }
  return {
    ...about,
    state: 'missing',
    found: [],
    advice: 'Answers by mail and by calendar would be lost. Add the machine that takes your mail:',
    add: { name: replyDomain, type: 'MX', value: '10 YOUR-MAIL-HOST' },
  }
}
