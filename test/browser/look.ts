/** One page looked at: what it is answered with, what axe finds wrong with it, and whether it fits a phone. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import type { Page, Request, Response } from 'playwright-core'
import { houseWordsIn } from '../plain-words.ts'
import { DESK, NARROW, PHONE } from './browser.ts'
import type { Spot } from './places.ts'

/** Half as long as what the package gives, and read anew on every page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What is light on a desk is dark on a phone, so that both looks are looked at. */
const SCREENS = [
  { name: 'desk', size: DESK, colorScheme: 'light' },
  { name: 'phone', size: PHONE, colorScheme: 'dark' },
] as const
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Rules beyond the standard hold for pages. A letter stands in a mail program, which has the landmarks. */
const PAGES = [...WCAG, 'best-practice']

export interface Seen {
  name: string
  status: number
  policy: string
  /** What axe found, as `rule: element`, by width. */
  violations: string[]
  /** Words of the house among what people read on it, folded parts and labels included. */
  houseWords: string[]
  /** What is wider than the narrowest phone. */
  wider: string[]
}

/** Opens a page as a spot says, and looks at it on a desk and on a phone. `visited` takes the paths it was at. */
export async function look(page: Page, spot: Spot, visited = new Set<string>()): Promise<Seen> {
  await page.setViewportSize(DESK)
  let response = await page.goto(spot.path)
  visited.add(spot.path)
  if (spot.then) {
    const follow = (each: Response) => {
      if (each.request().isNavigationRequest() && each.frame() === page.mainFrame()) response = each
    }
    let going: Request | undefined
    const leave = (each: Request) => {
      if (each.isNavigationRequest() && each.frame() === page.mainFrame()) going = each
    }
    page.on('response', follow)
    page.on('request', leave)
    try {
      await spot.then(page)
      // A form that was sent may still be on its way, and lead on.
      await page.waitForTimeout(30)
      for (let seen: Request | undefined; going !== seen; ) {
        seen = going
        await seen?.response()
        await page.waitForLoadState()
      }
    } catch (error) {
      const text = (await page.locator('body').innerText()).replace(/\s+/g, ' ').slice(0, 300)
      throw new Error(`${spot.name}, at ${page.url()}: ${text}`, { cause: error })
    }
    page.off('response', follow)
    page.off('request', leave)
    visited.add(new URL(page.url()).pathname)
  }
  const found: Seen = {
    name: spot.name,
    status: response?.status() ?? 0,
    policy: (await response?.allHeaders())?.['content-security-policy'] ?? '',
    violations: [],
    houseWords: houseWordsIn(await page.evaluate(readOn)).map(each => `${spot.name}: ${each}`),
    wider: [],
  }
  // A sandboxed document runs nothing, axe neither: what it says is looked at on a page of its own.
  const letter = /(^|;)\s*sandbox/.test(found.policy)
  if (letter) await page.setContent(await sourceOf(page))
  await page.evaluate(AXE)
  for (const { name: width, size, colorScheme } of SCREENS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(size)
    const results: AxeResults = await page.evaluate(
      tags =>
        (window as unknown as { axe: typeof axe }).axe.run({
          runOnly: tags,
          resultTypes: ['violations'],
          iframes: false,
          preload: false,
        }),
      letter ? WCAG : PAGES,
    )
    for (const { id, nodes } of results.violations)
      found.violations.push(
        ...nodes.map(node => `${spot.name}, ${width}: ${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
      )
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROW)
  found.wider = (await page.evaluate(tooWide)).map(each => `${spot.name}: ${each}`)
  return found
}

/** All that can be read on a page, or is read out. */
function readOn(): string {
  const words: string[] = [document.title]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node instanceof Element)
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) words.push(node.getAttribute(name) ?? '')
    else if (!node.parentElement?.closest('script, style')) words.push(node.textContent ?? '')
  }
  return words.filter(each => each.trim() !== '').join(' ')
}

async function sourceOf(page: Page): Promise<string> {
  const html = await page.content()
  await page.goto('about:blank')
  return html
}

/** What sticks out of the page to the right, where the page can be moved sideways. */
function tooWide(): string[] {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const reach = `the page reaches ${document.documentElement.scrollWidth}`
  const boxes = [...document.body.querySelectorAll('*')]
    .filter(each => each.getBoundingClientRect().right > width + 1)
    .map(
      each =>
        `${each.tagName.toLowerCase()}.${each.className} reaches ${Math.round(each.getBoundingClientRect().right)}`,
    )
  return [reach, ...boxes.slice(0, 4)]
}
