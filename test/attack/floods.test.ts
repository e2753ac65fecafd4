/** Forms that are huge, of a million fields or of none of ours; mail that fills the disk. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../local/database.ts'
import { createMailbox } from '../../local/mail/mailbox.ts'
import { IDS } from '../functions/campaign/launch.ts'
import { slowness } from '../slowness.ts'
import { openPlace, type Place } from './place.ts'

let place: Place
beforeEach(async () => {
  place = await openPlace()
})
afterEach(() => place.t.close())

/** Milliseconds that something took on this machine. */
async function took(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

const KB = 1024
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
describe('a word in an address that every object knows', () => {
  it('is no word of ours, and nothing fails on it', async () => {
    const board = `/campaigns/${IDS.campaign}`
    for (const word of ['__defineGetter__', '__proto__', 'constructor', 'toString', 'valueOf'])
      for (const page of ['/invitees', '/report', '/progress', '/review', '/letter', '/not-written-to', '/day', '']) {
        const asked = `${board}${page}?did=${word}&said=${word}&done=${word}&show=${word}&by=${word}&kind=${word}`
        const response = await place.ask(asked, { headers: { cookie: place.cookie } })
        expect([asked, response.status]).not.toContain(500)
        expect(await response.text()).not.toMatch(/native code|\[object /)
      }
    expect(place.t.logged.filter(({ event }) => event === 'request failed')).toEqual([])
  })
})

/** Forms that anybody may send who was written to, or nobody. */
const publicForms = (): string[] => [
  `/rsvp/${place.token('rsvp')}`,
  `/sign/${place.token('sign', IDS.ann)}`,
  `/opt-out/${place.token('opt-out')}`,
  '/sign-in',
  '/sign-out',
]
/** A body whose length nobody is told. */
const endless = (chunk: string, times: number): ReadableStream => {
  let left = times
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new TextEncoder().encode(chunk))
      else controller.close()
    },
  })
}

describe('a huge form', () => {
  it('from somebody who is not signed in is refused beyond 256 KB, whether or not it says how long it is', async () => {
    const before = await place.kept()
    for (const path of publicForms()) {
      const long = await place.ask(path, { body: `note=${'x'.repeat(300 * KB)}`, headers: FORM })
      // Whoever signs out says nothing by their form, so it is not even read.
      expect([path, long.status]).toEqual([path, path === '/sign-out' ? 303 : 413])
    }
    let pulled = 0
    const body = endless('x'.repeat(16 * KB), 10_000).pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          pulled += chunk.length
          controller.enqueue(chunk)
        },
      }),
    )
    const response = await place.ask(`/rsvp/${place.token('rsvp')}`, { body, headers: FORM })
    expect(response.status).toBe(413)
    // The rest of the 160 MB is not even read.
    expect(pulled).toBeLessThan(1024 * KB)
    expect(await place.kept()).toBe(before)
  })

  it.each([
    ['fields without end', FORM, 'a=&'.repeat(80_000)],
    ['fields within fields', FORM, `${'a[b]'.repeat(20_000)}=1&__proto__[admin]=1&constructor.prototype.admin=1`],
    ['percent signs', FORM, '%'.repeat(240 * KB)],
    ['a type that says nothing', { 'content-type': 'multipart/form-data' }, 'x'.repeat(1000)],
    [
      'parts without end',
      { 'content-type': 'multipart/form-data; boundary=b' },
      `${'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(4500)}--b--\r\n`,
    ],
    [
      'a part that never ends',
      { 'content-type': 'multipart/form-data; boundary=b' },
      `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'\r\n--'.repeat(50_000)}`,
    ],
    ['JSON', { 'content-type': 'application/json' }, `${'['.repeat(100_000)}`],
  ])('of %s is answered within a second, and not as a failure of ours', async (_, headers, body) => {
    for (const path of publicForms()) {
      let status = 0
      expect(await took(async () => (status = (await place.ask(path, { body, headers })).status))).toBeLessThan(
        1000 * slowness(),
      )
      expect([path, status < 500]).toEqual([path, true])
    }
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })

  it('from a convener is kept as far as a form of ours can be long, whatever else it holds', async () => {
    const headers = { cookie: place.cookie, origin: place.t.world.settings.url }
    const body = new URLSearchParams({ sector: '', why: 'w'.repeat(100_000) })
    for (let n = 0; n < 3000; n++) body.set(`made_up_${n}`, 'x'.repeat(500))
    const response = await place.ask(`/campaigns/${IDS.campaign}/partnership`, { body, headers })
    expect(response.status).toBe(422)
    expect((await place.kept()).length).toBeLessThan(400_000)
  })

  it('of somebody who may not change anything is refused before it is read', async () => {
    const parts = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(60_000)
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const path = `/campaigns/${IDS.campaign}/invitees/read`
    expect(await took(() => place.ask(path, { body: parts, headers }))).toBeLessThan(500)
  })

  it('of a convener, as large as a list may be and all of fields, is answered within seconds', async () => {
    const headers = { cookie: place.cookie, origin: place.t.world.settings.url }
    const path = `/campaigns/${IDS.campaign}/invitees/read`
    const many = await took(() => place.ask(path, { body: 'a=&'.repeat(1_300_000), headers: { ...headers, ...FORM } }))
    expect(many).toBeLessThan(8000)
  })
})

describe('an address', () => {
  it('of thousands of characters is no page, and nothing fails on it', async () => {
    for (const path of [
      `/${'a'.repeat(8000)}`,
      `/${'%2e%2e%2f'.repeat(500)}etc/passwd`,
      `/campaigns/${'c'.repeat(8000)}`,
      `/letters/${'c'.repeat(4000)}/${'f'.repeat(4000)}`,
      `/assets/..%2f..%2fpackage.json`,
      '/%',
      '/%00',
    ]) {
      const { status } = await place.ask(path)
      expect([path.slice(0, 30), status >= 300 && status < 500]).toEqual([path.slice(0, 30), true])
    }
    const convener = await place.ask(`/campaigns/${'c'.repeat(8000)}`, { headers: { cookie: place.cookie } })
    expect(convener.status).toBe(404)
  })
})

describe('mail to a reply address', () => {
  it('is taken up to so many bytes a day, then asked to come again, so that it does not fill the disk', async () => {
    const { clock } = place.t
    const folder = mkdtempSync(join(tmpdir(), 'convoke-flood-'))
    const database = openDatabase(folder)
    const mailbox = createMailbox(database, clock, 100)
    await mailbox.keep('first', new Uint8Array(60))
    await expect(mailbox.keep('second', new Uint8Array(60))).rejects.toThrow('too much mail')
    await mailbox.keep('third', new Uint8Array(40))
    await clock.moveTo('2026-01-06T16:00:00.000Z')
    await mailbox.keep('second', new Uint8Array(60))
    for (const id of ['first', 'second', 'third']) expect(await mailbox.read(id)).toBeDefined()
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
