/** The pages of a launch in two rooms: its sessions, the board with both, and an invitee who may choose. */
import type { Page } from 'playwright-core'
import { AS_SCRIPT } from '../as-script.ts'
import type { Place } from './browser.ts'
import type { Spot, Who } from './places.ts'
import { poster } from './table-places.ts'

type Naming = (name: string, as: Who, path: string, then?: Spot['then']) => Spot

const press = (name: string) => async (of: Page) => {
  await of.getByRole('button', { name, exact: true }).click()
  await of.waitForLoadState()
}

/** `page` belongs to the convener. The launch is one of its own, so that others stay in one room. */
export async function sessionPlaces(place: Place, page: Page, spot: Naming): Promise<Spot[]> {
  const post = poster(place, page)
  const alone = await place.sample('draft')
  const sample = await place.sample('sent')
  const path = `/campaigns/${sample.campaign}`
  await post(`${path}/sessions`, {
    first: 'Longmont',
    name: 'Fort Collins',
    date: '2099-03-11',
    start: '08:00',
    end: '09:30',
    zone: 'America/Denver',
    host: 'Poudre Tools',
    address: '5 Mill Road, Fort Collins, CO 80521',
    goal: '8',
  })
  await page.goto(`${path}/sessions`)
  const other = (await page.getByRole('link', { name: 'Fort Collins', exact: true }).getAttribute('href')) ?? ''
  await post(`${other}/signatures`, {})
  const mails = await place.ask<{ id: string; wave: string; campaign?: string }[]>('/_local/outbox.json')
  for (const { id } of mails.filter(
    ({ wave, campaign }) => wave === 'signature-request' && other.endsWith(campaign ?? '-'),
  )) {
    const source = await (await fetch(`${place.url}/_local/outbox/${id}.eml`, { headers: AS_SCRIPT })).text()
    const link = /\/sign\/[a-z2-7]+/.exec(source.replace(/=\r\n/g, ''))?.[0] ?? ''
    await page.goto(link)
    const check = /name="check" value="([0-9a-f]{64})"/.exec(await page.content())?.[1] ?? ''
    await post(link, { check, name: 'A champion', sure: 'A champion', do: 'sign' })
  }
  const link = (n: number) => new URL(sample.invitees[n]?.link ?? '').pathname
  await post(link(1), { answer: 'accepted', form: 'a' })
  await post(link(2), { answer: `session:${other.split('/')[2]}`, form: 'b' })
  const sessions = `${path}/sessions`
  return [
    spot('sessions of a launch in one room', 'convener', `/campaigns/${alone.campaign}/sessions`),
    spot(
      'sessions, one added with errors',
      'convener',
      `/campaigns/${alone.campaign}/sessions`,
      press('Add this session'),
    ),
    spot('sessions of a launch', 'convener', sessions),
    spot('sessions as a reader sees them', 'reader', sessions),
    spot('sessions, nobody assigned with errors', 'convener', sessions, press('Put them on this list')),
    spot('the board of a launch in two rooms', 'convener', path),
    spot('the RSVP where there is another session', 'nobody', link(5)),
    spot('the RSVP of somebody who chose it', 'nobody', link(2)),
  ]
}
