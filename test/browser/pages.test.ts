/** Every page, on a desk and on a phone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVENER, open, type Place, skipped } from './browser.ts'
import { look, type Seen } from './look.ts'
import { places, READER, type Spot, type Who } from './places.ts'

/** Answered with a file, not a page. */
/** A row that cannot be read comes as a file too. */
const FILES =
  /\.csv$|\.ndjson$|robots\.txt$|cannot-be-shown\/:row$|\.pdf$|\.eml$|held\.json$|\.ics$|^GET \/assets|^GET \/calendar\//
/** What a launch leaves behind has to be said first: `after-launch.test.ts` does, and looks at these. */
const ELSEWHERE = /^GET \/(day\/:token\/capture|notes\/|approve\/|campaigns\/:cid\/(capture|notes|summary))/

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
        for (const spot of spots.filter(({ as }) => as === who)) seen.push(await look(visitor.page, spot, visited))
        complaints.push(...visitor.complaints)
      }),
    )
    await claim()
  }, 300_000)
  afterAll(() => place?.close())

  /** Who opens the printed link of a Convoke that has no convener yet is asked for an address. */
  async function claim(): Promise<void> {
    const fresh = await open({ conveners: '' })
    const path = /\/sign-in\/\S+/.exec(fresh.running.lines.join('\n'))?.[0] ?? ''
    const spot = { name: 'claim a fresh Convoke', as: 'nobody', path, status: 200 } as const
    const { page } = await fresh.visit()
    spots.push(spot)
    seen.push(await look(page, spot, visited))
    await fresh.close()
  }

  it('has nothing that axe finds wrong', () => {
    expect(seen.flatMap(({ violations }) => violations)).toEqual([])
  })

  it('speaks plain American English', () => {
    expect(seen.flatMap(({ houseWords }) => houseWords)).toEqual([])
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
    const pages = place
      .routes()
      .filter(route => route.startsWith('GET ') && !FILES.test(route) && !ELSEWHERE.test(route))
    const missed = pages.filter(route => {
      const pattern = new RegExp(
        `^${route
          .slice(4)
          .replaceAll('{.+}', '(?:/.+)?')
          .replace(/:[a-z]+/g, '[^/]+')}$`,
      )
      return ![...visited].some(path => pattern.test(path.replace(/\?.*/, '')))
    })
    expect([...new Set(missed)]).toEqual([])
  })

  it('complains of nothing and asks nobody else for anything', () => {
    expect(complaints).toEqual([])
  })
})
