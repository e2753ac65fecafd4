/** Setting up a campaign: how far it is to a request, and that nothing typed is lost on the way. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../domain/keep/time.ts'
import { CONVENER, DESK, open, PHONE, type Place, skipped } from './browser.ts'

const WHY = 'Every plant here turns work away, because nobody trains machinists.'

describe.skipIf(skipped)('Setting up', () => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place?.close())

  const started = async (wishes = {}): Promise<Page> => {
    const { page } = await place.visit(CONVENER, wishes)
    await page.goto('/')
    await page.getByRole('button', { name: 'Start a partnership' }).click()
    await page.getByRole('heading', { name: 'Your partnership' }).waitFor()
    return page
  }
  const kept = (page: Page) => page.getByText('We kept what you typed')

  it('leads from the printed link to a signature request in ten clicks and twelve answers, and with the sample in three and one', async () => {
    const fresh = await open({ conveners: '' })
    try {
      const { page, complaints } = await fresh.visit(undefined, { timezoneId: 'America/Chicago' })
      const count = { clicks: 0, answers: 0 }
      const click = async (name: string, role: 'button' | 'link' = 'button') => {
        count.clicks++
        await page.getByRole(role, { name, exact: true }).click()
        await page.waitForLoadState()
      }
      const answer = async (label: string, text: string, nth = 0) => {
        count.answers++
        await page.getByLabel(label).nth(nth).fill(text)
      }
      const { now } = await fresh.ask<{ now: string }>('/_local/clock')
      await page.goto(/http\S+\/sign-in\/\S+/.exec(fresh.running.lines.join('\n'))?.[0] ?? '')
      await answer('Your email address', 'first@example.org')
      await click('Start')
      const atHome = { ...count }

      await click('Start a partnership')
      await answer('Industry', 'Manufacturing')
      await answer('Region', 'Front Range')
      await answer('Why should these companies', WHY)
      await answer('Convening organization', 'Front Range Workforce Center')
      await answer('Postal address', '500 Elm Street, Longmont, CO 80501')
      await click('Save and continue')
      // The zone is the browser's own.
      expect(await page.getByLabel('Time zone').inputValue()).toBe('America/Chicago')
      let date = addDays(now.slice(0, 10), 60)
      while (new Date(date).getUTCDay() !== 3) date = addDays(date, 1)
      await answer('Date', date)
      await answer('Host business', 'Ridgeline Machining')
      await answer('Address', '12 Foundry Way, Longmont, CO 80501')
      await click('Save and continue')
      await answer('Name', 'Elena Vargas, President, Summit Precision, elena@summit.example')
      await answer('Name', 'Tom Halvorsen, Owner and CEO, Longs Peak Fabrication, tom@longspeak.example', 1)
      await click('Save and continue')
      await answer('Your name', 'Cora Day')
      await click('Save and continue')
      await click('Continue to the letter', 'link')
      await click('Save and continue')
      await click('Save and continue')
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Check and sign')
      await click('Ask the champions to sign')
      await page.getByText('Waiting for signatures').waitFor()
      const asked = await fresh.ask<{ wave: string }[]>('/_local/outbox.json')
      expect(asked.filter(({ wave }) => wave === 'signature-request')).toHaveLength(2)
      const ofSample = { clicks: atHome.clicks, answers: atHome.answers }
      await page.goto('/')
      for (const name of ['Load the sample partnership', 'Ask the champions to sign']) {
        await page.getByRole('button', { name }).click()
        await page.waitForLoadState()
        ofSample.clicks++
      }
      await page.getByText('Waiting for signatures').waitFor()
      console.log('from the printed link to a signature request, typed:', count, 'with the sample loaded:', ofSample)
      expect(count.clicks).toBeLessThanOrEqual(10)
      expect(count.answers).toBeLessThanOrEqual(12)
      expect(ofSample).toEqual({ clicks: 3, answers: 1 })
      expect(complaints).toEqual([])
    } finally {
      await fresh.close()
    }
  })

  it('keeps what is typed through a reload, Back and leaving, until it is saved', async () => {
    const page = await started()
    const at = page.url()
    await page.getByLabel('Why should these companies').fill(WHY)
    await page.reload()
    await kept(page).waitFor()
    expect(await page.getByLabel('Why should these companies').inputValue()).toBe(WHY)
    await page.goto('/')
    await page.goBack()
    expect(await page.getByLabel('Why should these companies').inputValue()).toBe(WHY)
    await page.goto('/signed-in')
    await page.goto(at)
    await kept(page).waitFor()

    // An error is no saving.
    await page.getByRole('button', { name: 'Save and continue' }).click()
    await page.getByText(/There are \d problems/).waitFor()
    expect(await page.getByLabel('Why should these companies').inputValue()).toBe(WHY)

    const rest = {
      Industry: 'Food',
      Region: 'North Valley',
      'Convening organization': 'Chamber',
      'Postal address': '1 Main',
    }
    for (const [label, text] of Object.entries(rest)) await page.getByLabel(label, { exact: true }).fill(text)
    await page.getByRole('button', { name: 'Save and continue' }).click()
    await page.getByRole('heading', { name: 'The launch meeting' }).waitFor()
    await page.goto(at)
    expect(await page.getByLabel('Why should these companies').inputValue()).toBe(WHY)
    expect(await kept(page).count()).toBe(0)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await page.getByLabel('Name of the partnership').inputValue()).toBe('North Valley Food Partnership')
  })

  it('throws it away when asked to, and shows what is saved', async () => {
    const page = await started()
    await page.getByLabel('Industry').fill('Fod')
    await page.reload()
    await page.getByRole('button', { name: 'Throw it away' }).click()
    expect(await page.getByLabel('Industry').inputValue()).toBe('')
    await page.reload()
    expect(await kept(page).count()).toBe(0)
    expect(await page.getByLabel('Industry').inputValue()).toBe('')
  })

  it('keeps it for its own person alone, and until they sign out', async () => {
    const page = await started()
    const at = page.url()
    await page.getByLabel('Industry').fill('Food')
    const names = await page.evaluate(() => Object.keys(localStorage))
    expect(names).toHaveLength(1)
    expect(names[0]).not.toContain('@')
    // A login that ran out loses nothing.
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save and continue' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(new URL(page.url()).searchParams.get('next')).toBe(new URL(at).pathname)
    await page.context().addCookies(cookies)
    await page.goto(at)
    await kept(page).waitFor()
    expect(await page.getByLabel('Industry').inputValue()).toBe('Food')

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])).toEqual([])
  })

  it('keeps no link, and nothing of the form that signs somebody in', async () => {
    const { page } = await place.visit()
    await page.goto('/sign-in')
    await page.getByLabel('Your email address').fill('somebody@example.org')
    const guest = (await place.sample('sent')).invitees[3]?.link ?? ''
    await page.goto(guest)
    await page.getByText('Anything we should know?').click()
    await page.getByLabel('Accessibility or dietary needs').fill('I am allergic to nuts.')
    const all = await page.evaluate(() => [JSON.stringify(sessionStorage), Object.keys(localStorage).length] as const)
    expect(all[0]).toContain('allergic to nuts')
    expect(all[0]).not.toContain('somebody@example.org')
    expect(all[0]).not.toContain(guest.split('/').at(-1))
    expect(all[1]).toBe(0)
  })

  it('shows where one is among the steps, and checks those that were seen and are whole', async () => {
    const page = await started()
    const checked = () => page.locator('.steps-side .step-done').count()
    expect(await checked()).toBe(0)
    await page.setViewportSize(PHONE)
    expect(await page.locator('.steps-dots').isVisible()).toBe(true)
    expect(await page.locator('.steps-where').innerText()).toBe('Step 1 of 8: Partnership')
    await page.setViewportSize(DESK)
    const { campaign } = await place.sample('draft')
    await page.goto(`/campaigns/${campaign}/invitees`)
    expect(await page.locator('.steps-side [aria-current=step]').innerText()).toContain('Invitees')
    expect(await checked()).toBe(7)
    await page.goto(`/campaigns/${campaign}/review`)
    await page.frameLocator('iframe.letter').getByText('Dear ').first().waitFor()
    expect(await page.getByRole('link', { name: 'Open the workbench' }).getAttribute('href')).toBe('/_local')
  })
})
