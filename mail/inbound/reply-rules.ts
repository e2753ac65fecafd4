/**
 * How written replies are read: one table, looked through from top to bottom. A reply is cut into clauses; the first rule
 * that fits a clause says what it is. Patterns are held against lower-case text with plain apostrophes.
 */

/** What a clause is. `bare`: a lone yes or no, which counts only where nothing else is said. `doubt`: a person reads it. */
export type Mark =
  | 'accept'
  | 'bare yes'
  | 'decline'
  | 'bare no'
  | 'wish'
  | 'tentative'
  | 'delegate'
  | 'opt-out'
  | 'doubt'
  | 'nothing'

export interface Rule {
  id: string
  language: 'en' | 'es'
  mark: Mark
  /** For people: when it applies. */
  means: string
  pattern: RegExp
  example: string
}

const rule = (id: string, mark: Mark, means: string, pattern: RegExp, example: string): Rule => ({
  id,
  language: id.startsWith('es-') ? 'es' : 'en',
  mark,
  means,
  pattern,
  example,
})

/** Somebody by name, where an assistant writes for them: "mr. ortiz", "jim". Set apart by the reader. */
const WE = '(?:i|we)'
const WILL = `${WE}(?:'ll| will| shall)(?: both| all| also| gladly| happily| definitely| certainly| surely| absolutely| be able to| be happy to| be glad to| make time to)*`
const COME =
  '(?:be there|be attending|be joining|be coming|be present|attend|come|join|participate|be in attendance|be able to (?:attend|come|join|make it)|see (?:you|everyone|all of you))\\b'
const CANNOT =
  "(?:can'?t|cannot|can not|could ?n'?t|could not|won'?t|will not|wo not|am not|'m not|are not|'re not|is not|isn'?t|aren'?t|do not|don'?t|does not|doesn'?t)"
const UNABLE = '(?:unable to|not (?:be )?able to|not going to(?: be able to)?|not planning to)'
const GO =
  '(?:make it|attend|attending|come|coming|be there|join|participate|do it|be able|plan to (?:attend|come)|be attending|be joining|be coming|go|be part)\\b'

