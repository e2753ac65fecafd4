/** What a list says of people who should not be invited unseen: unsubscribed, dropped, declined, hidden, struck through. */
import { plainWords } from './company.ts'
import { headingWords } from './heading.ts'

/** Why somebody is left out unless the convener says otherwise. */
export interface LeftOut {
  /** As the list says it: "Status: unsubscribed". */
  reason: string
  /** They asked not to be written to: it holds for every row with their address. */
  asked: boolean
}

const ASKED =
  /^(?:unsub(?:scribed?)?|opt(?:ed)? ?out|do not (?:contact|e ?mail|mail|invite|send)|dnc|stop|complained|complaint|spam|no contactar|no invitar|(?:dado|dada) de baja|baja|remove(?:d)?(?: from (?:list|mailing list))?|blocked)\b/
const OUT =
  /^(?:cleaned|(?:hard |soft )?bounced?|undeliverable|invalid|dropped|drop|declined?|declino|rechaz\w+|regrets?|not (?:attending|coming|going|interested|invited|active|a member)|no longer|(?:can ?not|cant|will not|wont|unable to) (?:attend|come|make it)|cancell?ed|cancel|cancelad[oa]|inactiv\w+|lapsed|expired|terminated|suspended|resigned|former|deceased|passed away|fallecid[oa]|retired|jubilad[oa]|left (?:the )?(?:company|organization|firm|job)|withdrawn|withdrew|deleted|refunded|rejected|denied|closed|out of business|non ?member|no asist\w+|no show|hidden|struck|delinquent|disqualified|dead|duplicate|do not)\b/
const YES = /^(?:yes|y|true|t|1|x|si|s|checked|on|[✓✔☑✅●]\ufe0f?)$/u
const NO = /^(?:no|n|false|f|0|off|none|[✗✘☐❌]\ufe0f?)$/u

/** The heading that is given to what marks a row as hidden or struck through. */
export const MARKED = 'Hidden or struck'

/** Headings under which "yes" means out, and those under which "no" does. */
const BAD =
  /\b(?:opt(?:ed)? ?out|has opted out|unsub\w*|do not|dnc|dropped|drop date|termination date|cancel\w* date|declined|inactive|bounced?|deceased|cancell?ed|retired|suppress\w*|baja)\b/
const GOOD =
  /\b(?:subscribed|subscription|opt(?:ed)? ?in|active|attending|will attend|rsvp|response|reply|answer|invite|asiste|confirmacion|coming|consent)\b/
const OTHER_MEANS = /\b(?:call|phone|fax|text|sms|postal)\b/

/** What a cell below a heading says, if it says that somebody should be left out. */
function statusSays(heading: string, cell: string): LeftOut | undefined {
  const head = headingWords(heading)
  // A mark alone has no letter in it.
  const says = plainWords(cell) || cell.trim()
  if (says === '') return undefined
  const title = heading.trim()
  const words = title === MARKED || title === '' ? cell.trim() : `${title}: ${cell.trim()}`
  const reason = words.length > 120 ? `${words.slice(0, 119)}…` : words
  if (ASKED.test(says) && !OTHER_MEANS.test(says)) return { reason, asked: true }
  if (OUT.test(says)) return { reason, asked: false }
  if (OTHER_MEANS.test(head)) return undefined
  const isBad = BAD.test(head)
  const asked = /\b(?:opt\w* ?out|unsub\w*|do not|dnc|suppress\w*|baja|subscri\w*|opt\w* ?in)\b/.test(head)
  // A date below "Unsubscribed at" is a yes.
  if (isBad && (YES.test(says) || /\d{4}/.test(says))) return { reason, asked }
  return !isBad && GOOD.test(head) && NO.test(says) ? { reason, asked } : undefined
}

const NOTED =
  /\b(?:do not (?:contact|e ?mail|invite|mail|send)|dont (?:contact|e ?mail|invite|mail)|unsubscribed?|opted out|deceased|passed away|(?:has|is|now|recently) retired|retired (?:in|from|as of)|no longer (?:with|at|employed|there|works?|in)|left (?:the )?(?:company|organization|firm)|not attending|(?:has )?declined|out of business|remove from (?:the )?(?:list|mailing)|no contactar|no invitar)\b|^retired$/

/** What a note says, where it says so plainly. */
function noteSays(heading: string, cell: string): LeftOut | undefined {
  const words = plainWords(cell)
  if (!NOTED.test(words)) return undefined
  const text = `${heading.trim()}: ${cell.trim()}`
  return {
    reason: text.length > 120 ? `${text.slice(0, 119)}…` : text,
    asked: /\b(?:do not|dont|unsubscribed?|opted out|remove from|no contactar|no invitar)\b/.test(words),
  }
}

/** Reads the status and the notes of a row, a line "Heading: cell" each. */
export function leftOutBy({
  status = '',
  notes = '',
}: {
  status?: string | undefined
  notes?: string | undefined
}): LeftOut | undefined {
  const said = [
    ...linesOf(status).map(([heading, cell]) => statusSays(heading, cell)),
    ...linesOf(notes).map(([heading, cell]) => noteSays(heading, cell)),
  ].filter(found => found !== undefined)
  return said.find(({ asked }) => asked) ?? said[0]
}

const linesOf = (text: string): [heading: string, cell: string][] =>
  text === ''
    ? []
    : text.split('\n').map(line => {
        const at = line.indexOf(': ')
        return at < 0 ? ['', line] : [line.slice(0, at), line.slice(at + 2)]
      })

/** Whether a cell by itself, or the name of a sheet or a group, says that its people are out. */
export const saysLeftOut = (text: string): boolean => statusSays('', text) !== undefined
