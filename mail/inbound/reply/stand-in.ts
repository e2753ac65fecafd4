/** Whether a sentence says that somebody else comes: "Our VP of HR Joan Kim will represent us". */
import { GUEST } from './guest.ts'
import { isName } from './speaker.ts'

/** What people are to each other at work and at home, as it stands before a name or for one. */
export const ROLE =
  '(?:c[efiot]o|chro|[se]?vp|gm|hr|vice[ -]president|president|directora?|managers?|foreman|forewoman|supervisors?|head|chief|officers?|lead|partner|co-?owner|deputy|assistant|controller|treasurer|counsel|attorney|engineer|superintendent|dean|provost|coordinator|administrator|principal|son|daughter|wife|husband|brother|sister|father|mother|dad|mom|nephew|niece|cousin|successor|colleague|associate|representative|delegate|designee|operations|sales|buyer|chef|mechanic|recruiter|trainer|planner|bookkeeper|accountant|secretary|specialist|analyst|scientist|nurse|pharmacist|owner|guy|gal|gerente|subdirectora?|encargad[oa]|jef[ea](?= del? )|contadora?|contralora?|hij[oa]|herman[oa]|espos[oa]|soci[oa]|supervisora|capataz|mayordomo|representante|asistente|coordinadora?|administradora?|licenciad[oa]|ingenier[oa]|responsable|vicepresident[ea]|tesorer[oa]|sobrin[oa]|cuñad[oa]|compañer[oa]|colega)'
/** A name of somebody else: capitals, one or more. */
const NAME = `(?!${GUEST}\\b)\\p{Lu}[\\p{L}'’-]+(?: (?:\\p{Lu}\\.?|\\p{Lu}[\\p{L}'’-]+)){0,3}`
/** Theirs, by what they are: "our plant manager". */
const THEIRS = new RegExp(
  `\\b(?:my|our|his|her|their|the|a|company's|company’s|mi|nuestr[oa]|el|la|al|un|una|two of (?:my|our)|one of (?:my|our)|uno de (?:mis|nuestros))(?: [\\p{L}’'&-]+){0,4}? ${ROLE}\\b`,
  'iu',
)
const SOMEONE = /\b(?:someone|somebody|a (?:colleague|representative|coworker)|alguien|otra persona)\b/i

