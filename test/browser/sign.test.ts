/** A champion signs: with keys alone, without a script, with a finger, with a photo as a phone makes it; and axe looks on. */
import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, DESK, open, PHONE, type Place, skipped } from './browser.ts'

describe.skipIf(skipped)('The page where a champion signs', () => {
  let place: Place
  const links: string[] = []
  beforeAll(async () => {
    place = await open()
    const { page } = await place.visit(CONVENER)
    for (let n = 0; n < 4; n++) {
      const { campaign } = await place.sample('draft')
      await page.request.post(new URL(`/campaigns/${campaign}/signatures`, place.url).href, {
        headers: { origin: place.url },
      })
      links.push(new URL(await place.linkIn('signature-request', '/sign/')).pathname)
    }
  })
  afterAll(() => place?.close())

  const faults = async (page: Page) => {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(
      (): Promise<AxeResults> =>
        (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }) as Promise<AxeResults>,
    )
    return violations.map(({ id }) => id)
  }
  const overflow = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  /** Bytes and kind of what stands under the letter, as the page shows it. */
  const shown = async (page: Page) =>
    (await page.locator('.as-sent').first().locator('img').last().getAttribute('src')) ?? ''

  it('shows the letter whole, as one person of the list reads it, at a desk and on a phone', async () => {
    for (const viewport of [DESK, PHONE]) {
      const { page, complaints } = await place.visit(undefined, { viewport })
      await page.goto(links[0] ?? '')
      expect(await page.locator('iframe').count()).toBe(0)
      expect(await page.locator('main').innerText()).not.toContain('{{')
      await page.getByText('will read it. Everyone else sees their own name and company.').waitFor()
      expect(await overflow(page)).toBe(0)
      for (const each of await page.locator('details').all()) await each.evaluate(node => node.setAttribute('open', ''))
      expect(await overflow(page)).toBe(0)
      expect(await faults(page)).toEqual([])
      expect(complaints).toEqual([])
    }
  })

  it('is signed by keyboard alone, and asks first about a name that is not theirs', async () => {
    const { page } = await place.visit()
    await page.goto(links[0] ?? '')
    await page.getByLabel('To sign, type your name').focus()
    await page.keyboard.type('Elena Vargas')
    await page.keyboard.press('Enter')
    await page.getByText('You typed “Elena Vargas”; this letter is signed by Tom Halvorsen.').waitFor()
    expect(await faults(page)).toEqual([])
    const field = page.getByLabel('To sign, type your name')
    expect(await field.inputValue()).toBe('Elena Vargas')
    await field.focus()
    await page.keyboard.press('Enter')
    await page.getByText('As “Elena Vargas”').waitFor()
    expect(await shown(page)).toMatch(/^data:image\/png/)
  })

  it('is signed without a script: the typed name is drawn', async () => {
    const { page } = await place.visit(undefined, { javaScriptEnabled: false, viewport: PHONE })
    await page.goto(links[1] ?? '')
    expect(await page.getByText('Sign by hand').isVisible()).toBe(false)
    await page.getByLabel('To sign, type your name').fill('Tom Halvorsen')
    await page.getByRole('button', { name: 'Sign the letter and what follows it' }).click()
    await page.getByText('You have signed').waitFor()
    expect(await shown(page)).toMatch(/^data:image\/png/)
  })

  it('takes what a finger draws', async () => {
    const { page, complaints } = await place.visit(undefined, { viewport: PHONE })
    await page.goto(links[2] ?? '')
    await page.getByText('Sign by hand, or use a picture').click()
    const pad = page.locator('canvas')
    await pad.scrollIntoViewIfNeeded()
    const box = (await pad.boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.move(box.x + 20, box.y + 20)
    await page.mouse.down()
    for (let n = 0; n < 12; n++) await page.mouse.move(box.x + 20 + n * 15, box.y + 20 + (n % 2) * 30)
    await page.mouse.up()
    const drawn = await page.locator('input[name=picture]').inputValue()
    expect(drawn.length).toBeGreaterThan(500)
    await page.getByLabel('To sign, type your name').fill('TH')
    await page.getByRole('button', { name: 'Sign the letter and what follows it' }).click()
    await page.getByText('You have signed').waitFor()
    expect(await shown(page)).toBe(`data:image/png;base64,${drawn}`)
    expect(complaints).toEqual([])
  })

  it('makes a photo of many megabytes small by itself', async () => {
    const { page } = await place.visit(undefined, { viewport: DESK })
    await page.goto(links[3] ?? '')
    await page.getByText('Sign by hand, or use a picture').click()
    // Noise packs badly: some five megabytes of PNG.
    const photo = await page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      canvas.width = 1500
      canvas.height = 1150
      const pen = canvas.getContext('2d') as CanvasRenderingContext2D
      const noise = pen.createImageData(canvas.width, canvas.height)
      for (let n = 0; n < noise.data.length; n++) noise.data[n] = n % 4 === 3 ? 255 : Math.random() * 256
      pen.putImageData(noise, 0, 0)
      return canvas.toDataURL('image/png').split(',')[1] ?? ''
    })
    const buffer = Buffer.from(photo, 'base64')
    expect(buffer.length).toBeGreaterThan(4_500_000)
    await page.getByLabel('Or choose a photo of your signature').setInputFiles({
      name: 'me.png',
      mimeType: 'image/png',
      buffer,
    })
    await page.getByText('Your picture goes under the letter.').waitFor()
    await page.getByLabel('To sign, type your name').fill('Tom Halvorsen')
    await page.getByRole('button', { name: 'Sign the letter and what follows it' }).click()
    await page.getByText('You have signed').waitFor()
    const kept = await shown(page)
    expect(kept).toMatch(/^data:image\/(?:jpeg|png);base64,/)
    expect(Buffer.from(kept.split(',')[1] ?? '', 'base64').length).toBeLessThanOrEqual(40_000)
  })

  it('makes a photo small in the convener’s form, and without a script says what is wrong and keeps the form', async () => {
    const { campaign } = await place.sample('draft')
    const big = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(5_000_000)])
    const { page } = await place.visit(CONVENER, { javaScriptEnabled: false })
    await page.goto(`/campaigns/${campaign}/champions`)
    await page.getByLabel('Title').first().fill('Founder')
    await page.locator('#picture_0').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: big })
    await page.locator('main form button[type=submit]').first().click()
    await page.getByText('The picture is larger than 40 KB').first().waitFor()
    expect(await page.getByLabel('Title').first().inputValue()).toBe('Founder')
  })
})
