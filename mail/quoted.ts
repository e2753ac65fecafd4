/** The texts that are to be signed, as the request to sign them shows them: whole, and filled in for one reader. */
import { factsHtml, factsText, signaturesHtml, signaturesText } from './blocks.ts'
import type { LetterRequest, QuotedText } from './content.ts'
import { setMarkdown } from './markdown.ts'
import { escapeHtml, oneLine, type SharedField, splitFields, written } from './merge.ts'
import { opening } from './opening.ts'

const SANS = "font-family:'Helvetica Neue',Helvetica,Arial,sans-serif;"
const SOFT = `margin:0 0 14px;${SANS}font-size:14px;line-height:21px;color:#5b6770;`
const RULE = '<hr style="margin:26px 0 20px;border:0;border-top:1px solid #d9dfe3;">\n'

export function quotedIn(request: LetterRequest, shared: Record<SharedField, string>): { html: string; text: string } {
  const { quoted, meeting, signers = [], signatures = [] } = request
  if (!quoted) return { html: '', text: '' }
  const one = ({ title, note, kind, letter }: QuotedText, first: boolean) => {
    const subject = written(
      splitFields(oneLine(letter.subject), field => shared[field]),
      quoted.reader,
      each => each,
    )
    const body = setMarkdown(letter.body, shared)
    const top = opening({ ...request, kind })
    const facts = first && meeting ? meeting : undefined
    return {
      html:
        `${RULE}<p class="soft" style="${SOFT}"><strong>${escapeHtml(title)}.</strong> ${escapeHtml(note)}</p>\n` +
        `<p style="margin:0 0 12px;"><strong>${escapeHtml(subject)}</strong></p>\n` +
        `${first ? `<div style="margin:0 0 18px;">${top.html}</div>\n` : ''}${written(body.html, quoted.reader, escapeHtml)}` +
        `${signaturesHtml(signers, signatures)}${facts ? `<p style="margin:0 0 8px;">&nbsp;</p>\n${factsHtml(facts)}` : ''}`,
      text: [
        '* * *',
        `${title}. ${note}`,
        subject,
        first ? top.text : '',
        written(body.text, quoted.reader, each => each).trim(),
        signaturesText(signers, signatures),
        facts ? factsText(facts) : '',
      ]
        .filter(Boolean)
        .join('\n\n'),
    }
  }
  const all = quoted.texts.map((each, at) => one(each, at === 0))
  const says = `<p class="soft" style="margin:8px 0 0;${SANS}font-size:14px;line-height:21px;color:#5b6770;">${escapeHtml(quoted.says)}</p>\n`
  return {
    html: says + all.map(({ html }) => html).join('\n'),
    text: [quoted.says, ...all.map(({ text }) => text)].join('\n\n'),
  }
}
