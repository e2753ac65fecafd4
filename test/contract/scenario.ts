/** From the form to the finished launch, by a convener who is a script: HTTP and the workbench's JSON alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerRow } from '../../functions/answer/answers.ts'
import { AS_SCRIPT } from '../as-script.ts'

export const CONVENER = 'convener@example.org'

export interface HouseUnderTest {
  /** The front door, with the workbench under `/_local`, which opens to `AS_SCRIPT`. */
  url: string
  stop(): Promise<void>
}

/** Days of launches and their zones, and the minute in UTC at which their letters leave. */
const LAUNCHES: [date: string, zone: string, minute: string][] = [
  ['2027-03-31', 'America/Denver', '2027-02-26T16:00'],
  ['2028-02-29', 'America/Denver', '2028-01-28T16:00'],
  ['2028-04-05', 'America/Denver', '2028-03-03T16:00'],
  ['2028-11-22', 'America/Denver', '2028-10-20T15:00'],
  ['2029-03-30', 'Asia/Kolkata', '2029-02-28T03:30'],
  ['2029-05-16', 'Pacific/Auckland', '2029-04-15T21:00'],
  ['2030-02-13', 'America/Vancouver', '2030-01-11T16:00'],
]

/**
 * Runs the scenario against a house, whatever its ports are. Which minute it is the center decides, the same everywhere:
 * with `few`, only one launch before UTC and one behind it shows that the house keeps to it.
 */