const IN_PLACE = new RegExp(
  `\\bin (?:my|his|her|our|their|${GUEST}['’]s) (?:place|stead|absence)\\b|\\binstead of (?:me|us|him|her|${GUEST})\\b|\\b(?:come|coming|attend|attending|go|going|join|joining|there) instead\\b|\\bin (?:place|lieu) of\\b|\\brather than (?:me|us|${GUEST})\\b|\\bon (?:my|our|${GUEST}['’]s) behalf\\b|\\b(?:attend(?:ing)?|com(?:e|ing)|go(?:ing)?|be there|sit in|cover(?:ing)?|handl(?:e|ing)|tak(?:e|ing)|fill(?:ing)? in|stand(?:ing)? in|sit(?:ting)? in|sub(?:bing)?|substitut\\w+)(?: (?:this|that|it|this one|the meeting|the launch))? for (?:me|us|him|her|${GUEST})\\b|\\bas (?:my|our|his|her|the|${GUEST}['’]s|[\\p{L}'’ ]{1,40}['’]s) (?:delegate|representative|designee|substitute|proxy|stand-in)\\b|\\b(?:be|is|are|being) represented by\\b|\\brepresent(?:s|ing)? (?:me|us|our|the (?:company|firm|college|hospital|district|city)|${GUEST})\\b|\\b(?:take|taking|has|fill) (?:my|his|her|our|${GUEST}['’]s) (?:place|seat|chair|spot)\\b|\\ben (?:mi|su|nuestr[oa]) (?:lugar|representaci[oó]n|nombre)\\b|\\ben (?:representaci[oó]n|lugar|vez|sustituci[oó]n|ausencia) (?:de|m[ií]a|nuestra|del)\\b|\\bpor (?:m[ií]|nosotros)(?![\\p{L}])|\\brepresentad[oa]s? por\\b|\\b(?:me|nos|lo|la) (?:representa(?:r[aá])?|cubr(?:e|a|ir[aá])|suple|suplir[aá]|sustituye|sustituir[aá])(?![\\p{L}])`,
  'iu',
)
const SENT = new RegExp(
  `\\b(?:send(?:ing)?|designat(?:e|es|ed|ing)|appoint(?:s|ed|ing)?|deputi[sz](?:e|ed|ing)|nominat(?:e|es|ed|ing)|delegat(?:e|ed|ing)(?: this| it)?(?: to)?|swap my name for|let['’]s have|please (?:register|invite|use)|pls register|swapping in|substituting:?|subbing in|naming|put(?:ting)? forward|(?:voy|vamos|va) a (?:mandar|enviar)|mand(?:o|ar[eé]|amos|aremos|ando)|env[ií](?:o|ar[eé]|amos|aremos)|delego en|design(?:o|amos|a)|nombro)(?: a)? (?=${NAME}|(?:my|our|his|her|the|mi|nuestr[oa]|el|la|un|una|someone|somebody|alguien|a colleague|a representative)\\b)`,
  'u',
)
const ASKED_TO =
  /\b(?:asked|tapped|arranged for|requested(?: that)?)\b(?! me\b| us\b| to\b)[^.]{1,60}\b(?:to (?:attend|go|come|sit in|cover|represent|join|fill in|be there|step in|take)|(?:attend|represent|cover))\b/i
