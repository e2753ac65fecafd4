/** Passkeys in a real browser, with an authenticator that Chromium itself plays. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, open, type Place, skipped } from './browser.ts'
import { look } from './look.ts'

async function withAuthenticator(page: Page): Promise<void> {
  const chromium = await page.context().newCDPSession(page)
  await chromium.send('WebAuthn.enable')
  await chromium.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

describe.skipIf(skipped)('A passkey', () => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place?.close())

  /** Follows a fresh link by mail. */
  async function followLink(page: Page): Promise<void> {
    await page.goto('/sign-in')
    await page.getByLabel('Your email address').fill(CONVENER)
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await page.getByRole('heading', { name: 'Check your email' }).waitFor()
    await page.goto(new URL(await place.linkIn('sign-in', '/sign-in/')).pathname)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }

  it.each(['makes the JSON itself', 'leaves the bytes to us'])(
    'is added, asked for after a link and removed, where the browser %s',
    async which => {
      const { page, complaints } = await place.visit(CONVENER)
      if (which === 'leaves the bytes to us')
        await page.addInitScript(
          'delete PublicKeyCredential.parseCreationOptionsFromJSON; delete PublicKeyCredential.parseRequestOptionsFromJSON',
        )
      await withAuthenticator(page)
      await page.goto('/signed-in')
      await page.getByLabel('Name of the new passkey').fill('work laptop')
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByText('Passkey added.').waitFor()

      await page.getByRole('button', { name: 'Sign out', exact: true }).click()
      await followLink(page)
      await page.getByRole('heading', { name: 'Now your passkey' }).waitFor()
      const step = { name: 'the second step', as: 'nobody', path: '/passkey', status: 200 } as const
      expect(await look(page, step, new Set())).toMatchObject({ violations: [], houseWords: [], wider: [] })
      await page.getByRole('button', { name: 'Use my passkey' }).click()
      await page.getByRole('link', { name: CONVENER }).click()
      await page.getByText('You sign in with Example Org, or with a link by email and then a passkey.').waitFor()

      await page.getByRole('button', { name: 'Remove “work laptop”' }).click()
      await page.getByText('Passkey removed.').waitFor()
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  it('that this device has already, or does not have, is said in plain words', async () => {
    const { page } = await place.visit(CONVENER)
    await withAuthenticator(page)
    const add = async () => {
      await page.goto('/signed-in')
      await page.getByLabel('Name of the new passkey').fill('phone')
      await page.getByRole('button', { name: 'Add a passkey' }).click()
    }
    await add()
    await page.getByText('Passkey added.').waitFor()
    await add()
    await page.getByText('This device already has a passkey here.').waitFor()
    await page.context().close()
  })

  it('without JavaScript says that it needs it', async () => {
    const { page } = await place.visit(CONVENER, { javaScriptEnabled: false })
    await page.goto('/signed-in')
    await page.getByText('To add a passkey, turn JavaScript on in this browser.').waitFor()
    await page.getByLabel('Name of the new passkey').fill('phone')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('it needs JavaScript').waitFor()
    await page.context().close()
  })
})
