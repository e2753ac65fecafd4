/** The parts of a letter that MJML cannot hold ready because they have as many rows as there are facts or champions. */
import type { Signature } from '../domain/keep/campaign.ts'
import { kindOf } from '../domain/keep/kinds.ts'
import { type Difference, factsOf, type Meeting } from '../domain/keep/meeting.ts'
import type { Champion, Partnership } from '../domain/keep/partnership.ts'
import { escapeHtml, oneLine } from './merge.ts'
import { fitted, logoOf, pictureOf } from './picture.ts'

const SANS = "font-family:'Helvetica Neue',Helvetica,Arial,sans-serif;"
const SCRIPT = "font-family:'Snell Roundhand','Segoe Script','Brush Script MT',cursive;"
const BOX = 'width:100%;background-color:#f4f6f7;border:1px solid #dde3e6;border-collapse:separate;'
const headingOf = (meeting: Meeting): string => kindOf({ meeting }).heading

const lines = (text: string): string => escapeHtml(text.trim()).replace(/\r?\n/g, '<br>\n')

function box(title: string, rows: readonly (readonly [name: string, html: string])[]): string {
  const name = `${SANS}font-size:13px;line-height:20px;color:#5b6770;padding:5px 8px 5px 20px;`
  const fact = `${SANS}font-size:15px;line-height:21px;color:#22303a;padding:4px 20px 5px 8px;`
  const body = rows
    .map(
      ([what, html]) =>
        `<tr>\n<td class="fact-name soft" width="76" valign="top" style="${name}">${escapeHtml(what)}</td>\n` +
        `<td class="fact" valign="top" style="${fact}">${html}</td>\n</tr>\n`,
    )
    .join('')
  return (
    `<table role="presentation" class="box" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f4f6f7" style="${BOX}">\n` +
    `<tr><td colspan="2" style="${SANS}font-size:16px;line-height:22px;font-weight:bold;color:#22303a;padding:16px 20px 7px;">${escapeHtml(title)}</td></tr>\n` +
    `${body}<tr><td colspan="2" style="font-size:12px;line-height:12px;">&nbsp;</td></tr>\n</table>\n`
  )
}

/** The meeting's facts by name, the empty ones left out. */
function factRows(meeting: Meeting): [name: string, value: string][] {
  const facts = factsOf(meeting)
  const rows: [string, string][] = [
    ['Date', facts.date],
    ['Time', facts.time],
    ['Place', facts.place],
    ['Parking', facts.parking],
    ['Access', facts.access],
  ]
  return rows.map(([name, value]): [string, string] => [name, value.trim()]).filter(([, value]) => value !== '')
}

/** The facts in a box. */
export const factsHtml = (meeting: Meeting): string =>
  box(
    headingOf(meeting),
    factRows(meeting).map(([name, value]) => [name, lines(value)] as const),
  )

export const factsText = (meeting: Meeting): string =>
  `${headingOf(meeting).toUpperCase()}\n${factRows(meeting)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}`

const change = (difference: Difference): { from: string; to: string } => ({
  from: difference.from.trim() || 'not given',
  to: difference.to.trim() || 'no longer given',
})

/** What changed, as "was → now". */
export const differencesHtml = (all: readonly Difference[]): string =>
  box(
    'What changed',
    all.map(difference => {
      const { from, to } = change(difference)
      return [
        difference.what,
        `<span class="soft" style="color:#5b6770;"><s>${lines(from)}</s></span> → <strong>${lines(to)}</strong>`,
      ]
    }),
  )

export const differencesText = (all: readonly Difference[]): string =>
  (all.length === 0 ? [] : ['WHAT CHANGED'])
    .concat(
      all.map(difference => {
        const { from, to } = change(difference)
        return `${difference.what}: ${from} → ${to}`
      }),
    )
    .join('\n')

/** Pixels of a logo at the top of an email, at most. */
const LOGO = { width: 240, height: 48 }

