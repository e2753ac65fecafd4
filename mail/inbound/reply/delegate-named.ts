/** Who comes instead, as far as a text names them: name, title and address, in any order. */
import { GUEST, withGuest } from './guest.ts'
import { ADDRESS } from './sentences.ts'
import { isName } from './speaker.ts'
import { ROLE } from './stand-in.ts'

interface Named {
  name: string
  title: string
  email: string
}

const WORD = "\\p{Lu}[\\p{L}'’-]+"
const HONOR = '(?:(?:Dra?|Mrs?|Ms|Mx|Miss|Prof|Sra?|Srta|Ing|Lic|Arq|C\\.P|don|doña|Don|Doña)\\.? )?'
const NAME = new RegExp(`${HONOR}(${WORD}(?: (?:\\p{Lu}\\.|de la|de|del|van|von|${WORD})){0,3})`, 'gu')
/** Words with capitals that are titles, not names: "Director of Operations", "VP". */
const TITLED = new RegExp(
  `^${ROLE}$|^(?:human|resources|general|plant|chief|senior|acting|interim|regional|executive|associate|assistant|supply|chain|medical|nursing|operating|financial|technology|technical|applied|administrative|recursos|humanos|operaciones|department|dir)$`,
  'iu',
)
const PARTS = `(?:(?:of|for|de|del|en|at|and|&|the|la) )?[\\p{L}&/’'-]+`
/** "our VP of HR", "the deputy mayor", "my HR director". */
const BEFORE = new RegExp(
  `\\b(?:my|our|his|her|their|the|mi|nuestr[oa]|el|la|al)((?: [\\p{L}&/’'-]+){0,3}? ${ROLE}(?: (?:of|for|de|del) [\\p{L}&]+(?: (?:and|y|&|de)? ?[\\p{Lu}][\\p{L}&]+){0,3})?(?: (?:mayor|director|manager|administrator|president|general))?),?:? ?$`,
  'iu',
)
/** ", our plant manager,", "(VP, Operations)", "- Director of Distribution", "who runs …" is none. */
const AFTER = new RegExp(
  `^(?: ?\\((?:[^()@]{0,60}?@[^()]{0,80}|)\\))?(?:,| ?[-–—(:]|\\n| who is| que es| is| es)? ?(?:(?:my|our|the|his|her|an?|mi|nuestr[oa]|el|la|is)? ?)(?!who\\b|que\\b)((?:[\\p{L}&/’'-]+ ){0,3}?${ROLE}(?:,? ${PARTS}){0,4}?)(?=[,.;:()\\n]| \\(| (?:will|can|is|has|and|at|asistir|ir[aá]|va|y|who)\\b|$)`,
  'iu',
)
/** "She is our Director of Operations.", in a sentence of its own. */
const SAID_OF = new RegExp(
  `(?:^|[.!\\n] ?)(?:s?he|they|ella|[eé]l|es)(?: is| are|['’]s| es)? (?:(?:our|my|the|an?|nuestr[oa]|mi|el|la) )?((?:[\\p{L}&/’'-]+ ){0,3}?${ROLE}(?:,? ${PARTS}){0,4}?)(?=[,.;()\\n]| (?:and|who|y)\\b|$)`,
  'iu',
)
/** "Our general manager will take my place: Karen Whitfield". */
const BEFORE_COLON = new RegExp(
  `\\b(?:my|our|mi|nuestr[oa]|el|la)((?: [\\p{L}&/’'-]+){0,3}? ${ROLE}(?: (?:of|de) [\\p{L}&]+)?)(?![\\p{L}])[^.!?\\n]{0,60}: ?$`,
  'iu',
)
/** What somebody is to the writer, and no title. */
const NO_TITLE = /^(?:good |trusted |mi |nuestr[oa] )?(?:colleague|coworker|associate|someone|colega|compañer[oa])$/iu

/** An address beside the name, which may stand before the title. */
const AN_ADDRESS = /^,? ?[(<]?[^\s()<>,;]{1,64}@[^\s()<>,;]{1,100}[)>]?/
const TITLE_LINE = /\b(?:title|puesto|cargo|role): ?([^.\n;]{2,80})/i

/** Verbs that begin a sentence with a capital before a name: "Sending Dana Ruiz". */
const SAYING =
  /^(?:sending|delegating|designating|naming|appointing|nominating|attending|representing|swapping|subbing|substituting|expect|invite|register|env[ií]o|mando|delego|designo|nombro|asist(?:e|ir[aá])|ir[aá]|va|acudir[aá]|participar[aá])$/iu

