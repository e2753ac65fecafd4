/** Of whom a clause speaks: an assistant writes "Mr. Ortiz is unable", where the rules know "I am unable". */
import { GUEST } from './guest.ts'
import { HEDGE, LOADED, plain } from './words.ts'

const TITLE =
  '(?:Mr|Ms|Mrs|Miss|Dr|Dra|Sr|Sra|Srta|Ing|Lic|Arq|Prof|Don|Doña|mr|ms|mrs|dr|dra|sr|sra|srta|ing|lic|arq|don|doña)'
const NAME = `(?:(?:el|la|El|La|nuestro|nuestra) )?(?:${TITLE} \\p{Lu}[\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+){0,2}|\\p{Lu}[\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+){0,2})`
const LEADS =
  /^(?:(?:please note|(?:(?:i|we) )?(?:can )?confirm(?:ing)?(?= that)|(?:le |les |te )?(?:confirmo|comunico|aviso)(?= que)|please be advised|unfortunately|regretfully|sorry|(?:i'm|i am) (?:confirming|writing|happy to confirm|pleased to confirm|sorry to say|afraid)(?: to (?:confirm|say|let you know))?(?: on behalf of)?|this is to (?:confirm|say|let you know)|just to (?:confirm|let you know)|le informo|les informo|les comento|lamentablemente|on behalf of)(?: that| que)? )/i
const NAMED = new RegExp(
  `^(${NAME})(?:'s (?=(?:unable|not|out|away|traveling|in|attending|coming|happy|on)\\b))?(?: that)?(?: (?:he|she|they))? ?(.*)$`,
  'u',
)
const PRONOUN =
  /^(?:he|she|él|ella|(?:(?:the|my|our) )?boss|(?:el|mi|nuestro) (?:jefe|patr[oó]n)|(?:la|mi|nuestra) (?:jefa|patrona)|(?:my|our) (?:dad|father|mom|mother)|mi (?:papa|papá|mam[aá]|padre|madre))(?=['’ ])(?! de\b)/i
/** Capitalized words that are no names, since they begin a sentence. */
const NO_NAME =
  /^(?:I|We|It|It's|This|That|There|Our|My|The|A|An|Yes|No|What|Who|Will|Would|Can|Could|Should|If|When|Please|Thanks|Thank|See|Count|Looking|Happy|Glad|Works|Not|Great|Good|Sounds|Put|Sign|Add|Absolutely|Definitely|Perfect|Sure|Of|Confirmed|Accepted|Accept|Confirming|Attending|Sorry|Unfortunately|Apologies|Tentatively|Maybe|Perhaps|Wish|RSVP|Take|Remove|Stop|Unsubscribe|You|He|She|They|Someone|Somebody|Nobody|Everyone|Everybody|Moved|Wouldn't|Can't|Cannot|Won't|As|With|On|In|At|For|From|To|Hi|Hello|Dear|Regrets|Regretfully|Sadly|Already|Out|Away|Decline|Declined|Pass|Unable|Unavailable|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|March|Nos|Ya|Sí|Si|Con|En|Gracias|Lo|Tengo|Me|Será|Allí|Ahí|Allá|Por|Claro|Todavía|Tal|Quizás|Cuenten|Cuenta|Encantado|Encantada|Confirmo|Confirmado|Acepto|Déjeme|Les|Le|Intentaré|Trataré|Ese|Esa|Esta|Ella|Él|El|La|Mi|Nuestro|Nuestra|Estaré|Asistiré|Lamentablemente|Desafortunadamente|Agradezco|Desde|Muchas|Muchísimas|Buenos|Buenas|Estimado|Estimada|Hola|Saludos)$/
/** What only the invitee's own words count for. */
const TOLD_ME = /^(?:has )?(?:just )?(?:said|told me)(?: that)? (?=(?:he|she|they) )/
const FIRST: readonly [RegExp, string][] = [
  [
    /^(?:has |just |already )*(?:asked|told|instructed|wants|wanted) (?:me|us) to (?:just )?(?:reply|rsvp|say|answer|respond|tell (?:you|them)|let (?:you|them) know)(?: with)?(?: that)?(?: it is| (?:the|his|her|their) answer is)?(?: an?)? (yes|no|maybe)\b/,
    'it is a $1',
  ],
  [
    /^(?:says?|said|is)(?: to (?:tell (?:you|them)|say|reply|answer))?(?: it is)?(?: an?)? (yes|no|maybe)\b/,
    'it is a $1',
  ],
  [/^(?:has |just )*(?:asked|told) me to say thanks but no thanks/, 'thanks but no thanks'],
  [/^(?:sends|extends|conveys|offers|gives) (?:(?:his|her|their) )?(?=(?:\w+ )?(?:regrets|apolog))/, 'send my '],
  [/^(?:both|and i both) (?:can not|cannot)/, 'i cannot'],
  [
    /^(?:has )?(?:just )?(?:confirmed|confirms|says|tells me|let me know|asked me to (?:say|confirm|tell you|let you know)|informs me)(?: that)? (?:he|she|they|i) /,
    'i ',
  ],
  [/^(?:regrets|is sorry|is afraid)(?: to say)?(?: that)? (?:he|she|they|i) /, 'i '],
  [/^(?:thanks|appreciates)\b/, 'thank'],
  [/^(?:has |have )?asked (?:me )?to (accept|decline|confirm|send|convey|thank|express)\b/, 'i $1'],
  [/^regrets (?:being |to be )?(?=unable|not)/, 'i am '],
  [
    /^(?:has |have )?asked (?:me|us) to (?:\w+ ){1,5}?and (?:to )?(?:let you know|tell you|say|inform you|confirm)(?: that)? (?:he|she|they|i) /,
    'i ',
  ],
  [/^(?:has |have )?asked that (?:i|we) (accept|decline|confirm)\b(?: for (?:him|her|them))?/, 'i $1'],
  [/^regrets that/, 'i regret that'],
  [/^sends (?:his|her|their) /, 'send my '],
  [/^regrets$/, 'regrets'],
  [/^hopes to\b/, 'i hope to'],
  [/^(?:gave|gives) (?:me )?(?:the|a|his|her) (?:ok|okay|go ahead|thumbs up|green light|yes)\b/, 'it is a yes'],
  [/^does not\b/, 'i do not'],
  [/^hopes\b/, 'i hope'],
  [/^wishes\b/, 'i wish'],
  [/^(wants|needs|wishes) to\b/, 'i want to'],
  [/^(is|will be) (?:very )?(?:pleased|happy|delighted|honou?red|glad) to (accept|confirm)\b/, 'i $2'],
  [/^is\b(?! out$)/, 'i am'],
  [/^has\b/, 'i have'],
  [/^does\b/, 'i do'],
  [/^(accept|decline|plan|intend|regret|confirm|look)s\b/, 'i $1'],
  [/^(?:will|can|cannot|must|would|may|might|should)\b/, 'i $&'],
  [
    /^(?:me|nos) (?:pide|pidio|encargo|encarga|solicito|solicita) (?:que )?(?:(?:le|les|te) )?confirm\w* (?:su|la)\b/,
    'confirmo su',
  ],
  [/^says (?:thanks|thank you|hello)(?: but)? (?:that )?(?=(?:he|she|they|i) )/, 'says '],
  [/^(?:(?:nos|me) )?(?:confirma|confirmo)(?: que)? (?:su |la )?/, 'confirmo su '],
  [/^(?:se disculpa|ofrece (?:una disculpa|disculpas))(?: ya que| pero| y)?/, 'ofrezco disculpas'],
  [/^lamenta (?=no poder)/, 'lamento '],
  [/^lamenta (?:que )?(?=no )/, ''],
]
/** Third persons of Spanish, as the first persons that the rules know. */
const PRIMERA: readonly [RegExp, string][] = [
  [/\b(yes|no|si|que) va\b(?! a\b)/g, '$1 voy'],
  [/^va\b(?! a\b)/g, 'voy'],
  [/\bpodra\b/g, 'podre'],
  [/\bpuede\b/g, 'puedo'],
  [/\b(asistir|acudir|ir|participar|estar|acompanar|tendr|intentar|tratar|procurar|har|llegar|vendr)a\b/g, '$1e'],
  [/\bva a\b/g, 'voy a'],
  [/\b(acompan|confirm|acept|declin|intent|esper|qued)a\b/g, '$1o'],
  [/\b(asist|acud)e\b/g, '$1o'],
  [/^se (disculp|excus)a\b/g, 'me $1o'],
  [/\bse le (complica|dificulta|hace|cruza|empalma)\b/g, 'se me $1'],
  [/\bno va\b/g, 'no voy'],
  [/\btiene\b/g, 'tengo'],
  [/\besta\b(?= (?:de|fuera|ocupad|comprometid|disponible|en))/g, 'estoy'],
  [/\bacepta\b/g, 'acepto'],
  [/\bconfirma\b/g, 'confirmo'],
  [/\bdeclina\b/g, 'declino'],
  [/\bagradece\b/g, 'agradezco'],
  [/\blamenta\b/g, 'lamento'],
  [/\bmanda\b/g, 'mando'],
  [/\benvia\b/g, 'envio'],
  [/\bofrece\b/g, 'ofrezco'],
  [/\b(?:le|se le) (es|sera) (im)?posible/g, 'me $1 $2posible'],
]

export interface Spoken {
  /** The clause in plain words, in the first person. */
  words: string
  /** Of whom it speaks, by name, or `HE` where only a pronoun says it; undefined where the writer speaks of themselves. */
  about?: string | undefined
}

/** Somebody without a name, who is the invitee where nobody else is named. */
export const HE = 'he'

/** What is asked for somebody: "Please count Ms. Hale in", "I confirm Mr. Ortiz's attendance". */
const WHOM = `${GUEST}|${NAME}`
const ASKED_FOR: readonly RegExp[] = [
  new RegExp(
    `^((?:(?:please|kindly|you can) )?(?:count|put|add|include|mark|sign|record|register|list|note|log|confirm|expect|rsvp) )(${WHOM})`,
    'iu',
  ),
  new RegExp(
    `^((?:(?:it's|that's|it is) )?(?:a )?(?:definite )?(?:yes|no|maybe|50-50|50/50) (?:for|from|on behalf of) )(${WHOM})`,
    'iu',
  ),
  new RegExp(`^((?:please )?accept (?:this as )?)(${WHOM})'s`, 'iu'),
  new RegExp(
    `^((?:please )?(?:send|convey|accept|note|(?:i |we )?(?:am |are )?(?:confirm|confirming|send|sending)) )(${WHOM})'s`,
    'iu',
  ),
  new RegExp(`^((?:le |les )?confirmo (?:la )?(?:asistencia|participaci[oó]n|presencia)) (?:del? )(${WHOM})`, 'iu'),
]

/** "Ms. Dietz's calendar is full." */
const OWN = new RegExp(
  `^(${NAME})'s? (?=(?:calendar|schedule|agenda|answer|rsvp|regrets|attendance|participation)\\b)`,
  'u',
)

/** "I am writing on behalf of Mr. Ortiz to decline." */
const ON_BEHALF = new RegExp(
  `^(?:(?:I am|I'm) )?(?:[Ww]riting|[Rr]esponding|[Rr]eplying|[Ee]mailing)(?: to you)? (?:for|on behalf of) (${NAME}) (?:to (?:let you know|inform you|say|confirm) that |to |that )`,
  'u',
)

/**
 * The clause as if the one it speaks of had written it. `known`: the invitee's name is, and stands as `GUEST`; otherwise
 * whoever is named may be the invitee.
 */
export function inFirstPerson(text: string, known = false): Spoken {
  const said = text.replace(/[’‘]/g, "'")
  const rest = said.replace(LEADS, '')
  const pronoun = PRONOUN.exec(rest)?.[0]
  const who = pronoun !== undefined && /\s|boss/i.test(pronoun) && known ? GUEST : HE
  if (pronoun !== undefined) {
    const words = asFirst(
      rest.slice(pronoun.length).replace(/^'s /, ' is ').replace(/^'d /, ' would ').replace(/^'ll /, ' will '),
    )
    return words === undefined ? { words: plain(text) } : { words, about: who }
  }
  const [for_ = '', client = ''] = ON_BEHALF.exec(said) ?? []
  if (for_ !== '' && !NO_NAME.test(client.split(' ')[0] ?? ''))
    return {
      words: asFirst(said.slice(for_.length).replace(PRONOUN, '').trim()) ?? plain(said.slice(for_.length)),
      about: client,
    }
  const [own = '', owner = ''] = OWN.exec(rest) ?? []
  if (own !== '' && !NO_NAME.test(bareName(owner).split(' ')[0] ?? ''))
    return { words: plain(`my ${rest.slice(own.length)}`), about: bareName(owner) }
  for (const pattern of ASKED_FOR) {
    const [all = '', before = '', written = ''] = pattern.exec(rest) ?? []
    const whom = bareName(written)
    if (!/^\p{Lu}/u.test(whom) || NO_NAME.test(whom.split(' ')[0] ?? '')) continue
    const my = all.endsWith("'s") ? 'my' : before.endsWith(' ') ? 'me' : ''
    return { words: plain(`${before}${my}${rest.slice(all.length)}`), about: whom }
  }
  const [, name = '', after = ''] = NAMED.exec(rest) ?? []
  const bare = bareName(name)
  if (bare === '' || NO_NAME.test(bare.split(' ')[0] ?? '') || (known && !bare.includes(GUEST)))
    return withoutSubject(plain(text))
  const words = asFirst(rest.startsWith(`${name}'s `) ? `is ${after}` : after, bare.includes(GUEST))
  return words === undefined ? { words: plain(text) } : { words, about: bare }
}

/** Spanish says "no podrá asistir" without saying who. */
/** "Me dijo que no va", "dice mi jefe que ahí estará". */
const SAYS_HE =
  /^(?:(?:me|nos) )?(?:dice|dijo|comenta|comento|avisa|aviso)(?: (?:mi|el|la) (?:jef[ea]|patrona?|papa|mama)| (?:don |dona )?invitee)? que (?:el |ella )?(?=\w)/

function withoutSubject(said: string): Spoken {
  const words = said.replace(SAYS_HE, '')
  const verb =
    words !== said ||
    /^(?:que )?(?:yes |si |ahi |alli |alla )?(?:no )?(?:(?:les?|los|las|nos) )?(?:podra|acompana|espera|asiste|puede|va a|asistira|acudira|participara|estara|acompanara|ira|va|acepta|confirma|declina|tiene|(?:es|sera|resulta) (?:im)?posible)\b/.test(
      words,
    )
  return verb
    ? { words: PRIMERA.reduce((each, [pattern, first]) => each.replace(pattern, first), words), about: HE }
    : { words }
}

/** How somebody does it. */
const ADVERB =
  /^(?:(?:gratefully|gladly|happily|graciously|regretfully|unfortunately|respectfully|sadly|also|definitely|certainly|kindly|cordially|enthusiastically|very much|lamentablemente|desafortunadamente|amablemente|con gusto|con mucho gusto) )+/

/** "i is" as "i am". */
const agreed = (words: string): string =>
  words.replace(/^i (is|has|does)\b/, (_, verb: string) => `i ${{ is: 'am', has: 'have', does: 'do' }[verb]}`)

const bareName = (name: string): string => name.replace(/^(?:el|la|nuestr[oa]) /i, '')

/** What somebody was told to say, or says, in Spanish: it is what they say. */
const TOLD =
  /^(?:(?:me|nos) (?:pide|pidio|encargo|encarga|dijo|dice)(?: que)?(?: (?:les|le))? (?:confirmar\w*|decir\w*|avisar\w*|dijera|diga|confirme|confirmara|avise|avisara)(?: que)?|(?:pide|pidio|dice|dijo|confirma|aviso|avisa) que) (?=.)/

function asFirst(rest: string, theirs = true): string | undefined {
  const told = plain(rest)
    .replace(ADVERB, '')
    .replace(TOLD_ME, told => (theirs ? 'says ' : told))
    .replace(/^confirma que (?:yes |si )?/, '')
  const words = told.replace(TOLD, '')
  for (const each of told === words ? [words] : [told, words])
    for (const [pattern, first] of FIRST) if (pattern.test(each)) return agreed(each.replace(pattern, first))
  const spanish = PRIMERA.reduce((each, [pattern, first]) => each.replace(pattern, first), words)
  return spanish === words && told === words ? undefined : spanish
}

const ALONE = /^\p{Lu}[\p{L}.'-]+(?: (?:\p{Lu}[\p{L}.'-]*|de|la|del|y|van|von)){0,3}$/u
/** A name and nothing else, as in "Yes, Ann". */
export const isName = (text: string): boolean =>
  ALONE.test(text) && !NO_NAME.test(text.split(' ')[0] ?? '') && !HEDGE.test(plain(text)) && !LOADED.test(plain(text))
