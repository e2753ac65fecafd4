/**
 * The words of written replies: how a clause is made plain, the vocabulary that the rules are written in, and what may
 * stand after an answer and leave it as it is. Everything here works word by word, in time that grows with the length.
 */

import { mended } from './slips.ts'

/** Lower case, without accents and marks, with contractions written out. "Sí" becomes "yes", because "si" is "if". */
export function plain(text: string): string {
  let words = text
    .toLowerCase()
    .replace(/[‘’ʼ´`]/g, "'")
    .replace(/(?<!\p{L})sí(?!\p{L})/gu, 'yes')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}'/:&👍-]+/gu, ' ')
  for (const [short, long] of CONTRACTIONS) words = words.replace(short, long)
  return mended(
    words
      .replace(/'s\b|'/g, '')
      .replace(/ {2,}/g, ' ')
      .trim(),
  )
}

const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\b(?:can't|cant|can not)\b/g, 'cannot'],
  [/\b(?:won't|wont|wo not)\b/g, 'will not'],
  [/\b(do|does|did|is|are|was|were|would|could|should|has|have)(?:n't|nt)\b/g, '$1 not'],
  [/\b(?:i'm|im)\b/g, 'i am'],
  [/\b(we|you|they)'re\b/g, '$1 are'],
  [/\b(i|we|you|they)'ve\b/g, '$1 have'],
  [/\b(i|we|you|he|she|they|it|that)'ll\b/g, '$1 will'],
  [/\bill (?=be\b|attend\b|come\b|join\b|see\b|make\b|pass\b|have\b|try\b)/g, 'i will '],
  [/\b(i|we|you|he|she|they|it)'d\b/g, '$1 would'],
  [/\b(it|that|he|she|there|what|who)'s\b/g, '$1 is'],
  [/\bthats\b/g, 'that is'],
  [/\b(he|she|it) is got\b/g, '$1 has'],
  [/\b(?:gotta|got to)\b/g, 'have to'],
  [/\bgonna\b/g, 'going to'],
  [/\bwanna\b/g, 'want to'],
  [/\b(?:u|ya)(?= (?:there|then|all|guys|at|on)\b)/g, 'you'],
  [/\by'?all\b/g, 'you'],
  [/\b(?:pls|plz)\b/g, 'please'],
  [/\b(?:tks|thx|thnx|ty)\b/g, 'thanks'],
  [/\bwk\b/g, 'week'],
  [/\b(answer|reply)'s\b/g, '$1 is'],
  [/\blet's\b/g, 'let us'],
  [/\btravelling\b/g, 'traveling'],
]

/** Months and days of the week, in both languages, long and short. */
export const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)'
export const WEEKDAY =
  '(?:mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|lunes|martes|miercoles|jueves|viernes|sabado|domingo)'
const NUMBER = '\\d{1,2}(?:st|nd|rd|th)?'
const DATE = `(?:${MONTH} ${NUMBER}(?: \\d{4})?|(?:the )?${NUMBER}(?: of| de)? ${MONTH}(?: de| del)?(?: \\d{4})?|the ${NUMBER}|\\d{1,2}(?:st|nd|rd|th)|\\d{1,2}/\\d{1,2}|(?:el |del )?(?:dia )?\\d{1,2} de ${MONTH}|el (?:dia )?\\d{1,2})`
/** The time the invitation named, whichever that is: "that day", "then", "esa semana". */
const THAT = `(?:(?:on |for |during |all )?(?:that|the same) (?:entire |whole |particular )?(?:day|date|morning|week|weekend|month|afternoon|time|${WEEKDAY})(?: and time)?|then|(?:on (?:the )?|for |of |el |para |para el )?${DATE}|(?:en |para |durante |toda )?(?:ese|esa|esos|esas|aquel|aquella|dicha|dicho|la misma) (?:mismo |misma )?(?:dia|dias|fecha|fechas|semana|manana|momento|hora|mes|${WEEKDAY})(?: por la manana)?|(?:el |este )?${WEEKDAY} \\d{1,2}|para entonces)`
const MEETING =
  '(?:launch|meeting|event|session|kick-?off|gathering|breakfast|table|invitation|invite|one|reunion|evento|lanzamiento|desayuno|invitacion|sesion|encuentro|mesa)'
const YOURS = '(?:the|your|this|that|our|la|el|su|esta|este|tu|tan)'
const KIND =
  '(?:(?:very|most|kind|gracious|generous|lovely|first|sector|launch|kick-?off|inaugural|opening|important|amable|gentil|primera|importante) )*'
const THANKS =
  '(?:many thanks|thanks?|thank you|thx|muchas gracias|mil gracias|gracias|sorry|apologies|lo siento|una disculpa|mil disculpas)'

/** What stands in angle brackets in the table of rules. */
const VOCABULARY: Record<string, string> = {
  we: '(?:i|we|yo|nosotros|invitee)',
  me: '(?:me|us|him|her|invitee)',
  my: '(?:my|our|his|her|their|invitee)',
  that: THAT,
  weekday: WEEKDAY,
  date: DATE,
  meeting: `${YOURS} ${KIND}${MEETING}`,
  your: `${YOURS} ${KIND}`,
  happy:
    '(?:(?:very|so|more than|really|most|truly|quite|only too|both|all|absolutely) )?(?:happy|delighted|honou?red|pleased|glad|thrilled|excited|proud)',
  gladly:
    '(?:(?:also|both|all|do|still|fully|sure|gladly|happily|definitely|certainly|surely|absolutely|indeed|gratefully|hereby|just|of course|be sure to|make sure to|make time to|most|very much|really) )*',
  sadly:
    '(?:(?:just|simply|really|unfortunately|regretfully|respectfully|politely|regrettably|sadly|also|both|sorry to|kindly|definitely|personally) )*',
  come: `(?:be there|be on hand|be at the table|be in the room|be in the audience|be in the front row|make an appearance|partake|take part|be included|be attending|be joining(?: you| us)?(?: all)?|be coming|be present|be in attendance|be with you(?: all)?|be participating|be at ${YOURS} ${KIND}${MEETING}|be (?:a )?part of (?:it|this)|sit in(?: the back)?(?: and listen)?|be among you|attend|come|join(?: you| us| in| the group| everyone)?(?: all)?|participate|take part|make it(?: work| there)?|make (?:the |some )?time(?: for (?:it|this))?|take (?:a|(?:my|our)) seat|make (?:that|this)(?! (?:date|day|morning|time|meeting|event|launch|session|kick|breakfast|one|work|happen))|show up|stop by|swing by|drop (?:by|in)|drive (?:over|in|up|down)|make the (?:drive|trip)|sit in the (?:back|front)(?: row)?|see you there|make ${YOURS} ${KIND}(?:date|day|morning|${MEETING})|make (?:the )?\\d{1,2}(?:st|nd|rd|th))`,
  away: '(?:out of (?:town|the country|state|the state|the office|office)|out on leave|away|gone|on (?:vacation|holiday|leave|medical leave|maternity leave|parental leave|the road|a trip|a business trip|business travel)|overseas|abroad|traveling(?: (?:for (?:work|business|a conference)|on business|abroad|internationally|overseas))?|at (?:a|another|our) (?:conference|trade show|board meeting|wedding|offsite|off-site)|in (?:a|another|our) (?:board meeting|board retreat|offsite))',
  booked:
    '(?:(?:fully |already |completely )?booked(?: up| solid)?|double-?booked|double booked|(?:already |otherwise |previously )committed|(?:otherwise|previously|already) engaged|(?:already )?spoken for)',
  venir:
    '(?:asistir|acudir|concurrir|presentar(?:me|nos|se)|mover(?:me|nos|se)?|ausentar(?:me|nos)|escapar(?:me|nos)|desocupar(?:me|nos)|salir|llegar|soltar (?:el|la|mi) \\w+|dejar (?:el|la|mi|solo el) \\w+|ir|participar|acompanar(?:los|las|les|lo|la|te|nos)?|estar(?: presentes?| ahi| alli| con (?:ustedes|vosotros|usted))?|unir(?:me|nos)|hacerlo|atender(?:los)?|atender la invitacion|aceptar(?: (?:la|su) (?:amable )?invitacion)?|contar con mi presencia)',
  fuera:
    '(?:de viaje(?: de (?:trabajo|negocios))?|viajando|fuera(?: de (?:la ciudad|la oficina|pais|estado|mexico))?(?: del (?:pais|estado))?|de vacaciones|en el extranjero|ocupad[oa]s?|comprometid[oa]s?)',
}

/** A rule's pattern: anchored at the start of a clause, ending with a word. */
export const pattern = (source: string): RegExp =>
  new RegExp(`^(?:${source.replace(/<(\w+)>/g, (_, name: string) => VOCABULARY[name] ?? name)})(?= |$)`)

/** Whether a word is a day of the week or a month. */
export const isDayName = (word: string): boolean => new RegExp(`^(?:${WEEKDAY}|${MONTH})$`).test(word)

/** Words that leave an answer open, wherever they stand. */
export const HEDGE =
  /\b(?:if|unless|until|till|except|only(?! because)|instead|rather|provided|providing|pending|subject to|assuming|presuming|barring|permitting|depending|depends?|hopefully|hoping|hope (?:to|i|we)|maybe|perhaps|possibly|probably|likely|might|think|believe|guess|suppose|in principle|in theory|for now|as of (?:now|today)|at least|almost|not yet|tb[dca]|to be confirmed|confirmation|fingers crossed|knock on wood|god willing|with luck|approval|virtual\w*|remote\w*|online|on-line|zoom|teams|webex|skype|video|stream\w*|dial(?:ing)? in|call(?:ing)? in|by phone|in spirit|late(?! (?:reply|response|answer|note|notice|email))|a bit|part of the|half|briefly|tentativ\w*|waiting (?:on|to hear)|wait ?list\w*|ojala|espero|esperamos|creo|quiza\w?|tal vez|probable\w*|posible\w*|a menos|salvo|siempre (?:y cuando|que)|depende\w*|pendiente\w*|sujet[oa]|por ahora|en principio|primero dios|dios mediante|dios quiere|hasta|solo(?! porque)|solamente|virtual\w*|videollamada|en linea|a distancia|remot[oa]|en espiritu|tarde)\b/

/** Words that a clause nobody understands must not hold, if an answer is to stand beside it. */
export const LOADED =
  /\b(?:attend\w*|come|coming|comes|join\w*|make it|be there|cannot|not|no|never|yes|unable|declin\w*|accept\w*|confirm\w*|acept\w*|cuent(?:e|en|a) con|regrets?|but|(?:i|we|he|she|they) (?:will|would|shall)|next|later|tomorrow|another|other|elsewhere|week (?:after|of)|any (?:day|time)|would (?:work|be|do|suit)|better|is (?:fine|good|ok|okay|possible|open)|are (?:fine|good|ok|okay|possible|open)|free|available|open|suggest|propose|how about|cancel|scratch that|second thought|kidding|joking|add (?:me|us)|of us|bring\w*|guests?|plus (?:one|two|three)|colleagues?|represent\w*|asist(?:o|e|en|ir\w*|imos)|puedo|puede|podr\w*|podemos|ire|ira|iremos|voy|vamos|si|pero|aunque|proxim\w*|otr[oa]s?|despues|luego|mejor|disponible|libre|cancel\w*)\b/

/** A part of the time, or another time: with these an absence says nothing about the meeting. */
export const PARTLY = new RegExp(
  `\\b(?:before\\w*|after\\w*|earl\\w*|late\\w*|from|back|right now|now|today|currently|at the moment|this (?:week|month|morning)|soon|by|antes|ahora|hoy|ahorita|por el momento|regreso|vuelvo|contesto|respondo|${WEEKDAY})\\b|\\d`,
)

/** What fits an answer. Each is one step; all that follows an answer must be walked in such steps. */
const COURTEOUS = [
  '(?:(?:de|por) parte|a nombre|en nombre) de invitee|on behalf of invitee|on (?:his|her|their|invitee) behalf|for invitee',
  `${THANKS}(?: (?:so much|very much|again|a lot|all|again for .*|so much for .*|very much for .*|for .*|por .*|about .*|de antemano|y saludos|you))?`,
  'disculp(?:e|a|en|ame|eme|enme)(?: la molestia| las molestias)?|perdon(?:e|en)?|che|jefe|compadre|jaja\\w*|lol|haha\\w*',
  'sir|ma am|folks|friends|team|please|por favor|saludos(?: cordiales)?|un (?:abrazo|saludo)|atentamente|best|regards|cheers',
  '(?:and|y) (?:i |we |to )?(?:thanks?|thank you|congratulate|thank|appreciate|wish you|best wishes|good luck|gracias|agradezco|les deseo|le deseo|mucho exito|saludos)(?: .*)?',
]
const BOTH = [
  ...COURTEOUS,
  THAT,
  'there|ahi|alli|alla|then|too|also|again|anyway|myself|todos?|as well|now|indeed|for sure|after all|though|tho',
  `(?:on |this |this coming |coming |el |este |ese |el proximo )?${WEEKDAY}s?(?: mornings?| afternoon| por la manana)?`,
  'this (?:time(?: around)?|year)|esta vez|en esta ocasion|esta ocasion',
  `(?:(?:to|at|for|on|in|of|a|en|para) )?${YOURS} ${KIND}${MEETING}(?: of yours)?|al ${KIND}${MEETING}`,
  `(?:(?:to|at|for) )?(?:the|your|this|our) (?:(?!next|product|book|app|website|other)[\\w-]+ ){0,4}(?:launch|kick-?off)(?: meeting| event)?(?: of (?:the|this|your|our) (?:[\\w-]+ ){0,4}partnership)?`,
  'it|this|that|(?:in|at) (?:this|it)|of (?:this|it|yours)|you(?: all)?|everyone|us|everybody|all|con (?:ustedes|usted)|(?:a|de) (?:ustedes|todos)',
]
const YES = [
  'on time|promptly|as (?:planned|scheduled|requested)|with (?:great )?interest|gladly|happily|enthusiastically|in person|in attendance|without fail|bright and early|personally|100%|sin falta|puntual(?:mente)?|seguro|encantad[oa]|for (?:this|it|one|that)|please|at 100',
  'with (?:great |much |sincere )?(?:pleasure|joy|thanks|gratitude|enthusiasm|appreciation)|with bells on|with (?:you(?: all)?|everyone|the group)|con (?:mucho |todo |gran )?(?:gusto|placer|agrado)',
  'for the (?:full|whole|entire) [\\w-]+(?: [\\w-]+){0,2}|up front|in the (?:front|back)',
  '(?:near|by|close to|in|at) the (?:door|back|front|aisle|exit|window|front row|back row)',
  'at \\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?(?: sharp)?|a las \\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?(?: en punto)?',
  'to (?:support|hear|learn|help|show) .*|to (?:meet|see) (?:everyone|everybody|the|what|how|it|folks|people|who|all) .*|for the world|for anything|por nada(?: del mundo)?',
  '(?:my|our|and) (?:calendar is marked|time is blocked)',
]
const NO = [
  'with (?:thanks|many thanks|gratitude|appreciation|(?:deep |great |sincere |much )?regrets?)',
  'either|or otherwise|at all|in person or otherwise|for (?:this|it)|unfortunately|regrettably|sadly|i am afraid|desafortunadamente|lamentablemente|desgraciadamente|por desgracia|tampoco|at this time',
  'for (?:health|medical|personal|family|business|scheduling|work) reasons',
  '(?:because|due to|owing to|on account of|given|as (?:i|we|my|our|it|that|there)|since (?:i|we|my|our|it|that|there)|with (?:so|too) much) .*',
  '(?:porque|ya que|pues|debido a|por (?:un |una |otro |mis |los |tener |estar |otr[oa]s? |motivos?|cuestion\\w*|razon\\w*|compromis\\w*|asuntos?|causas?|viaje|salud|trabajo|agenda|no poder)|dado que|a causa de)(?: ?.*)?',
  'nor will (?:i|we)',
]
const steps = (kinds: readonly string[]) => new RegExp(`^(?:${kinds.join('|')})(?= |$)`)
const SAD = 'as well|unfortunately|regrettably|sadly|i am afraid|desafortunadamente|lamentablemente'
const FITS = {
  yes: steps([...BOTH, ...YES]),
  no: steps([...NO, ...BOTH]),
  when: steps([
    THAT,
    '(?:that |which )?(?:i|we) cannot (?:get out of|move|miss|change|break|skip)',
    `(?:for |on |para el )?(?:this |el )?${WEEKDAY}`,
    SAD,
    ...COURTEOUS,
  ]),
  courteous: steps(COURTEOUS),
}

/** What an answer may be followed by. `when`: nothing but the time; `courteous`: nothing but thanks. */
export type Fit = keyof typeof FITS

/** What is left of a tail once all that fits is taken from it; empty where all fits. */
export function leftover(tail: string, fit: Fit): string {
  let rest = tail.trim()
  for (let step = 0; step < 8 && rest !== ''; step++) {
    const found = FITS[fit].exec(rest)?.[0]
    // What runs on to the end may hold anything.
    if (found === undefined || HEDGE.test(found)) return rest
    rest = rest.slice(found.length).trim()
  }
  return rest
}

/** What may follow an answer and only tells of it: with what in hand, why, what they bring to the table. */
const GOES_ON_YES =
  /^(?:because|since|so|even (?:though|if it)|although|no matter|thanks to|to (?:hear|see(?! you (?:about|for|on))|meet(?! you (?:about|for|on))|listen|learn|talk|support|share|tell|show|say)|straight from (?!it)|right (?:after|from)|wearing|ready|hungry|early|bright|excited|and (?:i|we) (?:will bring|can bring|am|are|want|have|would|take)|representing|in (?:my|our|boots|work)|with (?:coffee|my (?:notes|numbers|list|questions|boots)|questions|numbers|a list|the numbers)|from (?:start|our)|como|porque|ya que|para (?:escuchar|oir|conocer|saludar|apoyar|aprender|ver))\b/
const GOES_ON_NO =
  /^(?:got|have|having|i (?:have|am|will be|got)|we (?:have|are|got)|my|our|too|busy|traveling|working|out of|on account|cause|cuz|bc|in the middle|this time|because|since|as|porque|por(?! (?:ti|usted|ustedes|ahi|alli|alla|el|tu|su|la|mi|don|favor)\b)|tengo|tenemos|ando|andamos|estamos|estoy|ya que|traigo|traemos|con|voy a estar)\b/
const OTHER_WAY =
  /\b(?:first|half|part|before|until|till|after|later|next|another|other|late|leave|by phone|early(?! to (?:help|set))|alone|without|yet|right now|solo|sola|antes|despues|hasta|todavia|otr[oa]|proxim\w+|segunda|primera|but|pero)\b/

/** Whether what follows an answer leaves it as it is. */
export function goesOn(kind: string, tail: string): boolean {
  if (tail === '' || HEDGE.test(tail) || OTHER_WAY.test(tail)) return false
  if (kind === 'accept') return GOES_ON_YES.test(tail) && !/\b(?:not|no|cannot|never)\b/.test(tail)
  if (kind === 'decline') return GOES_ON_NO.test(tail) && !LOADED.test(tail)
  return false
}