/** Empty strings for what the text does not say. `addresses`: those that stand in it. `invitee`: who does not come. */
export function delegateIn(text: string, addresses: readonly string[], invitee = ''): Named {
  const told = withGuest(text.slice(0, 2000), invitee).replace(/[^\S\n]+/g, ' ')
  const found = [...told.matchAll(NAME)]
    .map(each => ({ name: trimmed(each[1] ?? ''), at: each.index + each[0].indexOf(each[1] ?? ''), all: each[0] }))
    .map(({ name, at, all }) => ({
      name: name.name,
      start: at + name.from,
      honor: all,
      end: at + name.from + name.name.length,
    }))
    .filter(({ name }) => name !== '' && name !== GUEST && !name.includes(GUEST) && isName(name.split(' ')[0] ?? ''))
  const best = found
    .map(each => ({ ...each, title: titleOf(told, each.start, each.end), score: scoreOf(told, each) }))
    .sort((a, b) => b.score + (b.title ? 3 : 0) - (a.score + (a.title ? 3 : 0)))[0]
  const name = best && best.score > 0 ? best.name : ''
  const beside = best?.title || SAID_OF.exec(told)?.[1] || ''
  const title = (TITLE_LINE.exec(told)?.[1] ?? (name !== '' ? beside : (THEIRS.exec(told)?.[1] ?? ''))).trim()
  return { name, title: NO_TITLE.test(title) ? '' : title.slice(0, 120), email: addressOf(name, addresses) }
}

const THEIRS = new RegExp(
  `\\b(?:my|our|mi|nuestr[oa])((?: [\\p{L}&/’'-]+){0,3}? ${ROLE}(?: (?:of|de) [\\p{L}&]+(?: [\\p{Lu}][\\p{L}&]+){0,2})?)`,
  'iu',
)

/** A run of capitals without the titles and first words among them: "VP Leticia Bowen" is "Leticia Bowen". */
function trimmed(run: string): { name: string; from: number } {
  let [from, name] = [0, run]
  for (;;) {
    const first = name.split(' ')[0] ?? ''
    if (first === '' || !(TITLED.test(first) || SAYING.test(first) || !isName(first))) break
    from += first.length + 1
    name = name.slice(first.length + 1)
    while (/^(?:de|del|la) /.test(name)) {
      const skip = name.indexOf(' ') + 1
      from += skip
      name = name.slice(skip)
    }
  }
  const words = name.split(' ')
  const cut = words.findIndex(word => TITLED.test(word))
  const kept = (cut < 0 ? words : words.slice(0, cut)).join(' ').replace(/(?:['’]s)?(?: (?:de|del|la|van|von))*$/u, '')
  return { name: kept, from }
}

/** Two names are better than one, and what stands near "will attend", an address or a title better than what does not. */
function scoreOf(told: string, { name, start, end }: { name: string; start: number; end: number }): number {
  const before = told.slice(Math.max(0, start - 40), start)
  const after = told.slice(end, end + 100)
  let score = name.includes(' ') ? 3 : 1
  if (
    /^(?:[^.!?\n]{0,70}?\b(?:will|can|is (?:coming|going|attending|thrilled|happy)|has (?:volunteered|agreed|confirmed)|asistir|ir[aá]|va|acudir|participar|represent))/iu.test(
      after,
    )
  )
    score += 2
  if (
    /\b(?:sending|send|asked|designates?|deputized|nominat\w+|to|for|expect|is|mando|enviar[eé]|delego en|substituting:?|va|ir[aá]|asistir[aá]|participar[aá]|named?|llama|attend):? (?:a )?$/iu.test(
      before,
    )
  )
    score += 2
  if (/^ ?[,(]? ?\S{1,60}@/.test(after)) score += 3
  if (/\b(?:dear|hi|hello|hey|thanks|thank you|estimad[oa]|hola|sorry|gracias),? $/i.test(before)) score -= 6
  if (/^(?:\n|$)/.test(after) && /\n-? ?$/.test(told.slice(0, start))) score -= 2
  if (/\b(?:at|in|from|en|the|of|near|to the|for the|on) $/i.test(before)) score -= 2
  return score
}

/** What stands before the last "my" or "el" of a run is not of the title: "mi lugar irá el gerente". */
const LEADING = /^.*(?<!\b(?:de|of|for))\s(?:el|la|our|my|nuestr[oa]|mi)\s/iu

function titleOf(told: string, start: number, end: number): string {
  const before = BEFORE.exec(told.slice(Math.max(0, start - 80), start).replace(new RegExp(`${HONOR}$`, 'u'), ''))?.[1]
  if (before !== undefined) return before.replace(LEADING, '').trim()
  const announced = BEFORE_COLON.exec(told.slice(Math.max(0, start - 140), start))?.[1]
  if (announced !== undefined) return announced.trim()
  const run = /((?:\p{Lu}[\p{L}&]*(?: of| de)? ){1,4})$/u.exec(told.slice(Math.max(0, start - 60), start))?.[1]
  if (run !== undefined && new RegExp(`\\b${ROLE}\\b`, 'i').test(run)) return run.trim()
  const after = AFTER.exec(told.slice(end, end + 200).replace(AN_ADDRESS, ''))?.[1]
  return after === undefined ? '' : after.replace(/^(?:is|an?|the|our|my) /i, '').trim()
}

/** Of several addresses the one that has something of the name in it. */
function addressOf(name: string, addresses: readonly string[]): string {
  const parts = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(' ')
    .filter(part => part.length > 2)
  return addresses.find(address => parts.some(part => address.toLowerCase().includes(part))) ?? addresses[0] ?? ''
}

export const addressesIn = (text: string): string[] => [...text.matchAll(ADDRESS)].map(([address]) => address)
