/** Figures as bars in a letter: tables with a background, which every mail program draws, and words beside each. */
import type { Bars } from '../domain/keep/campaign.ts'
import { escapeHtml, oneLine } from './merge.ts'

const SANS = "font-family:'Helvetica Neue',Helvetica,Arial,sans-serif;"
const INK = '#14506b'
/** Characters of the longest bar in plain text. */
const LONGEST = 20

/** Hundredths of the room there is; what is not nothing is seen. */
const percent = (share: number): number => (share <= 0 ? 0 : Math.min(100, Math.max(2, Math.round(share * 100))))

function bar(share: number): string {
  const width = percent(share)
  const cell = (size: number, color: string, inTheDark: string) =>
    size === 0
      ? ''
      : `<td class="${inTheDark}" width="${size}%" bgcolor="${color}" style="width:${size}%;background-color:${color};font-size:1px;line-height:14px;height:14px;">&nbsp;</td>\n`
  return (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">\n' +
    `<tr>${cell(width, INK, 'bar')}${cell(100 - width, '#e8edef', 'box')}</tr>\n</table>\n`
  )
}

/** One table for each title; the words of a row say what its bar shows. */
export const barsHtml = (all: readonly Bars[]): string =>
  all
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => {
      const body = rows
        .map(
          ({ label, share, words }) =>
            `<tr>\n<td width="40%" valign="middle" style="${SANS}font-size:14px;line-height:19px;color:#22303a;padding:4px 10px 4px 0;">${escapeHtml(oneLine(label))}</td>\n` +
            `<td width="30%" valign="middle" style="padding:4px 0;">${bar(share)}</td>\n` +
            `<td width="30%" valign="middle" class="soft" style="${SANS}font-size:14px;line-height:19px;color:#5b6770;padding:4px 0 4px 10px;">${escapeHtml(oneLine(words))}</td>\n</tr>\n`,
        )
        .join('')
      return (
        `<p style="margin:8px 0 6px;"><strong>${escapeHtml(oneLine(title))}</strong></p>\n` +
        `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px;">\n${body}</table>\n`
      )
    })
    .join('')

export const barsText = (all: readonly Bars[]): string =>
  all
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => {
      const lines = rows.map(({ label, share, words }) => {
        const length = share <= 0 ? 0 : Math.max(1, Math.round(Math.min(1, share) * LONGEST))
        return `${oneLine(label)}: ${oneLine(words)}${length > 0 ? `  ${'='.repeat(length)}` : ''}`
      })
      return `${oneLine(title).toUpperCase()}\n${lines.join('\n')}`
    })
    .join('\n\n')