const COMES = new RegExp(
  `(?:\\b(?:will|can|could|is going to|is able to|has agreed to|agreed to|is (?:happy|glad|thrilled|free|available) to|plans to|going to|['’]ll|['’]d)(?: be able to| also| gladly)? (?:attend|come|be (?:there|attending|joining|coming|present)|go|join|participate|represent|cover|fill in|sit in|stand in|step in|take (?:my|our|his|her|${GUEST}['’]s)|be our|be my|be at|be the one|speak for|make it|carry|bring|stay|take (?:it|this)|handle (?:it|this))|\\b(?:is|are|['’]s) (?:coming|attending|going|representing|joining|your (?:guy|gal|person))|\\b(?:can|will)$|\\bhas (?:volunteered|agreed|accepted)|\\b(?:ya )?(?:acept[oó]|se ofreci[oó] a|puede) ir|\\b(?:ir[aá]n?|va|van|vaya|asistir[aá]n?|asiste|acudir[aá]n?|acude|participar[aá]n?|representar[aá]n?|estar[aá]n?))(?![\\p{L}])`,
  'iu',
)
/** The writer or the invitee comes too, and somebody with them. */
const BOTH = new RegExp(
  `\\b(?:i|we|${GUEST})(?:['’]ll| will| am|['’]m| are|['’]re| can| plan to| would)(?: \\w+){0,2} (?:attend|com(?:e|ing)|be there|join|make it|bring|be attending)\\b(?!.{0,30}instead)|\\band (?:i|myself|yo)\\b|\\b(?:with me|along|join(?:ing)? me|as well|both|too|conmigo|tambi[eé]n|adem[aá]s|bring(?:ing)?)\\b`,
  'iu',
)
const NOBODY =
  /\b(?:any(?:one|body)|no ?(?:one|body)|nadie|ningun[oa]|substitutes|not (?:be )?send(?:ing)?|n['’]t send|cannot send)\b/i
const HEDGED =
  /\b(?:if|unless|would be (?:happy|glad|willing)|(?:happy|glad|willing|can|could) to? ?send|might|may|maybe|perhaps|possibly|try|whether|hopefully|probably|either|or|could(?= (?:i|we))|would like to|tal vez|quiz[aá]s?|a lo mejor|posiblemente|si)\b/i
/** In one breath with somebody else who comes, the invitee does not. */
const REFUSES =
  /(?:\bnot me\b|\bcan['’]?t\b|\bcannot\b|\bwon['’]?t\b|\bunable\b|\bnot (?:be )?(?:able|attending|coming|available)\b|\bregrets\b|\bdeclines?\b|\bno (?:puedo|podr[eé]|voy|va|podr[aá]|podemos|ir[eé])(?![\p{L}]))/iu
/** The writer is the one who comes for the invitee. */
const MYSELF = new RegExp(
  `\\bi(?:['’]ll| will| am|['’]m| can| would)?\\b[^.]{0,30}\\b(?:attend\\w*|com(?:e|ing)|go(?:ing)?|there|represent\\w*|fill\\w*|stand\\w*|sit\\w*|cover\\w*|in)\\b[^.]{0,20}\\b(?:for|instead of|in place of|on behalf of|in) ${GUEST}\\b|\\bi(?:['’]m| am| was| got| have been|['’]ve been)\\b[^.]{0,20}\\b(?:volunteered|the one (?:who|going|coming|attending|that)|sent|asked to (?:go|attend|come))\\b|\\b(?:vaya|ir[eé]|voy|asistir[eé]|asista) yo (?:por|en (?:su )?(?:lugar|representaci[oó]n|nombre))(?![\\p{L}])|(?:${GUEST}|[Bb]oss)\\b[^.;,]{0,30}? (?:asked|wants|wanted|told|volunteered|sent|sends) me (?:to )?(?:cover|go|attend(?! to)|sit in|stand in|fill in|represent|take (?:his|her|their|the) (?:place|seat|spot)|be there|come)\\b|${GUEST} (?:me )?(?:pidi[oó]|pide|encarg[oó]|mand[oó]|dijo)(?: me)?(?: que)?(?: lo| la)? ?(?:a )?(?:ir|vaya|asista|asistir|cubra|cubrirl[oa]|representarl[oa]|represente)(?![\\p{L}])|\\byo (?:ir[eé]|voy|asistir[eé]) (?:por|en (?:su )?lugar)`,
  'iu',
)

export type StandIn = 'delegate' | 'somebody' | 'doubtful'

/** What a sentence says of somebody else; undefined where it speaks of nobody else, or says that nobody comes. */
/** `known`: the invitee's name is; otherwise a name may be theirs. */
export function standIn(sentence: string, known: boolean): StandIn | undefined {
  const named = known ? names(sentence) : []
  const other = names(sentence).length > 0 || THEIRS.test(sentence) || SOMEONE.test(sentence)
  if (known && MYSELF.test(sentence)) return HEDGED.test(sentence) ? 'doubtful' : 'delegate'
  if (NOBODY.test(sentence)) return undefined
  const placed =
    IN_PLACE.test(sentence) ||
    SENT.test(sentence.charAt(0).toLowerCase() + sentence.slice(1)) ||
    (other && ASKED_TO.test(sentence))
  if (placed) {
    // Somebody comes in their place whom we do not know for a person: "dana", "my number 2", an address.
    if (!other && !/\b(?:he|she|they|him|her|[eé]l|ella)\b/i.test(sentence))
      return COMES.test(sentence) && !SPEAKER.test(sentence) ? 'doubtful' : undefined
    if (HEDGED.test(sentence)) return 'doubtful'
    return BOTH.test(sentence.replace(/\bon behalf\b/i, '')) ? 'doubtful' : 'delegate'
  }
  const after = comingOther(sentence, named)
  if (!after) return undefined
  if (HEDGED.test(sentence) || BOTH.test(sentence)) return 'doubtful'
  // Theirs and by name, or in one breath with a no.
  return REFUSES.test(sentence) || (named.length > 0 && THEIRS.test(sentence)) ? 'delegate' : 'somebody'
}

/** Whether the writer says that they come for the invitee. */
export const comesFor = (sentence: string): boolean => MYSELF.test(sentence)

const SPEAKER = /\b(?:i|we|yo|nosotros)\b/i

/** Whether a sentence speaks of somebody else, whom "she" in the next may be. */
export const mentionsOther = (sentence: string): boolean =>
  !sentence.includes(GUEST) && (names(sentence).length > 0 || THEIRS.test(sentence))

/** Names of others in a sentence, with the place where they end. */
function names(sentence: string): { name: string; end: number }[] {
  return [...sentence.matchAll(new RegExp(NAME, 'gu'))]
    .filter(({ 0: name, index }) => {
      const first = name.split(' ')[0] ?? ''
      if (
        !isName(first) ||
        DAYS.test(first) ||
        /^(?:I|We|You|He|She|They|It|That|There)['’]/.test(first) ||
        !/\p{Lu}\p{Ll}/u.test(name)
      )
        return false
      // A capital at the beginning makes no name, unless the verb follows at once.
      return index > 0 || name.includes(' ') || (!STARTS.test(first) && STARTS_WITH.test(sentence.slice(name.length)))
    })
    .map(({ 0: name, index }) => ({ name, end: index + name.length }))
}

const STARTS_WITH = new RegExp(`^ (?:${COMES.source})`, 'iu')
const DAYS =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|English|Spanish|OSHA|HR|THEIR-ADDRESS|THEIR-WORDS)$/
/** Words that begin a sentence and are no names. */
const STARTS =
  /(?:ing|ed|ly|mos|ré|aré|go|eo)$|^(?:Talk|Their|Here|Bad|Nice|Love|Never|Hope|Ok|Okay|Yep|Yeah|Due|Given|After|Before|Since|Because|Although|Though|So|And|But|Or|By|Both|Some|Someone|Any|All|Each|Another|Other|These|Those|Most|Many|Much|More|His|Her|Your|Title|Mejor|Aquí|Este|Por|Les|Nos|Pero|Desde|Cuando|Como|Mándenle|Quien|Usted|Va|Voy|Vamos|Los|Las|Soy|Contesto|Expect)$/

/** "Expect Terrence Blount", "Attendee: Raymond Pell". */
const ANNOUNCED = /(?:\bexpect|\b(?:attendee|representative|participant|attending|delegate)\b[^:]{0,40}:) $/i

const GOES = /\b(?:ir[aá]|va|vaya|asistir[aá]|acudir[aá]|participar[aá])(?![\p{L}])/iu
const GOES_NOT =
  /\b(?:no|voy|yo) (?:(?:les?|los|las|nos) )?(?:va|ir[aá]|vaya|asistir[aá]|acudir[aá]|participar[aá])(?![\p{L}])/giu

/** Whether somebody else is said to come: the verb stands behind them, or in Spanish before them. */
function comingOther(sentence: string, named: readonly { name: string; end: number }[]): boolean {
  const theirs = THEIRS.exec(sentence)
  const ends = [...named.map(({ end }) => end), ...(theirs ? [theirs.index + theirs[0].length] : [])]
  if (ends.some(end => subjectOf(sentence.slice(end, end + 120)))) return true
  if (named.some(({ end, name }) => ANNOUNCED.test(sentence.slice(0, end - name.length)))) return true
  // "No va Luis, va Paty" says that somebody comes; "no va a poder, anda en la obra de Odessa" does not.
  return GOES.test(sentence.replace(GOES_NOT, '')) && ends.length > 0
}

/** Whether what follows a name goes on to say that they come, with nobody else in between. */
function subjectOf(after: string): boolean {
  const found = COMES.exec(after)
  if (!found) return false
  const between = after.slice(0, found.index)
  return (
    !new RegExp(`\\b(?:i|we|you|${GUEST}|to|that|for|yo|nosotros|que|no)\\b`, 'i').test(between) &&
    !/[!?;]/.test(between)
  )
}
