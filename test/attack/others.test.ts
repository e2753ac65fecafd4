/**
 * Somebody of one partnership who reaches for another, by every route and with every id that a page gives away. Two houses
 * stand in one store (`twins.ts`), so each id of ours has its counterpart in theirs, and what is sent is the page's own
 * form with one id made theirs.
 */
import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PATHS, PERSONAL } from '../../domain/keep/paths.ts'
import { IDS } from '../samples/mid-year.ts'
import { type Body, bodyOf, idFieldsOf, type OfferedForm, offeredIn } from './id-forms.ts'
import { changedBetween, MARK, THERE } from './twins.ts'
import { EVERYBODY, type Houses, routesOf, twoHouses, WALKED, type Who } from './two-houses.ts'

type Route = ReturnType<typeof routesOf>[number]
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`
const personal = (path: string): boolean => path.includes(':token')
const beneath = (path: string): boolean => path.startsWith('/campaigns/:cid')

/** A form as some page showed it to somebody. */
interface Shown {
  route: Route
  action: string
  form: OfferedForm
  who: Who
}

let houses: Houses
let routes: Route[]
/** Of each route that shows a page, what it answered. */
const visited = new Map<string, string[]>()
const shown: Shown[] = []
/** The ids that any form gives away, by the field's name. */
const known = new Map<string, Set<string>>()
let before: Map<string, string>
let version = 0
/** What has changed since, as it was last looked at. */
let changes: string[] = []

const find = (method: string, path: string): Route | undefined =>
  routes.find(each => each.method === method && each.fits.test(path.split(/[?#]/)[0] ?? ''))

beforeAll(async () => {
  houses = await twoHouses()
  routes = routesOf(houses.app).filter(({ path }) => !isOfMachine(path))
  await walk()
  remember()
}, 120_000)
afterAll(() => houses.close())

/** Every page of the first house, from its links on; of one kind no more than a few. */
async function walk(): Promise<void> {
  const pages = routes.filter(({ method, path }) => method === 'GET' && beneath(path) && !path.slice(15).includes(':'))
  const queue = ['/', ...houses.links, ...WALKED.flatMap(id => pages.map(({ path }) => path.replace(':cid', id)))]
  const asked = new Set<string>()
  const shapes = new Map<string, number>()
  for (const to of queue) {
    const path = to.split('#')[0] ?? ''
    const route = path.startsWith('/') && !path.startsWith('//') ? find('GET', path) : undefined
    if (!route || asked.has(path)) continue
    asked.add(path)
    const answers = visited.get(nameOf(route)) ?? []
    // What a page is like its path seldom tells: of each meeting and link, once; of people and rows a few.
    const most = personal(route.path)
      ? 25
      : route.path.slice(15).includes(':') || path.includes('?')
        ? 4
        : WALKED.length
    if (answers.filter(each => each.startsWith('200')).length >= most) continue
    const who = personal(route.path) ? 'nobody' : 'convener'
    const response = await houses.ask(path, who)
    visited.set(nameOf(route), [...answers, `${response.status} ${path}`])
    if (!response.headers.get('content-type')?.includes('html')) continue
    const found = offeredIn(await response.text())
    queue.push(...found.links)
    for (const form of found.forms) {
      const action = form.action === '' ? path : form.action
      const at = form.method === 'post' ? find('POST', action) : undefined
      if (!at || at.path === '/sign-out') continue
      const ids = idFieldsOf(form, houses.twin)
      for (const { name, value } of ids) known.set(shapeOf(name), (known.get(shapeOf(name)) ?? new Set()).add(value))
      // What can be done by a form depends on its meeting: one that is over takes nobody any more.
      const meeting = ids.length > 0 && beneath(at.path) ? path.split('/')[2] : ''
      const fields = [...new Set(form.fields.map(({ name, of }) => `${shapeOf(name)}:${of}`))].sort()
      const shape = `${nameOf(at)} ${who} ${meeting} ${fields} ${ids.map(({ name }) => shapeOf(name))[0]}`
      const seen = shapes.get(shape) ?? 0
      shapes.set(shape, seen + 1)
      if (seen < (meeting === '' ? 2 : 1)) shown.push({ route: at, action, form, who })
    }
  }
}

/** A field's name without the id in it. */
const shapeOf = (name: string): string => name.replace(/[a-z2-7]{16}/g, '…').replace(/\d+/g, '0')

/** The state from here on. What has left stays, and is part of it. */
function remember(): void {
  before = houses.kept.read()
  version = houses.kept.version()
  changes = []
}

/** What has changed since. That somebody tried is written down for whoever runs the machine, and shown to nobody else. */
function since(): string[] {
  const now = houses.kept.version()
  if (now === version) return changes
  changes = changedBetween(before, houses.kept.read()).filter(each => !each.startsWith('doc audit#'))
  version = now
  return changes
}

const to = (response: Response): string => response.headers.get('location') ?? ''

/** What somebody typed into a form that could not be saved yet is kept as it was typed. */
const withoutDrafts = (row: string): string => row.replace(/\\"unfinished\\":\{.*?\}/, '')

/** What of their house has changed, is named by a row of ours, was sent or was told. */
async function harm(response: Response, typed: string): Promise<string[]> {
  const changed = since()
  const found: string[] = changed
    .filter(each => houses.names(withoutDrafts(each)))
    .map(each => `written: ${each.slice(0, 300)}`)
  const text = await response.text()
  if (text.includes(MARK)) found.push(`told: ${around(text, MARK)}`)
  if (text.includes(THERE) && !typed.includes(THERE)) found.push(`told: ${around(text, THERE)}`)
  if (response.status >= 500) found.push(`answered ${response.status}`)
  if (changed.length > 0) {
    houses.kept.restore(before)
    remember()
  }
  return found
}
const around = (text: string, what: string): string => text.slice(text.indexOf(what) - 60, text.indexOf(what) + 40)

/** Bodies that a form can be made to send, each with one of its ids made theirs, and one with all of them. */
function bodiesOf({ form }: Shown): Body[] {
  const { twin } = houses
  const ids = idFieldsOf(form, twin)
  const words = form.fields.filter(
    ({ name, of }) => (of === 'button' || of === 'choice') && /^(do|answer|said)$/.test(name),
  )
  const pressed = words.length === 0 ? [[]] : words.map(each => [each])
  const names = [...new Set(ids.map(({ name }) => name))].slice(0, 4)
  // Of a list the first and the last: what it holds may be of two kinds.
  const ends = names.map(name => {
    const own = ids
      .filter(each => each.name === name)
      .map(each => ({ ...each, name: twin(name), value: twin(each.value) }))
    return [own.slice(0, 1), own.slice(-1)] as const
  })
  const together =
    names.length > 1 ? [0b00, 0b01, 0b10].map(ways => ends.flatMap((each, n) => each[(ways >> n) & 1] ?? [])) : []
  const over = [...ends.map(([first]) => first), ...together]
  return pressed.flatMap(press =>
    over.map(each =>
      [...bodyOf(form, [...press, ...each]), ['sure', 'yes'] as const].map(([a, b]) => [a, b] as [string, string]),
    ),
  )
}

/** Routes that know nothing of any partnership, or are walked elsewhere; each with its reason. */
const ELSEWHERE: Record<string, string> = {
  'GET /robots.txt': 'the same for everybody',
  'GET /sign-in': 'before anybody is known',
  'POST /sign-in': 'before anybody is known',
  'GET /sign-in/:token': 'its token is a session to be: functions/access/sign-in',
  'POST /sign-in/:token': 'its token is a session to be: functions/access/sign-in',
  'GET /oidc': 'there is no identity provider here: identity/openid',
  'GET /oidc/callback': 'there is no identity provider here: identity/openid',
  'GET /passkey': 'before anybody is in: identity/passkeys',
  'POST /passkey': 'before anybody is in: identity/passkeys',
  'POST /passkeys/own/:passkey': 'of whoever is signed in, and of no partnership: identity/passkeys',
  'POST /sign-out': 'ends the session that it comes with',
  'GET /preview/:token': 'keeps nothing: attack/preview',
  'GET /preview/:token/:page{.+}': 'keeps nothing: attack/preview',
  'POST /preview/:token/:page{.+}': 'keeps nothing: attack/preview',
}

/** Pages of the machine: whoever runs it sees all partnerships, and nobody else sees these (functions/routes-walk). */
const isOfMachine = (path: string): boolean => /^\/(operator|desk)\b/.test(path)

/** Routes whose forms no page of this year shows. */
const UNFORMED: string[] = [
  'POST /pulse/:token',
  'POST /campaigns/:cid/letters/:text/default',
  'POST /campaigns/:cid/signatures',
  'POST /campaigns/:cid/champions/:champion/ask',
  'POST /campaigns/:cid/champions/:champion/drop',
  'POST /campaigns/:cid/resume',
  'POST /campaigns/:cid/send-again',
  'POST /campaigns/:cid/meetings/quarterly/send',
  'POST /campaigns/:cid/send',
]

/** A path of the first house for a route that no page leads to as things stand there. */
const VALUES: Record<string, string> = { ':text': 'letter', ':wave': 'invite' }
function pathsOf(route: Route): string[] {
  const seen = shown.filter(each => each.route === route).map(({ action }) => action)
  const got = (visited.get(nameOf(route)) ?? []).map(each => each.slice(4))
  if (route.method === 'GET' && got.length > 0) return got.slice(0, 2)
  if (seen.length > 0) return seen.slice(0, 2)
  if (personal(route.path))
    return houses.links
      .filter(link => link.startsWith(route.path.split(':')[0] ?? ''))
      .map(link => `${link}${route.path.split(':token')[1]}`)
      .slice(0, 3)
  const values: Record<string, string> = { ...VALUES, ':champion': IDS.champions.stays.id }
  return [WALKED[0], WALKED.at(-1), WALKED.at(-2)].map(id =>
    route.path.replace(/:[a-z]+/gi, name => (name === ':cid' ? id : values[name]) ?? name),
  )
}

/** What a route reads of a body as a word: the constants of the file that it stands in. */
const SOURCES = globSync('functions/**/*.routes.tsx').map(file => readFileSync(file, 'utf8'))
const NAMES = new Map(
  [...Object.entries(PATHS), ...Object.entries(PERSONAL)].map(([name, { route }]) => [route as string, name]),
)
function wordsOf({ path }: Route): string[] {
  const source = SOURCES.find(each => new RegExp(`\\b(?:PATHS|PERSONAL)\\.${NAMES.get(path)}\\.route`).test(each)) ?? ''
  const words = [...source.matchAll(/z\.literal\('([^']+)'\)|case '([^']+)'/g)].map(
    found => found.slice(1).find(each => each !== undefined) ?? '',
  )
  const listed = [...source.matchAll(/z\.enum\(\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'/g)].map(([, word = '']) => word),
  )
  return [...new Set([...words, ...listed])]
}

describe('an id of another partnership in a body', () => {
  it('is taken by no route, from whoever was shown the form', async () => {
    const found: unknown[] = []
    let sent = 0
    for (const each of shown)
      for (const body of bodiesOf(each)) {
        const response = await houses.ask(each.action, each.who, body)
        for (const what of await harm(response, JSON.stringify(body)))
          found.push([nameOf(each.route), body.filter(([, value]) => value.length < 60), response.status, what])
        sent++
      }
    expect(found).toEqual([])
    expect(sent).toBeGreaterThan(100)
  }, 120_000)

  it('is taken by no route in any field that some form has, whatever the word beside it', async () => {
    const found: unknown[] = []
    const posts = routes.filter(route => route.method === 'POST' && !(nameOf(route) in ELSEWHERE))
    for (const route of posts)
      for (const path of pathsOf(route).slice(0, 1))
        for (const word of ['', ...wordsOf(route)]) {
          // What a person may write there is theirs to say.
          const typed = new Set(
            shown
              .filter(each => each.route === route)
              .flatMap(({ form }) => form.fields.filter(({ of }) => of === 'typed').map(({ name }) => name)),
          )
          const body: Body = [...known]
            .filter(([name]) => !typed.has(name))
            .map(([name, values]) => [houses.twin(name), houses.twin([...values][0] ?? '')])
          const own = { sure: 'yes', do: word, answer: word, name: 'x', text: 'x', what: 'x', to: '2030-01-01' }
          body.push(...Object.entries(own))
          const response = await houses.ask(path, personal(route.path) ? 'nobody' : 'convener', body)
          for (const what of await harm(response, JSON.stringify(body)))
            found.push([nameOf(route), word, response.status, what])
        }
    expect(found).toEqual([])
  }, 120_000)

  it.each(EVERYBODY.filter(who => who !== 'convener'))(
    'is taken by no route from the %s either, and changes nothing for whoever has no role',
    async who => {
      const found: unknown[] = []
      const posts = routes.filter(route => route.method === 'POST' && beneath(route.path))
      const ids: Body = [...known].map(([name, values]) => [houses.twin(name), houses.twin([...values][0] ?? '')])
      for (const route of posts)
        for (const path of pathsOf(route).slice(0, 1)) {
          const [word = ''] = wordsOf(route)
          const body: Body = [...ids, ['sure', 'yes'], ['do', word], ['answer', word], ['name', 'x'], ['text', 'x']]
          const response = await houses.ask(path, who, body)
          const by = HAVE_A_ROLE.includes(who) ? [] : since()
          for (const what of [...by, ...(await harm(response, JSON.stringify(body)))])
            found.push([nameOf(route), response.status, what.slice(0, 300)])
        }
      expect(found).toEqual([])
    },
    120_000,
  )

  it('was sent in each field that a route reads as an id', () => {
    const read = SOURCES.flatMap(source =>
      [...source.matchAll(/(\w+)(?:: | = )z\s*\.string\(\)[^;,]*?\.transform\(\w+IdFrom\)/g)].map(
        ([, name = '']) => name,
      ),
    )
    expect(read.length).toBeGreaterThanOrEqual(5)
    expect(read.filter(name => !known.has(name))).toEqual([])
  })
})

/** Those of the first house who open its pages; of the others nobody changes anything there. */
const HAVE_A_ROLE: readonly Who[] = ['convener', 'co-convener', 'reader']

/** A path with some of its ids made theirs, in each way there is. */
function foreign(path: string): string[] {
  const parts = path.split('/')
  const ids = parts.flatMap((part, n) => (houses.twin(part) === part ? [] : [n]))
  return Array.from({ length: 2 ** ids.length - 1 }, (_, ways) =>
    parts
      .map((part, n) => (ids.includes(n) && ((ways + 1) >> ids.indexOf(n)) & 1 ? houses.twin(part) : part))
      .join('/'),
  )
}

describe('an address of another partnership', () => {
  it.each(EVERYBODY)(
    'is not there for the %s of this one, by any route, and asking changes nothing',
    async who => {
      const found: unknown[] = []
      let asked = 0
      for (const route of routes) {
        if (!beneath(route.path)) continue
        for (const path of pathsOf(route))
          for (const other of foreign(path)) {
            const forms = shown.filter(each => each.route === route).slice(0, 1)
            const bodies =
              route.method === 'GET'
                ? [undefined]
                : [
                    [],
                    ...forms.map(({ form }) =>
                      bodyOf(form).map(([name, value]): [string, string] => [houses.twin(name), houses.twin(value)]),
                    ),
                  ]
            for (const body of bodies) {
              const response = await houses.ask(other, who, body)
              const { status } = response
              const changed = since()
              // At an id that is not there a convener's own page may lead back, or say so.
              const own = other.split('/')[2] === path.split('/')[2]
              const good =
                who === 'nobody'
                  ? status === 303 && to(response).startsWith('/sign-in')
                  : status === 404 ||
                    (own && [303, 403, 422].includes(status) && !/[?&](said|done|did)=/.test(to(response)))
              for (const what of [
                ...(await harm(response, '')),
                ...changed.map(each => each.slice(0, 200)),
                ...(good ? [] : [`answered ${status}`]),
              ])
                found.push([nameOf(route), other, what])
              asked++
            }
          }
      }
      expect(found).toEqual([])
      expect(asked).toBeGreaterThan(150)
    },
    120_000,
  )

  it('tells nothing by what stands behind a question mark', async () => {
    const names = new Set(
      globSync('functions/**/*.{ts,tsx}').flatMap(file =>
        [...readFileSync(file, 'utf8').matchAll(/\.query\('(\w+)'\)/g)].map(([, name = '']) => name),
      ),
    )
    expect(names.size).toBeGreaterThan(20)
    const ids = [IDS.people.accepted?.invitation, IDS.people.accepted?.email].map(each => houses.twin(each ?? ''))
    const found: unknown[] = []
    for (const route of routes.filter(({ method }) => method === 'GET'))
      for (const path of pathsOf(route).slice(0, 1))
        for (const id of ids) {
          const query = new URLSearchParams([...names].map(name => [name, id]))
          const response = await houses.ask(`${path.split('?')[0]}?${query}`, personal(path) ? 'nobody' : 'convener')
          for (const what of await harm(response, id)) found.push([nameOf(route), id, what])
        }
    expect(found).toEqual([])
  }, 120_000)
})

describe('every route', () => {
  it('was asked for: its page was seen by somebody of the house, or its form pressed, or it is named here with a reason', () => {
    const missing = routes
      .filter(route => !(nameOf(route) in ELSEWHERE))
      .filter(route =>
        route.method === 'GET'
          ? !visited.get(nameOf(route))?.some(each => /^(200|303)/.test(each))
          : pathsOf(route).length === 0,
      )
    expect(missing.map(nameOf)).toEqual([])
    expect(Object.keys(ELSEWHERE).filter(name => !routes.some(route => nameOf(route) === name))).toEqual([])
    const unformed = routes.filter(
      route => route.method === 'POST' && !shown.some(each => each.route === route) && !(nameOf(route) in ELSEWHERE),
    )
    // They are asked for above by every field that any form has.
    expect(unformed.map(nameOf)).toEqual(UNFORMED)
  })
})
