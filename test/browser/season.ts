/** One of each email that a season brings, as a mail program has it: played by forms, links and the clock. */
import { createScript, type Fields, type Letter, linkIn } from '../year.ts'
import { CONVENER, type Place } from './browser.ts'

const DAY = 24 * 3600_000
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const plus = (day: string, days: number): string => dayOf(Date.parse(`${day}T12:00:00Z`) + days * DAY)

/** What a page's form holds, ready to be sent again. */
function typedIn(html: string): Fields {
  const fields: Fields = {}
  for (const [, tag = '', name = ''] of html.matchAll(/(<(?:input|select|textarea)[^>]*name="([^"]+)"[^>]*>)/g)) {
    const text = new RegExp(`<textarea[^>]*name="${name}"[^>]*>([^<]*)`).exec(html)?.[1]
    const chosen = new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?<option[^>]*value="([^"]*)"[^>]*selected`).exec(html)
    fields[name] = text ?? chosen?.[1] ?? /value="([^"]*)"/.exec(tag)?.[1] ?? ''
  }
  return fields
}

/** By the name of its wave, the emails of a kind; thanks go by `thanks`. */
export async function playSeason(place: Place): Promise<Map<string, Letter[]>> {
  const script = createScript(place.url)
  await script.signIn(CONVENER)
  const goTo = (day: string, hour: string) => script.goTo(`${day}T${hour}:00Z`)
  const { campaign, invitees } = await script.json<{ campaign: string; invitees: { link: string }[] }>(
    '/_local/sample',
    { stage: 'draft' },
  )
  const launch = `/campaigns/${campaign}`
  const meeting = typedIn((await script.get(`${launch}/meeting`)).html)
  const date = String(meeting.date)
  const sign = async () => {
    for (const request of (await script.letters('signature-request')).slice(-2)) {
      const { html } = await script.open(linkIn(request, 'sign'))
      const check = /name="check" value="([^"]*)"/.exec(html)?.[1] ?? ''
      await script.press(linkIn(request, 'sign'), { do: 'sign', check, name: 'A. Champion', sure: 'A. Champion' })
    }
  }
  await script.post(`${launch}/signatures`)
  await sign()
  for (const ask of ['ask-roles', 'ask-list']) await script.post(`${launch}/readiness`, { do: ask })
  await goTo(plus(date, -27), '18:00')
  for (const [n, answer] of (['accepted', 'declined', 'tentative', 'delegated', 'accepted'] as const).entries())
    await script.press(invitees[n]?.link ?? '', { answer, delegate_name: answer === 'delegated' ? 'Dana Cole' : '' })
  await goTo(plus(date, -15), '18:00')
  await script.post(`${launch}/meeting`, { ...meeting, date: plus(date, 7), confirmed: 'yes' })
  await sign()
  for (const n of [0, 4]) await script.press(invitees[n]?.link ?? '', { answer: 'accepted' })
  await goTo(plus(date, -2), '18:00')
  const { html } = await script.get(`${launch}/calls`)
  const [, elena = ''] = /<option value="([a-z2-7]{16})"[^>]*>Elena Vargas/.exec(html) ?? []
  const callers = [...html.matchAll(/<select[^>]*name="(caller-[a-z2-7]{16})"/g)].map(([, name = '']) => [name, elena])
  await script.post(`${launch}/calls`, Object.fromEntries(callers))
  await goTo(plus(date, 8), '22:00')
  await script.post(`${launch}/summary`, {
    do: 'save',
    subject: 'What we decided',
    body: 'Dear {{first_name}},\n\nWe met.',
  })
  await script.post(`${launch}/summary`, { do: 'ask' })
  await script.goTo('next')
  for (const asked of await script.letters('approve')) {
    const page = await script.open(linkIn(asked, 'approve'))
    const check = /name="check" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
    await script.press(linkIn(asked, 'approve'), { do: 'approve', check })
  }
  await goTo(plus(date, 11), '22:00')
  const next = await script.json<{ campaign: string }>('/_local/sample', { stage: 'sent' })
  await script.post(`/campaigns/${next.campaign}/cancel`, { confirmed: 'yes' })
  await script.press('/sign-in', { email: CONVENER })
  await goTo(plus(date, 12), '22:00')

  const found = new Map<string, Letter[]>()
  for (const { wave } of await script.outbox()) found.set(wave.replace(/[:.].*|-\d+$/, ''), [])
  for (const kind of found.keys()) {
    const exact = [kind, `${kind}-1`, `${kind}-2`]
    for (const wave of exact) found.get(kind)?.push(...(await script.letters(wave)).slice(0, 4))
  }
  return found
}