export function launchScenario(name: string, open: () => Promise<HouseUnderTest>, { few = false } = {}): void {
  describe(name, () => {
    let running: HouseUnderTest
    beforeAll(async () => {
      running = await open()
    })
    afterAll(() => running.stop())

    let cookie = ''
    const request = (path: string, init: RequestInit = {}) =>
      fetch(new URL(path, running.url), {
        redirect: 'manual',
        ...init,
        headers: { origin: running.url, cookie, ...AS_SCRIPT, ...init.headers },
      })

    async function json<T>(path: string, body?: unknown): Promise<T> {
      const init =
        body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const response = await request(path, init)
      if (path.endsWith('sign-in')) cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
      expect(response.status, `${path}: ${await response.clone().text()}`).toBeLessThan(300)
      const text = await response.text()
      return (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined) as T
    }

    /** Posts a form and follows the redirect; a form that is refused shows itself again instead. */
    async function submit(path: string, fields: Record<string, string>): Promise<string> {
      const response = await request(path, { method: 'POST', body: new URLSearchParams(fields) })
      expect(response.status, `${path}: ${(await response.clone().text()).slice(0, 2000)}`).toBe(303)
      return response.headers.get('location') ?? ''
    }

    /** The fields of a page's form as a browser would send them back, by the form's action. */
    async function fieldsOf(path: string): Promise<Record<string, string>> {
      const page = await (await request(path)).text()
      const fields: Record<string, string> = {}
      const plain = (text: string) =>
        text
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&quot;/g, '"')
          .replace(/&#39;/g, "'")
          .replace(/&amp;/g, '&')
      const attribute = (tag: string, name: string) => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
      const form =
        page.split(/<form\b/).find(each => /method="post"/i.test(each) && each.includes(`action="${path}"`)) ?? page
      for (const [tag] of form.split('</form>')[0]?.matchAll(/<input\b[^>]*>/g) ?? []) {
        const type = attribute(tag, 'type')
        if (['file', 'submit', 'button'].includes(type) || (/checkbox|radio/.test(type) && !/\bchecked\b/.test(tag)))
          continue
        fields[attribute(tag, 'name')] = attribute(tag, 'value')
      }
      for (const [, tag, text] of form.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
        fields[attribute(tag ?? '', 'name')] = plain(text ?? '').replace(/^\n/, '')
      for (const [, tag, options] of form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g))
        fields[attribute(tag ?? '', 'name')] = attribute(
          /<option\b[^>]*\bselected\b[^>]*>/.exec(options ?? '')?.[0] ?? '',
          'value',
        )
      delete fields['']
      return fields
    }

    interface Mail {
      id: string
      to: string | string[]
      subject: string
      wave: string
      at: string
    }
    const outbox = () => json<Mail[]>('/_local/outbox.json')
    const source = async (id: string) =>
      (await (await request(`/_local/outbox/${id}.eml`)).text()).replace(/=\r\n/g, '').replace(/=3D/g, '=')
    const goTo = (to: string) => json('/_local/clock', { to })
    const answers = (campaign: string) => json<AnswerRow[]>(`/_local/answers.json?campaign=${campaign}`)
    const sentOn = async (campaign: string, wave: string) =>
      (await outbox()).filter(
        mail => mail.wave === wave && (mail as Mail & { campaign?: string }).campaign === campaign,
      )

    interface Sample {
      partnership: string
      campaign: string
      invitees: { name: string; email: string; link: string }[]
    }

    /** Opens the letter each champion got, reads the page and signs it. */
    async function championsSign(since: number): Promise<void> {
      const requests = (await outbox()).filter(mail => mail.wave === 'signature-request').slice(since)
      for (const mail of requests) {
        const link = /https?:\/\/[^\s"<>]+\/sign\/[a-z2-7]+/.exec(await source(mail.id))?.[0] ?? ''
        const path = new URL(link).pathname
        const fields = await fieldsOf(path)
        await submit(path, { ...fields, name: 'A champion’s own name', sure: 'A champion’s own name', do: 'sign' })
      }
    }

    test('from the form to the finished launch', async () => {
      await json('/_local/sign-in', { email: CONVENER })
      const sample = await json<Sample>('/_local/sample', { stage: 'draft' })
      const at = `/campaigns/${sample.campaign}`
      const before = (await outbox()).length

      await submit(`${at}/signatures`, {})
      await championsSign(0)
      const schedules = (await json<{ wave: string; campaign: string; at: string }[]>('/_local/schedules.json')).filter(
        each => each.campaign === sample.campaign,
      )
      const invite = schedules.find(({ wave }) => wave === 'invite')
      expect(schedules.map(({ wave }) => wave).sort()).toEqual([
        'after-meeting',
        'follow-up-1',
        'follow-up-2',
        'invite',
        'reminder',
      ])

      await goTo('next')
      const letters = (await outbox()).slice(before).filter(({ wave }) => wave === 'invite')
      expect(letters).toHaveLength(sample.invitees.length)
      expect(letters[0]?.at.slice(0, 16)).toBe(invite?.at.slice(0, 16))

      const [yes, no, maybe, instead] = sample.invitees
      const answer = async (guest: Sample['invitees'][number] | undefined, choice: string, more = {}) => {
        const path = new URL(guest?.link ?? '').pathname
        const fields = await fieldsOf(path)
        await submit(path, { ...fields, answer: choice, ...more })
      }
      await answer(yes, 'accepted', { note: 'Glad to', needs: 'Step-free, please' })
      await answer(no, 'declined')
      await answer(maybe, 'tentative')
      await answer(instead, 'delegated', {
        delegate_name: 'Dana Cole',
        delegate_title: 'COO',
        delegate_email: 'dana@cole.example',
      })
      const rows = await answers(sample.campaign)
      const row = (guest: Sample['invitees'][number] | undefined) => rows.find(({ email }) => email === guest?.email)
      expect(row(yes)).toMatchObject({ answer: 'accepted', channel: 'link', note: 'Glad to' })
      expect(row(no)?.answer).toBe('declined')
      expect(row(maybe)?.answer).toBe('tentative')
      expect(row(instead)).toMatchObject({ answer: 'delegated', delegate: { name: 'Dana Cole' } })

      for (let n = 0; n < 6; n++) await goTo('next').catch(() => undefined)
      const wavesTo = async (email: string | undefined) =>
        (await outbox())
          .slice(before)
          .filter(({ to }) => JSON.stringify(to).includes(email ?? '-'))
          .map(({ wave }) => wave.replace(/:.*/, ''))
      expect(await wavesTo(yes?.email)).toEqual(['invite', 'thanks', 'reminder', 'after-meeting'])
      expect(await wavesTo(no?.email)).toEqual(['invite', 'thanks'])
      expect(await wavesTo(sample.invitees[7]?.email)).toEqual(['invite', 'follow-up-1', 'follow-up-2'])

      const clock = await json<Record<string, string>>('/_local/clock')
      const now = Object.values(clock).find(value => /^\d{4}-/.test(value)) ?? ''
      await goTo(new Date(Date.parse(now) + 20 * 86_400_000).toISOString())
      const board = await (await request(at)).text()
      expect(board).toContain('Dana Cole')
      const csv = await (await request(`${at}/board.csv`)).text()
      expect(csv).toContain(
        'email,name,title,company,status,answer,channel,answered_at,delegate_name,delegate_email,note,in_place_of',
      )
    })

    describe('letters leave at the right minute', () => {
      const some = LAUNCHES.filter(([date]) => !few || ['2028-02-29', '2029-05-16'].includes(date))
      test.each(some)('for a launch on %s in %s', async (date, zone, minute) => {
        await json('/_local/sign-in', { email: CONVENER })
        const sample = await json<Sample>('/_local/sample', { stage: 'draft' })
        const at = `/campaigns/${sample.campaign}`
        const meeting = await fieldsOf(`${at}/meeting`)
        await submit(`${at}/meeting`, { ...meeting, date, zone })
        const asked = (await outbox()).filter(({ wave }) => wave === 'signature-request').length
        await submit(`${at}/signatures`, {})
        await championsSign(asked)
        await goTo(`${minute}:00.000Z`.replace(/T(\d\d):(\d\d)/, (_, h, m) => `T${h}:${m}`).replace(':00.000Z', ':00Z'))
        const sent = await sentOn(sample.campaign, 'invite')
        expect(sent.length === 0 ? [] : [...new Set(sent.map(mail => mail.at.slice(0, 16)))]).toEqual([minute])
        expect(sent).toHaveLength(sample.invitees.length)
      })
    })
  })
}
