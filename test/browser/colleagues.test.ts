/** Two browsers at one form: what each touched stands, and where both touched one, both are shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, open, type Place, skipped } from './browser.ts'

describe.skipIf(skipped)('Two browsers at one form', () => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place?.close())

  it('merge, show what clashes, and take theirs with one tick', async () => {
    const { campaign } = await place.sample('draft')
    const path = `/campaigns/${campaign}/partnership`
    const [{ page: one, complaints }, { page: two }] = [await place.visit(CONVENER), await place.visit(CONVENER)]
    await one.goto(path)
    await two.goto(path)
    await one.locator('#organization_phone').fill('303 555 0100')
    await one.locator('#why').fill('Nobody finds welders.')
    await one.getByRole('button', { name: 'Save and continue' }).click()
    await one.waitForURL(/\/meeting$/)

    await two.locator('#why').fill('Pay is low.')
    await two.locator('#how').fill('Four mornings a year.')
    await two.getByRole('button', { name: 'Save and continue' }).click()
    const alert = two.getByRole('alert')
    await alert.getByText('Someone changed this while you were writing').waitFor()
    expect(await alert.innerText()).toContain('Nobody finds welders.')
    expect(await alert.innerText()).toContain(CONVENER)
    expect(await two.locator('#why').inputValue()).toBe('Pay is low.')
    expect(await two.locator('#organization_phone').inputValue()).toBe('303 555 0100')
    await two.getByText('Use theirs').click()
    await two.getByRole('button', { name: 'Save and continue' }).click()
    await two.waitForURL(/\/meeting$/)

    await one.goto(path)
    expect(await one.locator('#why').inputValue()).toBe('Nobody finds welders.')
    expect(await one.locator('#how').inputValue()).toBe('Four mornings a year.')
    expect(complaints).toEqual([])
  })

  it('ask as well about a draft that was typed before a colleague saved', async () => {
    const { campaign } = await place.sample('draft')
    const path = `/campaigns/${campaign}/partnership`
    const [{ page: one }, { page: two }] = [await place.visit(CONVENER), await place.visit(CONVENER)]
    await two.goto(path)
    await two.locator('#why').pressSequentially(' And more.')
    await one.goto(path)
    await one.locator('#why').fill('Nobody finds welders.')
    await one.getByRole('button', { name: 'Save and continue' }).click()
    await one.waitForURL(/\/meeting$/)
    // The page is made anew, and what was typed is put back into it.
    await two.goto(path)
    expect(await two.locator('#why').inputValue()).toContain('And more.')
    await two.getByRole('button', { name: 'Save and continue' }).click()
    await two.getByRole('alert').getByText('Nobody finds welders.').waitFor()
    expect(await two.locator('#why').inputValue()).toContain('And more.')
  })
})