/** What an email is headed with: the partnership's logo, with its name where pictures are off, or the name. */
export function letterhead(partnership: Partnership | undefined, name: string): string {
  const logo = partnership && logoOf(partnership)
  if (!logo) return escapeHtml(name)
  const { width, height } = fitted(logo, LOGO)
  return `<img class="picture logo" src="cid:${logo.cid}" width="${width}" height="${height}" alt="${escapeHtml(name)}" style="display:block;border:0;background-color:#ffffff;width:${width}px;height:${height}px;">`
}

/** The name a champion signed with, or is to sign with. */
const signedName = (champion: Champion, signatures: readonly Signature[]): string =>
  oneLine(signatures.findLast(signature => signature.champion === champion.id)?.name ?? champion.name)

function signatureHtml(champion: Champion, signatures: readonly Signature[], width: number): string {
  const picture = pictureOf(champion)
  const name = escapeHtml(signedName(champion, signatures))
  // High enough for a name on two lines where signatures are narrow, so that what is printed beneath lines up.
  const height = width > 200 ? 62 : 72
  const mark = picture
    ? (({ width: w, height: h }) =>
        `<img class="${picture.ink ? 'ink-drawn' : 'picture'}" src="cid:${picture.cid}" width="${w}" height="${h}" alt="${name}" style="display:block;border:0;${picture.ink ? '' : 'background-color:#ffffff;'}width:${w}px;height:${h}px;">`)(
        fitted(picture, { width: width - 28, height: 56 }),
      )
    : `<span class="script" style="${SCRIPT}font-size:${width > 200 ? 30 : 23}px;line-height:${width > 200 ? 34 : 29}px;">${name}</span>`
  const beneath = [champion.title, champion.company].map(oneLine).filter(Boolean).map(escapeHtml).join('<br>\n')
  return (
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">\n` +
    `<tr><td height="${height}" valign="bottom" style="height:${height}px;padding:0 14px 6px 0;color:#22303a;">${mark}</td></tr>\n` +
    `<tr><td style="${SANS}font-size:14px;line-height:20px;color:#22303a;padding:0 14px 14px 0;"><strong>${escapeHtml(oneLine(champion.name))}</strong><br>\n` +
    `<span class="soft" style="color:#5b6770;">${beneath}</span></td></tr>\n</table>\n`
  )
}

/** How many signatures stand in one row: 4 look better as two and two. */
const perRow = (count: number): number => (count <= 3 ? Math.max(count, 2) : count === 4 ? 2 : 3)
const ROW_WIDTH = 512

/**
 * All signatures side by side, beneath each other where there is no room. Outlook's Word engine gets a table; everyone
 * else gets blocks that wrap by themselves, so that a phone needs no media query.
 */
export function signaturesHtml(champions: readonly Champion[], signatures: readonly Signature[]): string {
  const columns = perRow(champions.length)
  const width = Math.floor(ROW_WIDTH / columns)
  const cells = champions.map((champion, at) => {
    const row = at > 0 && at % columns === 0 ? '</tr><tr>' : ''
    return (
      `<!--[if mso]>${row}<td width="${width}" valign="top"><![endif]-->\n` +
      `<div class="signature" style="display:inline-block;width:100%;max-width:${width}px;vertical-align:top;">\n` +
      `${signatureHtml(champion, signatures, width)}</div>\n<!--[if mso]></td><![endif]-->\n`
    )
  })
  return (
    `<div style="font-size:0;line-height:0;">\n<!--[if mso]><table role="presentation" width="${ROW_WIDTH}" cellpadding="0" cellspacing="0" border="0"><tr><![endif]-->\n` +
    `${cells.join('')}<!--[if mso]></tr></table><![endif]-->\n</div>\n`
  )
}

export const signaturesText = (champions: readonly Champion[], signatures: readonly Signature[]): string =>
  champions
    .map(champion => {
      const signed = signedName(champion, signatures)
      const beneath = [signed === oneLine(champion.name) ? '' : champion.name, champion.title, champion.company]
      return [signed, beneath.map(oneLine).filter(Boolean).join(', ')].filter(Boolean).join('\n')
    })
    .join('\n\n')
