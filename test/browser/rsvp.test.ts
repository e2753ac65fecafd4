/** An executive answers: with keys alone, and in a browser that runs no script. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnswerRow } from '../../functions/answer/answers.ts'
import type { Sample } from '../../functions/campaign/sample.ts'
import { open, PHONE, type Place, skipped } from './browser.ts'

describe.skipIf(skipped)('The page of an answer', () => {
  let place: Place
  let sample: Sample
  beforeAll(async () => {
    place = await open()
    sample = await place.sample('sent')
  })
  afterAll(() => place?.close())

  const guest = (n: number) => ({ link: '', email: '', name: '', ...sample.invitees[n] })
  const answerOf = async (email: string) =>
    (await place.ask<AnswerRow[]>(`/_local/answers.json?campaign=${sample.campaign}`)).find(row => row.email === email)

  it('takes an answer by keyboard alone, and shows at every stop where one is', async () => {
    const { page, complaints } = await place.visit()
    const { link, email } = guest(0)
    await page.goto(link)
    await tabTo(page, 'Yes, I’ll be there')
    await page.keyboard.press('Space')
    for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowDown')
    await tabTo(page, 'Name')
    await page.keyboard.type('Dana Cole')
    await tabTo(page, 'Their title and email')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Title')
    await page.keyboard.type('COO')
    await tabTo(page, 'Anything we should know?')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Accessibility or dietary needs')
    await page.keyboard.type('Step-free')
    await tabTo(page, 'Send answer and notes')
    await page.keyboard.press('Enter')
    await page.getByText('Dana Cole will attend in your place').waitFor()
    // What became of it is where the keyboard is, so that a screen reader begins there: soon after the words, which come without a script.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('answered')
    expect(await answerOf(email)).toMatchObject({ answer: 'delegated', delegate: { name: 'Dana Cole', title: 'COO' } })
    expect(complaints).toEqual([])
  })

  it('puts the keyboard where something is wrong, and one key further where it is mended', async () => {
    const { page } = await place.visit()
    const { link, email } = guest(1)
    await page.goto(link)
    await tabTo(page, 'Send my answer')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
    await tabTo(page, 'Choose one of the four answers.')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Yes, I’ll be there')
    await page.keyboard.press('Space')
    await tabTo(page, 'Send my answer')
    await page.keyboard.press('Enter')
    await page.getByText('You’re confirmed for').waitFor()
    expect(await answerOf(email)).toMatchObject({ answer: 'accepted' })
  })

  it('shows the questions about somebody else only to whom they concern', async () => {
    const { page } = await place.visit()
    await page.goto(`${guest(2).link}?answer=accepted`)
    const who = page.getByRole('group', { name: 'Who will attend in your place' })
    expect(await who.isVisible()).toBe(false)
    await page.getByText('I’ll send someone in my place').click()
    expect(await who.isVisible()).toBe(true)
    await page.getByText('Maybe', { exact: true }).click()
    expect(await who.isVisible()).toBe(false)
  })

  it.each(['accepted', 'declined', 'tentative', 'delegated'])(
    'has its button on the first screen of a phone: %s',
    async answer => {
      const { page } = await place.visit(undefined, { viewport: { width: 375, height: 800 } })
      await page.goto(`${guest(5).link}?answer=${answer}`)
      expect(await page.locator(`input[value=${answer}]`).isChecked()).toBe(true)
      const box = await page.getByRole('button', { name: 'Send my answer' }).boundingBox()
      expect((box?.y ?? 1000) + (box?.height ?? 0)).toBeLessThanOrEqual(800)
    },
  )

  it('is sent once, however often the button is pressed', async () => {
    const { page } = await place.visit()
    const { link, email } = guest(3)
    let posts = 0
    page.on('request', request => {
      if (request.method() === 'POST') posts++
    })
    await page.goto(`${link}?answer=accepted`)
    await page.evaluate(() => {
      for (let n = 0; n < 3; n++) document.querySelector<HTMLButtonElement>('main button[type=submit]')?.click()
    })
    await page.getByText('You’re confirmed for').waitFor()
    expect(posts).toBe(1)
    expect(await answerOf(email)).toMatchObject({ answer: 'accepted' })
  })

  it('takes everything without a script: a yes, another mind, and somebody sent instead', async () => {
    const { page, complaints } = await place.visit(undefined, { javaScriptEnabled: false, viewport: PHONE })
    const { link, email, name } = guest(4)
    await page.goto(`${link}?answer=accepted`)
    expect(await page.getByRole('main').innerText()).toContain(`This invitation is for ${name}`)
    expect(await page.getByLabel('Yes, I’ll be there').isChecked()).toBe(true)
    expect(await answerOf(email)).toMatchObject({ answer: null })
    await page.getByRole('button', { name: 'Send my answer' }).click()
    await page.getByText('You’re confirmed for').waitFor()
    expect(await answerOf(email)).toMatchObject({ answer: 'accepted' })

    // The form again is there on request, and asks about somebody else only where they are sent.
    expect(await page.getByRole('button', { name: 'Send my answer' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Change my answer' }).click()
    expect(await page.getByLabel('Name', { exact: true }).isVisible()).toBe(false)
    await page.getByText('I’ll send someone in my place').click()
    await page.getByRole('button', { name: 'Send my answer' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('I’ll send someone in my place').isChecked()).toBe(true)
    await page.getByLabel('Name', { exact: true }).fill('Dana Cole')
    await page.getByText('Their title and email').click()
    await page.getByLabel('Title').fill('COO')
    await page.getByLabel('Email').fill('dana@cole.example')
    await page.getByText('Anything we should know?').click()
    await page.getByLabel('A note to the organizers').fill('Dana runs our floor.')
    await page.getByRole('button', { name: 'Send my answer' }).click()
    await page.getByText('Dana Cole will attend in your place').waitFor()
    expect(await answerOf(email)).toMatchObject({
      answer: 'delegated',
      delegate: { name: 'Dana Cole', title: 'COO', email: 'dana@cole.example' },
      note: 'Dana runs our floor.',
    })
    expect(complaints).toEqual([])
  })
})

/** Presses Tab until what is so named has the focus. At every stop on the way it must be visible where one is. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 30; stops++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(focused)
    expect(at.seen, `${at.name} shows that it has the focus`).toBe(true)
    if (at.name === name) return
  }
  throw new Error(`Tab does not lead to ${name}`)
}

/** What has the focus, by its label or words, and whether an outline around it or its label says so. */
function focused(): { name: string; seen: boolean } {
  const element = document.activeElement as HTMLInputElement
  const [label] = element.labels ?? []
  const words = (label ?? element).innerText.replace(/\s*\(optional\)\s*$/, '').trim()
  const around = [
    getComputedStyle(element),
    ...(label ? [getComputedStyle(label), getComputedStyle(label, '::before')] : []),
  ]
  return {
    name: words,
    seen: around.some(style => style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2),
  }
}
