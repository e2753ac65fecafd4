/** Every page, on a desk and on a phone. */
import axe, { type AxeResults } from 'axe-core'
import type { Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, DESK, open, PHONE, type Place, skipped } from './browser.ts'
import { places, READER, type Spot, type Who } from './places.ts'

const WIDTHS = { desk: DESK, phone: PHONE }
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Rules beyond the standard hold for pages. A letter stands in a mail program, which has the landmarks. */
const PAGES = [...WCAG, 'best-practice']
/** Answered with a file, not a page. */
const FILES = /\.csv$|\.pdf$|\.eml$|^GET \/assets|^GET \/calendar\//

interface Seen {
  name: string
  status: number
  policy: string
  /** What axe found, as `rule: element`, by width. */
  violations: string[]
  /** What is wider than a phone. */
  wider: string[]
}

describe.skipIf(skipped)('Every page', () => {
  let place: Place
  let spots: Spot[]
  const seen: Seen[] = []
  const complaints: string[] = []
  const visited = new Set<string>()

  beforeAll(async () => {
    place = await open()
    spots = await places(place)
    const lanes: [Who, string | undefined][] = [
      ['nobody', undefined],
      ['convener', CONVENER],
      ['reader', READER],
    ]
    await Promise.all(
      lanes.map(async ([who, email]) => {
        const visitor = await place.visit(email)
        for (const spot of spots.filter(({ as }) => as === who)) seen.push(await look(visitor.page, spot))
        complaints.push(...visitor.complaints)
      }),
    )
    await claim()
  }, 180_000)
  afterAll(() => place?.close())

  /** Who opens the printed link of a Convoke that has no convener yet is asked for an address. */
  async function claim(): Promise<void> {
    const fresh = await open({ conveners: '' })
    const path = /\/sign-in\/\S+/.exec(fresh.running.lines.join('\n'))?.[0] ?? ''
    const spot = { name: 'claim a fresh Convoke', as: 'nobody', path, status: 200 } as const
    const { page } = await fresh.visit()
    spots.push(spot)
    seen.push(await look(page, spot))
    await fresh.close()
  }

  async function look(page: Page, spot: Spot): Promise<Seen> {
    await page.setViewportSize(DESK)
    let response = await page.goto(spot.path)
    visited.add(spot.path)
    if (spot.then) {
      const follow = (each: Response) => {
        if (each.request().isNavigationRequest() && each.frame() === page.mainFrame()) response = each
      }
      page.on('response', follow)
      await spot.then(page)
      page.off('response', follow)
      visited.add(new URL(page.url()).pathname)
    }
    const found: Seen = {
      name: spot.name,
      status: response?.status() ?? 0,
      policy: (await response?.allHeaders())?.['content-security-policy'] ?? '',
      violations: [],
      wider: [],
    }
    // A sandboxed document runs nothing, axe neither: what it says is looked at on a page of its own.
    const letter = /(^|;)\s*sandbox/.test(found.policy)
    if (letter) await page.setContent(await sourceOf(page))
    await page.evaluate(axe.source)
    for (const [width, size] of Object.entries(WIDTHS)) {
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
          ...nodes.map(
            node => `${spot.name}, ${width}: ${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`,
          ),
        )
    }
    found.wider = (await page.evaluate(tooWide)).map(each => `${spot.name}: ${each}`)
    return found
  }

  it('has nothing that axe finds wrong', () => {
    expect(seen.flatMap(({ violations }) => violations)).toEqual([])
  })

  it('is no wider than a phone', () => {
    expect(seen.flatMap(({ wider }) => wider)).toEqual([])
  })

  it('is answered as it should be, under a policy that lets nothing in from elsewhere', () => {
    expect(seen.map(({ name, status }) => [name, status])).toEqual(
      seen.map(({ name }) => [name, spots.find(spot => spot.name === name)?.status]),
    )
    for (const { name, policy } of seen) {
      expect(policy, name).toContain("default-src 'none'")
      expect(policy, name).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe|unsafe-hashes/)
      // Letters bring styles of their own, and nothing in them may run.
      if (policy.includes('unsafe-inline')) expect(policy, name).toMatch(/^sandbox\b(?!.*allow-scripts)/)
    }
  })

  it('runs no script that somebody smuggled into it', async () => {
    const { page } = await place.visit()
    await page.goto('/')
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.body.append(script)
      return 'ran' in window
    })
    expect(ran).toBe(false)
  })

  it('is one of those looked at here', () => {
    const pages = place.routes().filter(route => route.startsWith('GET ') && !FILES.test(route))
    const missed = pages.filter(route => {
      const pattern = new RegExp(`^${route.slice(4).replace(/:[a-z]+/g, '[^/]+')}$`)
      return ![...visited].some(path => pattern.test(path.replace(/\?.*/, '')))
    })
    expect([...new Set(missed)]).toEqual([])
  })

  it('complains of nothing and asks nobody else for anything', () => {
    expect(complaints).toEqual([])
  })
})

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