export const RULES: readonly Rule[] = [
  rule(
    'opt-out-list',
    'opt-out',
    'They want no more letters',
    /\bunsubscribe\b|\b(?:remove|delete|take) (?:me|us|my (?:e-?mail|address|name)[a-z ]*)(?: off| from)\b|\bremove me\b|\btake (?:me|us) off\b/,
    'Please take me off your list',
  ),
  rule(
    'opt-out-stop',
    'opt-out',
    'They want no more letters',
    /^(?:please )?stop(?:$| (?:e-?mailing|sending|contacting|writing))|\b(?:do not|don'?t) (?:e-?mail|contact|write(?: to)?|mail) (?:me|us)\b|\bopt(?: me| us)? out\b/,
    'Stop emailing me',
  ),
  rule(
    'es-opt-out',
    'opt-out',
    'No quieren más cartas',
    /\bd(?:ar|e|en|arme) de baja(?!\p{L})|\bdarme de baja(?!\p{L})|\bqu[ií]t(?:e|en)me(?!\p{L})|\bb[oó]rr(?:e|en)me(?!\p{L})|\bno (?:me|nos) (?:escriban?|env[ií]en?|manden?)(?!\p{L})|\bdejen? de (?:enviar|escribir|mandar)|\bno quiero recibir(?!\p{L})/u,
    'No me escriban más',
  ),

  rule(
    'courtesy-no',
    'nothing',
    'A no that is none',
    /^(?:it'?s |that'?s )?(?:no (?:problem|worries|trouble|need)|not a problem)\b[^,]*$|\bcan'?t say no\b(?! yet)|^how could (?:i|we) say no$/,
    'No problem',
  ),
  rule(
    'not-miss',
    'accept',
    'They would not miss it',
    /^(?:(?:i|we)(?:'m| am|'re| are)? )?(?:wouldn'?t|would not|won'?t|not going to) miss (?:it|this)\b/,
    "I wouldn't miss it",
  ),
  rule(
    'es-not-miss',
    'accept',
    'No se lo pierden',
    /^no me lo (?:pierdo|perder[ií]a)(?!\p{L})/u,
    'No me lo pierdo por nada',
  ),
  rule(
    'condition',
    'doubt',
    'It depends on something',
    /\b(?:if|unless|provided|only|as long as|in case i|until|rather|prefer)\b(?! you need)|\bwhen(?:ever)? (?:he|she|they)\b/,
    'If Maria goes, I go',
  ),
  rule(
    'es-condition',
    'doubt',
    'Depende de algo',
    /^si (?!asistir|voy|ir[eé]|ah[ií]|all[ií]|cuent|confirmo|claro)|\bsi (?!$)\p{L}+ (?:va|voy|termino|puede|puedo)(?!\p{L})|\bsiempre (?:y cuando|que)(?!\p{L})|\ba menos que(?!\p{L})|\bs[oó]lo(?!\p{L})|\bantes$/u,
    'Si Carlos va, yo voy',
  ),
  rule(
    'hearsay',
    'doubt',
    'It tells what somebody said, or what was',
    /\b(?:told (?:me|us)|says|said|say(?:ing)? (?:yes|no)|was going to|used to|my last|i attended|i attend|we attended|never|have doubts|disregard|ignore|mistake|wrong|pressed|clicked|tried to click|link)\b/,
    'Tom told me he cannot make it',
  ),
  rule(
    'not-the-person',
    'doubt',
    'It is about the person or the address',
    /\b(?:right|wrong) (?:person|address)\b|\bno longer\b|\bnot the (?:ceo|right|owner)\b|\bany ?more\b|\bretired\b|\bcontact (?:my|our|\p{L}+ \p{L}+)|\btalk to\b|\bforward(?:ing|ed)\b|\bpass(?:ing|ed)? (?:this|it) (?:on|along)\b|\bsend (?:it|this) to\b|\bno (?:idea|rush)\b/u,
    'No, this is not the right person',
  ),
  rule(
    'es-not-the-person',
    'doubt',
    'Se trata de la persona',
    /\bya no trabajo(?!\p{L})|\bya no trabaja(?!\p{L})|\bll[aá]m(?:e|en)me(?!\p{L})|\bpersona equivocada(?!\p{L})/u,
    'Ya no trabajo ahí',
  ),
  rule(
    'other-day',
    'doubt',
    'Another day or another time',
    /\b(?:move|reschedule|another (?:day|time|date)|different (?:day|time|date)|a week later|instead do)\b|\bcan (?:do|make) (?:the |it )?(?:on |at )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri)|\bcan come (?:on|at) \w+ \d|\bfirst (?:half|part)\b|\bhalf (?:an )?hour\b/,
    "I can't make the 31st but I can do April 7",
  ),
  rule(
    'got-it',
    'nothing',
    'A yes to the letter, not to the meeting',
    /^(?:yes )?(?:i|we) (?:got|received|saw|read) (?:it|your|the|this)\b/,
    'Yes, I got it',
  ),
  rule(
    'es-got-it',
    'doubt',
    'Un sí a la carta, no a la reunión',
    /^(?:s[ií] )?(?:lo|la) recib[ií]|^recib[ií] (?:su|la|tu)/u,
    'Sí, lo recibí',
  ),
  rule(
    'think',
    'doubt',
    'They have not decided',
    /\bthink about it\b|\bshould talk\b|\byes and no\b|\bdon'?t want to say\b|\bnot that (?:i|we)\b|\bdidn'?t say\b|\band i am a (?:yes|no)\b/,
    'Yes and no',
  ),

  rule(
    'delegate-place',
    'delegate',
    'Somebody comes in their place',
    /\b(?:in|take|taking|fill) (?:my|his|her|our|their) (?:place|stead|seat|absence)\b|\binstead(?: of (?:me|him|her|us))?\b|\b(?:attend|be there|come|go|attending|going|coming|speak|represent\w*)[a-z ]* on (?:my|his|her|our) behalf\b|\b(?:attend|be there|come|attending)[a-z ]* on behalf of\b|\b(?:attend|come|go|be there|attending|going|coming)[a-z ]* for (?:me|us)$|\brepresent(?:ing)? (?:me|us|our|the)\b|\bstand(?:ing)? in for\b|\bfill(?:ing)? in for\b/,
    'Dana Reyes will attend in my place',
  ),
  rule(
    'delegate-send',
    'delegate',
    'They send somebody',
    /^(?:(?:i|we)(?:'m| am|'re| are|'ll| will|'d like to| would like to)? )?(?:be )?(?:send(?:ing)? (?:my|our|a representative)|sending (?!me|you|it|this|them|over|regrets)\p{L}+ \p{L}+)(?! (?:apolog|regret|best|regards))|\b(?:i|we)(?:'ve| have) asked (?:my|our|\p{L}+)/u,
    'Sending my VP, Nora Lin',
  ),
  rule(
    'es-delegate',
    'delegate',
    'Alguien va en su lugar',
    /\ben (?:mi|su) (?:lugar|representaci[oó]n|nombre)(?!\p{L})|\ben representaci[oó]n de(?!\p{L})|\b(?:enviar[eé]|mandar[eé]|env[ií]o|mando) a(?!\p{L})|\bir[aá] mi \p{L}+|\bva mi \p{L}+/u,
    'Carla Ruiz asistirá en mi lugar',
  ),

  rule(
    'maybe',
    'tentative',
    'They may come',
    /^(?:maybe|perhaps|possibly|tentative(?:ly)?|probably)\b|\btentativ|\b(?:i|we) (?:might|may)\b|\bas a maybe\b|\ba maybe\b|^(?:i'?m|i am|we are|we're)? ?not (?:sure|certain)(?: yet)?\b|\bfifty.?fifty\b|\b50\/50\b|\btoo early to say\b|\bcan'?t say yet\b|\bdepends on\b/,
    'I might be able to come',
  ),
  rule(
    'try',
    'tentative',
    'They try, hope or will see',
    /^(?:i|we)(?:'ll| will)? (?:try|do (?:my|our) best|hope)\b|^(?:i|we)(?:'ll| will) (?:get back|let you know)\b|^will let you know\b|^let me (?:check|get back|see)|^(?:i|we) need to check\b|^(?:i |we )?(?:do not|don'?t) know(?: yet)?$|\bstill (?:figuring|working)\b/,
    "I'll try to make it",
  ),
  rule(
    'es-maybe',
    'tentative',
    'Tal vez vienen',
    /^(?:tal vez|quiz[aá]s?|a lo mejor|posiblemente)(?!\p{L})|\bno (?:s[eé]|estoy segur[oa]) todav[ií]a|\btodav[ií]a no s[eé]|^(?:intentar[eé]|tratar[eé] de)(?!\p{L})|\brevisar mi agenda(?!\p{L})|^(?:les|te|le) aviso(?!\p{L})/u,
    'Todavía no sé',
  ),

  rule(
    'cannot',
    'decline',
    'They cannot come',
    new RegExp(
      `^(?:${WE} (?:will )?|i'm |i am |we'll |i'll )?(?:just |simply |really |probably )?(?:${CANNOT}|${UNABLE})(?: sure i can)?(?: be able to| going to be able to| going to)?(?: ${GO}| do that| do this|$| sorry| this time)`,
    ),
    "I can't make it",
  ),
  rule(
    'not-able',
    'decline',
    'They cannot come',
    new RegExp(`^(?:${WE}(?:'m| am|'re| are|'ll be| will be) )?(?:${UNABLE}) (?:${GO}|do |this )`),
    'Unable to attend',
  ),
  rule('wont', 'decline', 'They will not come', /^(?:i|we) (?:won'?t|will not)$/, "I won't"),
  rule(
    'out-unable',
    'decline',
    'They are away',
    /^(?:i|we)(?:'ll| will)? (?:be |am |'m )?(?:out of (?:town|the country|the office)|traveling|travelling|in (?!touch|attendance|person|time|then|spirit|mind|contact)\p{L}+$)|^(?:i'm|i am|we're|we are) (?:out of (?:town|the country)|traveling|travelling|out that (?:day|week))/u,
    'I will be out of town that week',
  ),
  rule(
    'conflict',
    'decline',
    'They have something else',
    /^(?:i|we)(?:'ve| have)(?: got)? (?:a |another |an? prior |a previous |a scheduling )?(?:prior |previous |other )?(?:conflict|commitment|engagement|board meeting|meeting)\b/,
    'I have a prior commitment',
  ),
  rule(
    'decline',
    'decline',
    'They say that they decline',
    /^(?:(?:i|we)(?:'ll| will| must| have to|'d| would|'ll have to|'re going to|'m going to| am going to)? ?)?(?:have to |respectfully |regretfully |politely |going to )*(?:declin(?:e|ed|ing)|pass)(?: on this(?: one)?|$| your| this(?: one| time)?$| this invitation| the invitation| thanks| thank)/,
    'I must decline',
  ),
  rule(
    'regrets',
    'decline',
    'They send regrets',
    /^(?:my |our |with (?:my |our )?)?regrets$|\bsend my apologies\b|^please excuse me$/,
    'Regrets',
  ),
  rule(
    'miss',
    'decline',
    'They will miss it',
    /^(?:(?:i|we)(?:'ll| will)? ?(?:have to )?)(?:miss (?:this|it)\b)/,
    'I will have to miss this one',
  ),
  rule(
    'not-work',
    'decline',
    'The day does not suit',
    /\b(?:does not|doesn'?t|won'?t|will not) work for (?:me|us)\b/,
    "That day doesn't work for me",
  ),
  rule(
    'count-out',
    'decline',
    'They are out',
    /^(?:please )?count (?:me|us) out\b|^(?:(?:i|we)(?:'m| am|'re| are) )?not interested\b|^not this time\b|^(?:i|we) (?:do not|don'?t) have time\b|^(?:i|we)(?:'m| am|'re| are) not (?:coming|attending|going)\b/,
    'Count me out',
  ),
  rule(
    'rsvp-no',
    'decline',
    'A no in so many words',
    /^rsvp:? no$|^(?:that'?s|it'?s) a no(?: from (?:me|us))?$/,
    'RSVP: No',
  ),
  rule(
    'es-cannot',
    'decline',
    'No pueden venir',
    /^(?:(?:yo|nosotros) )?no (?:puedo|podr[eé]|podemos|podremos|voy a poder|vamos a poder|asistir[eé]|ir[eé]|voy$)(?!\p{L})|^(?:tengo que |debo |debemos )?declin(?:o|ar|amos)(?!\p{L})|\bme es imposible(?!\p{L})|^no cuent(?:en|es|e) conmigo(?!\p{L})|^tengo otro compromiso(?!\p{L})|\bno podr[eé] (?:asistir|ir|estar)(?!\p{L})/u,
    'No podré asistir',
  ),

  rule(
    'wish',
    'wish',
    'They would like to come',
    /^(?:i|we)(?:'d| would) (?:love|like) to(?: (?:attend|come|join|be there)\b.*)?$|^wish (?:i|we) could\b|^(?:i|we) wish (?:i|we) could\b|^as much as (?:i|we)/,
    "I'd love to come",
  ),
  rule(
    'will',
    'accept',
    'They will come',
    new RegExp(`^${WILL} (?:${COME}|make it|make it work|make time\\b)`),
    "I'll be there",
  ),
  rule(
    'plan',
    'accept',
    'They plan to come',
    /^(?:i|we) (?:plan|intend|am planning|are planning) (?:to|on) (?:attend(?:ing)?|com(?:e|ing)|be(?:ing)? there|join(?:ing)?)\b|^(?:i'?m|i am|we're|we are) (?:planning (?:to attend|on attending)|attending|coming|in$|on board)/,
    'I plan to attend',
  ),
  rule(
    'can',
    'accept',
    'They can come',
    /^(?:so )?(?:i|we) can (?:make it|attend|come|join|be there)\b/,
    'I can make it',
  ),
  rule(
    'glad',
    'accept',
    'They come gladly',
    /^(?:(?:i|we)(?:'d| would)? be )?(?:very )?(?:happy|delighted|honou?red|pleased|glad|thrilled) to (?:attend|join|come|be there|be part|support|accept)\b|^it (?:would|will) be (?:my|our|a) pleasure to (?:attend|join|come)\b/,
    'Happy to attend',
  ),
  rule(
    'accept',
    'accept',
    'They say that they accept',
    /^(?:(?:i|we) )?(?:gladly |happily |hereby )?(?:accept(?:ed)?|confirm(?:ed)?|confirming)(?:$| with| (?:the|your)(?: kind)? (?:invitation|invite|offer)| my (?:attendance|participation)| thank)/,
    'I accept with pleasure',
  ),
  rule(
    'without-subject',
    'accept',
    'They will come',
    /^(?:will (?:be there|attend|do|come|be attending|join)|attending|see you (?:there|then|on|at|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|jan|feb|mon|tues|wednes|thurs|fri)[a-z]*|definitely coming|looking forward to (?:it|this|joining|attending|being there|seeing|meeting))/,
    'Will be there',
  ),
  rule(
    'count-in',
    'accept',
    'They are in',
    /^(?:please )?(?:count (?:me|us) in|put (?:me|us) down (?:for|as a yes)|sign (?:me|us) up|add (?:me|us) to the list)\b|^(?:you can )?count on (?:me|us)\b|^(?:i|we)(?:'ll| will) see you\b|^(?:that |it )?works for (?:me|us)\b/,
    'Count me in',
  ),
  rule(
    'rsvp-yes',
    'accept',
    'A yes in so many words',
    /^rsvp:? yes$|^(?:that'?s |it'?s )?a yes(?: from (?:me|us))?$|^yes (?:from (?:me|us)|please)$|^put (?:me|us) down as a yes$/,
    'RSVP: Yes',
  ),
  rule(
    'es-will',
    'accept',
    'Vendrán',
    /^(?:yo )?(?:asistir[eé]|asistiremos|ah[ií] estar(?:[eé]|emos)|all[ií] estar(?:[eé]|emos)|ah[ií] nos vemos|nos vemos|cuent(?:en|a|e) conmigo|confirmo(?: mi asistencia)?|acepto(?: la invitaci[oó]n)?|encantad[oa] de|ser[aá] un placer|s[ií] voy|(?:con (?:mucho )?gusto )(?:asistir[eé]|ir[eé]|participo|voy))(?!\p{L})|^(?:con (?:mucho )?gusto)$/u,
    'Ahí estaré',
  ),

  rule(
    'bare-yes',
    'bare yes',
    'A lone yes',
    /^(?:yes|yep|yup|yeah|yes yes|sure(?: thing)?|absolutely|definitely|of course|certainly|gladly|my pleasure|s[ií]|claro(?: que s[ií])?|por supuesto)$/,
    'Yes',
  ),
  rule('bare-no', 'bare no', 'A lone no', /^(?:no|nope|no thanks?(?: you)?|no gracias|no sorry)$/, 'No, thanks'),
  rule('think-not', 'nothing', 'A no before the no', /^(?:i|we) (?:do not|don't) think so$/, 'I do not think so'),
  rule(
    'thanks',
    'nothing',
    'A courtesy',
    /^(?:many |much |very )?(?:thanks?|thank you|thx|gracias|muchas gracias|great|good|perfect|wonderful|excellent|sounds (?:good|great)|ok(?:ay)?|noted|interesting|best|regards|cheers|sorry|apologies|unfortunately|lo siento|saludos|sadly|with regret|regretfully|lamentablemente|desafortunadamente)\b(?:(?! (?:i|we)\b).)*$|^(?:it'?s about time|what a|i (?:appreciate|had)|best of luck|good luck|moved a few|my other meeting)\b.*$/,
    'Thank you for the invitation',
  ),
]
