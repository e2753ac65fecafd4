/** The walk README promises a newcomer: from the sign-in link to an answer on the board, by what stands on the pages. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, open, type Place, skipped } from './browser.ts'

describe.skipIf(skipped)('A newcomer', () => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place?.close())

  /** Opens the newest mail with such a subject in the outbox and follows a link in it, which opens a page of its own. */
  async function follow(page: Page, subject: RegExp, words: string, nth = 0): Promise<Page> {
    await page.goto('/_local')
    await page.getByRole('link', { name: subject }).nth(nth).click()
    const opened = page.context().waitForEvent('page')
    await page.frameLocator('iframe').getByRole('link', { name: words }).first().click()
    return opened
  }

  it('signs in, loads the sample, has it signed, sees the letter leave and an answer come', async () => {
    const { page, complaints } = await place.visit()
    await page.goto('/')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('Your email address').fill(CONVENER)
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await page.getByText('a link is on its way').waitFor()

    const desk = await follow(page, /sign in/i, 'Sign in')
    await desk.getByRole('button', { name: 'Sign in' }).click()
    await desk.getByRole('button', { name: 'Load the sample partnership' }).click()
    await desk.getByRole('button', { name: 'Ask the champions to sign' }).click()
    await desk.getByText('Waiting for signatures').waitFor()

    for (const [n, name] of ['Tom Halvorsen', 'Elena Vargas'].entries()) {
      const champion = await follow(page, /please review and sign/, 'Review and sign', n)
      await champion.getByText('sat at one table').first().waitFor()
      await champion.getByLabel('To sign, type your name').fill(name)
      await champion.getByRole('button', { name: 'Sign the letter and what follows it' }).click()
      await champion.getByText('You have signed').waitFor()
      await champion.close()
    }
    await desk.reload()
    await desk.getByText('All champions have signed').waitFor()

    await page.goto('/_local')
    await page.getByRole('button', { name: 'Go to the next thing that happens' }).click()
    const guest = await follow(page, /will you join us/, 'Yes, I’ll be there')
    const [, name = '', company = ''] =
      /This invitation is for (.+), (.+?)\. Not/.exec(await guest.innerText('main')) ?? []
    await guest.getByRole('button', { name: 'Send my answer' }).click()
    await guest.getByText('You’re confirmed for').waitFor()

    await desk.getByRole('link', { name: 'Board' }).click()
    expect(await desk.getByRole('heading', { level: 1 }).innerText()).toBe('Board')
    const row = desk.getByRole('row', { name })
    expect(await row.innerText()).toContain(company)
    expect(await row.innerText()).toMatch(/Coming/i)
    await desk.getByRole('link', { name: '1 coming' }).click()
    await desk.getByText('1 person', { exact: true }).waitFor()
    await desk.getByRole('link', { name }).first().click()
    await desk.getByText('What happened').waitFor()
    expect(complaints).toEqual([])
  })

  it('who claims a fresh Convoke by the link it printed is its convener', async () => {
    const fresh = await open({ conveners: '' })
    try {
      const { page, complaints } = await fresh.visit()
      const link = /http\S+\/sign-in\/\S+/.exec(fresh.running.lines.join('\n'))?.[0] ?? ''
      await page.goto(link)
      await page.getByLabel('Your email address').fill('first@example.org')
      await page.getByRole('button', { name: 'Start' }).click()
      await page.getByRole('button', { name: 'Load the sample partnership' }).waitFor()
      await page.goto(link)
      await page.getByText('This link is used up').waitFor()
      expect(complaints).toEqual([])
    } finally {
      await fresh.close()
    }
  })

  /** The first page in kilobytes, everything it loads counted as it travels. */
  it.each([
    ['the first page', '/', undefined],
    ['the first page of a convener', '/', CONVENER],
    ['an invitation', 'link', undefined],
  ])('gets %s in under 100 KB over the wire', async (_, path, as) => {
    const { page } = await place.visit(as)
    const at = path === 'link' ? ((await place.sample('sent')).invitees[0]?.link ?? '') : path
    const wire = await page.context().newCDPSession(page)
    await wire.send('Network.enable')
    const bytes = new Map<string, number>()
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength))
    await page.goto(at, { waitUntil: 'networkidle' })
    expect(bytes.size).toBeGreaterThanOrEqual(3)
    expect([...bytes.values()].reduce((sum, each) => sum + each, 0)).toBeLessThan(100 * 1024)
  })
})
