/**
 * Drives a running Convoke the way a script outside would: its pages by their forms, its workbench by JSON, and its
 * letters by the links in them. Knows nothing of what is behind.
 */
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import { AS_SCRIPT } from './as-script.ts'
import { calendarsOf } from './calendar/calendar-faults.ts'

export interface Listed {
  id: string
  to: string[]
  from: string
  subject: string
  wave: string
  at: string
  campaign: string
  kind: string
  audience: string | null
  inReplyTo: string | null
}

export interface Letter extends Listed {
  text: string
  html: string
  calendar: string
  /** Each calendar as its octets. */
  calendars: Uint8Array[]
  messageId: string
  references: string
}

export interface Guest {
  name: string
  email: string
  company: string
  link: string
  replyTo: string
}

export interface Sample {
  partnership: string
  campaign: string
  invitees: Guest[]
}

export type Fields = Record<string, string | string[]>

export interface Visit {
  status: number
  /** Where a form led, or the address that was asked for. */
  path: string
  html: string
  bytes: Uint8Array
  type: string
}

export function createScript(url: string) {
  let cookie = ''

  async function json<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(url + path, {
      headers: { ...AS_SCRIPT, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    expect(response.status, `${path}: ${await response.clone().text()}`).toBeLessThan(300)
    return (await response.json()) as T
  }

  async function visit(path: string, asConvener: boolean, fields?: Fields): Promise<Visit> {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields ?? {})) for (const each of [value].flat()) body.append(name, each)
    const response = await fetch(url + path, {
      redirect: 'manual',
      headers: { origin: url, ...(asConvener ? { cookie } : {}) },
      ...(fields ? { method: 'POST', body } : {}),
    })
    const to = response.headers.get('location')
    if (response.status === 303 && to) return visit(new URL(to, url).href.slice(url.length), asConvener)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, path, html: Buffer.from(bytes).toString(), bytes, type }
  }

  async function good(path: string, asConvener: boolean, fields?: Fields): Promise<Visit> {
    const seen = await visit(path, asConvener, fields)
    expect(
      seen.status,
      `${path}: ${seen.html
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 600)}`,
    ).toBe(200)
    return seen
  }

  /** A message as another program reads it. */
  async function read(each: Listed): Promise<Letter> {
    const source = await fetch(`${url}/_local/outbox/${each.id}.eml`, { headers: AS_SCRIPT })
    const mail = await simpleParser(Buffer.from(await source.arrayBuffer()))
    const calendar = mail.attachments.find(({ contentType }) => /calendar|ics/.test(contentType))
    return {
      ...each,
      text: mail.text ?? '',
      html: String(mail.html || ''),
      calendar: calendar?.content.toString() ?? '',
      calendars: calendarsOf(mail),
      messageId: mail.messageId ?? '',
      references: [mail.references ?? ''].flat().join(' '),
    }
  }

  return {
    json,
    async signIn(email: string) {
      cookie = (await json<{ cookie: string }>('/_local/sign-in', { email })).cookie
    },
    /** As the convener. */
    get: (path: string) => good(path, true),
    post: (path: string, fields: Fields = {}) => good(path, true, fields),
    /** As whoever holds a link. */
    open: (link: string) => good(link.replace(url, ''), false),
    press: (link: string, fields: Fields) => good(link.replace(url, ''), false, fields),
    now: async () => (await json<{ now: string }>('/_local/clock')).now,
    goTo: (to: string) => json('/_local/clock', { to }),
    outbox: () => json<Listed[]>('/_local/outbox.json'),
    /** The letters of a kind, as another program reads them. */
    async letters(wave: string, to?: string): Promise<Letter[]> {
      const listed = await json<Listed[]>('/_local/outbox.json')
      const found = listed.filter(
        each => each.wave.replace(/[:.].*/, '') === wave && (to === undefined || each.to.includes(to)),
      )
      return Promise.all(found.map(read))
    },
    /** A reply of a guest, written in their own words. */
    async write({ email, replyTo }: Guest, words: string, port = 0): Promise<void> {
      const raw = `From: ${email}\r\nTo: ${replyTo}\r\nSubject: Re\r\n\r\n${words}\r\n`
      const envelope = { from: email, to: [replyTo] }
      await createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail({ envelope, raw })
    },
    /** All that left, in the order in which it did. */
    async all(): Promise<Letter[]> {
      const found: Letter[] = []
      for (const each of await json<Listed[]>('/_local/outbox.json')) found.push(await read(each))
      return found
    },
  }
}

export type Script = ReturnType<typeof createScript>

/** The link of a page in a letter: `join`, `times`, … */
export function linkIn(letter: Letter | undefined, page: string): string {
  const found = letter && new RegExp(`https?://[^\\s"<>]+/${page}/[a-z2-7]{58}[^\\s"<>]*`).exec(letter.text)?.[0]
  if (!found) throw new Error(`no link to ${page} in ${letter?.subject ?? 'a letter that never came'}`)
  return found
}
