/** The domain that letters come from: what the domain name system says of it, and whether mail services know it yet. */
import { WAVES } from '../../../domain/keep/wave-kinds.ts'
import { domainOf } from '../../../domain/list/mailbox.ts'
import type { Wave } from '../../../domain/send/plan.ts'
import { type DomainCheck, type Found, type SenderRecords, senderChecks } from '../../../domain/send/sender-domain.ts'
import { isNewDomain } from '../../../domain/send/spread.ts'
import { create, read, refOf } from '../../keep/documents.ts'
import type { Keeps, Knows, Timed, World } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'

export async function lookUpSender({
  settings,
  names,
}: Knows<'from' | 'dkim' | 'mailFrom' | 'replyDomain' | 'url'> & Pick<World, 'names'>): Promise<SenderRecords> {
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
    url: settings.url,
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

/** Asked before the first letter of a wave leaves. The first wave that asks anybody begins the time in which a domain is new. */
export async function isSpread(world: Keeps & Timed & Knows<'from' | 'spreads'>, { kind }: Wave): Promise<boolean> {
  const { from, spreads } = world.settings
  if (!spreads || WAVES[kind].asks === undefined) return false
  const ref = refOf(DOCUMENTS.sender, domainOf(from))
  const now = world.clock.now()
  const known = (await read(world.store, ref))?.value
  if (!known) await create(world.store, ref, { since: now })
  return isNewDomain(known?.since ?? now, now)
}
