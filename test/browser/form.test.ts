/** The whole form in a browser that runs no script: from nothing to champions who are asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../domain/keep/time.ts'
import { CONVENER, open, type Place, skipped } from './browser.ts'

const CHAMPIONS = [
  { name: 'Ann Lee', title: 'President', company: 'Lee Foods', email: 'ann@lee.example' },
  { name: 'Bo Ruiz', title: 'CEO', company: 'Ruiz Mills', email: 'bo@ruiz.example' },
]

describe.skipIf(skipped)('The form', () => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place?.close())

  it('is filled in step by step without a script', async () => {
    const { page, complaints } = await place.visit(CONVENER, { javaScriptEnabled: false })
    const fill = async (fields: Record<string, string>) => {
      for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).first().fill(text)
    }
    const title = () => page.getByRole('heading', { level: 1 }).innerText()
    const goOn = () => page.getByRole('button', { name: 'Save and continue' }).click()
    const { now } = await place.ask<{ now: string }>('/_local/clock')

    await page.goto('/')
    await page.getByRole('button', { name: 'Start a partnership' }).click()
    expect(await title()).toBe('Your partnership')
    await fill({ Industry: 'Food', 'Why should these companies': 'Nobody finds bakers.' })
    await goOn()
    // What is missing is said beside its field, and what was typed stays.
    expect(await page.getByRole('alert').innerText()).toMatch(/There (is a problem|are \d problems)/)
    expect(await page.getByLabel('Industry', { exact: true }).inputValue()).toBe('Food')
    await fill({
      Region: 'North Valley',
      'What is the partnership?': 'Bakers and millers of the valley.',
      'How does it work?': 'Four mornings a year.',
      'Convening organization': 'Valley Chamber',
      'Postal address': '1 Main Street, Valley, CO 80000',
    })
    await goOn()

    expect(await title()).toBe('The launch meeting')
    await fill({
      Date: addDays(now.slice(0, 10), 60),
      Starts: '08:00',
      Ends: '09:30',
      'Host business': 'Ruiz Mills',
      Address: '2 Mill Road, Valley, CO 80000',
    })
    await page.getByLabel('Time zone').selectOption('America/Denver')
    await goOn()

    expect(await title()).toBe('Champions')
    for (const [n, champion] of CHAMPIONS.entries())
      for (const [field, text] of Object.entries(champion)) await page.locator(`[name=${field}_${n}]`).fill(text)
    await goOn()

    expect(await title()).toBe('Facilitator and support team')
    // Nobody is called by their address: who started is asked for a name, kindly.
    expect(await page.getByLabel('Your name').inputValue()).toBe('')
    await fill({ 'Your name': 'Cora Day' })
    await goOn()

    expect(await title()).toBe('Invitees')
    await page.getByLabel('Or paste it here').fill('Name,Company,Email\nKim Ray,Ray Tools,kim@ray.example\n')
    await page.getByRole('button', { name: 'Preview the list' }).click()
    expect(await title()).toBe('Preview the list')
    await page.getByRole('button', { name: 'Import 1 person' }).click()
    await page.getByRole('link', { name: 'See all invitees' }).click()
    expect(await page.getByRole('link', { name: 'Kim Ray' }).isVisible()).toBe(true)
    await page.getByRole('link', { name: 'Continue to the letter' }).click()

    expect(await title()).toBe('The letter')
    await page.getByLabel('Subject').fill('Breakfast at the mill')
    await page.getByRole('button', { name: 'Show it below without saving' }).click()
    await page.frameLocator('iframe[name=seen-desk]').getByText('Breakfast at the mill').first().waitFor()
    await goOn()

    expect(await title()).toBe('Email schedule')
    await page.getByLabel('How many companies').fill('12')
    await goOn()

    expect(await title()).toBe('Check and sign')
    await page.getByRole('button', { name: 'Ask the champions to sign' }).click()
    expect(await page.getByText('Waiting for signatures').isVisible()).toBe(true)
    const asked = await place.ask<{ to: string[]; wave: string }[]>('/_local/outbox.json')
    expect(asked.filter(({ wave }) => wave === 'signature-request').map(({ to }) => String(to))).toEqual(
      CHAMPIONS.map(({ email }) => email),
    )
    expect(complaints).toEqual([])
  })

  it('shows the letter as it is typed, and leaves no step in the history', async () => {
    const { page, complaints } = await place.visit(CONVENER)
    const { campaign } = await place.sample('draft')
    await page.goto('/')
    await page.goto(`/campaigns/${campaign}/letter`)
    const letter = page.frameLocator('iframe[name=seen-desk]')
    await page.getByLabel('Letter', { exact: true }).fill('Dear {{first_name}}, come to the mill.')
    await letter.getByText('come to the mill').waitFor()
    await page.getByLabel('As read by').selectOption({ index: 2 })
    const name = await page
      .getByLabel('As read by')
      .evaluate(each => (each as HTMLSelectElement).selectedOptions[0]?.text)
    await letter.getByText(`Dear ${name?.split(' ')[0]}, come to the mill`).waitFor()
    await page.goBack()
    expect(new URL(page.url()).pathname).toBe('/')
    expect(complaints).toEqual([])
  })
})
