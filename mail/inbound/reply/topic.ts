/**
 * What a clause is about that no rule understands. What is about the meeting and not understood leaves an answer open;
 * parking, diet, the trade and small talk leave it as it is.
 */
import { GUEST } from './guest.ts'
import { MONTH, WEEKDAY } from './words.ts'

/** `aside`: something else. `of the letter`: the letter and whom it reached. `excuse`: they are away. `later`: another time, which goes with a no alone. `proposed`: with one that would do. `hanging`: on a condition. `past`: what was said or done once. `open`: about coming, and not understood. */
type Topic = 'aside' | 'excuse' | 'of the letter' | 'later' | 'proposed' | 'hanging' | 'past' | 'open'

const WHO = `(?:i|we|he|she|they|yo|nosotros|el|ella|${GUEST.toLowerCase()})`
const AUX =
  '(?:will|would|can|could|may|might|must|should|shall|cannot|am|is|are|be|been|was|were|have|has|do|does|did|going|gonna|gotta|to|not|never|also|just|still|really|only|like|love|want|wants|plan|planning|try|trying|hope|hoping|hopes|able|unable|happy|glad|likely|sure|supposed|intend|intends|expect|need|needs|get|got|rather|no|les|los|nos|me|lo|puedo|puede|podemos|podre|podra|quiero|quisiera|quiere|trato|tratare|de|a|si|yes)'
const COME =
  '(?:attend|attending|attended|attends|be there|being there|be present|be at (?:it|this|the|your)|make it(?! \\w)|make (?:this|the meeting|your)|(?<!^no )com(?:e|ing|es)(?! (?:up|out|back|from|true|down to|together|home))|go(?:ing|es)?(?= (?:$|there|then|instead|with you|myself|if|unless|to (?:be|come|attend|the (?:meeting|launch|event))))|going|join(?:ing|s)?|particip\\w*|show(?:ing)? up|swing by|stop by|drop (?:in|by)|skip|miss(?= (?:it|this|the|your|out)|$)|sit in|asist\\w*|acud\\w+|acompan\\w+|ir|ire|ira|iremos|voy|vamos|va|vaya|vayamos|venir|llegar|faltar)'

/** Somebody comes, or does not. */
const COMING = new RegExp(
  `(?:^|\\b${WHO} )(?:${AUX} ){0,5}${COME}(?![\\w-])|\\b(?:able|unable|want|plan|try|yes|si) (?:to )?${COME}(?![\\w-])`,
)
/** A yes, a no, a word on the invitation itself. */
const ANSWERING =
  /^(?:yes|yep|yeah|nope|yup)\b|^no (?:for|to|from|way|chance|can|go|if|but|yet|later|pero|para|hasta)\b|^not sure(?= (?:if|i can|i will|we can|yet|about)|$)|^not (?:yet|if|this|that|the|on|until|for|me|us|unless|before|now|today|by|really|likely|a|attending|coming|going|able|alone|in)\b|\b(?:a|as|is|say|said|saying|answer|reply|my|que|un) (?:yes|no|maybe)\b|\b(?:accept|accepts|accepted|accepting|declin\w*|confirm(?:s|ed|ing)?|rsvp\w*|regrets?|cancel\w*(?! (?:my|our|a|an|his|her) )|reschedul\w*|postpon\w*|withdraw\w*|undecided|(?:commit|committed)(?! to (?:this|the) (?:community|region|work|industry|cause))|attendance|count (?:me|us|on)|(?:a|my|the|one|our|his|her) (?:seat|spot|chair)(?! (?:near|by|in|on|close))|head ?count|acept\w*|confirm\w*|declin\w+|cuent[ae]n?|conmigo|asistencia|presencia)\b|\b(?:does|do|is|are|will|would|can|could) not$|\b(?:i|we|he|she|they) (?:can|cannot|will|will not|would|would not|could|could not|might|may|should)$/
/** It names what they are invited to, and asks for nothing. */
const NAMES_IT =
  /^(?!(?:please|do not|let|keep|tell|hope|por favor)\b).*\b(?:the invit(?:e|ation)|your invit(?:e|ation)|invitacion|el evento|reunion|the (?:meeting|launch|event))\b/
/** What calls back what was said. */
const TURNING =
  /\b(?:scratch (?:that|my)|second thought|kidding|joking|just joking|jk|never ?mind|correction|changed? (?:my|our|his|her) mind|disregard|ignore (?:my|that|this|the)|i take (?:it|that) back|oops|^wait|^hold on|whatever (?:it|this|that) is|on the other hand|but then|or not|not really|olvid\w+|mejor (?:no|si|yes|dicho)|es broma|cambi[eo] de (?:opinion|idea))\b/
/** It hangs on something. */
const CONDITION =
  /\b(?:if|unless|^until|^till|provided|providing|pending|subject to|assuming|presuming|barring|permitting|depend\w*|in case i|as long as|contingent|conditional|a menos|salvo|siempre (?:y cuando|que)|depend\w+|sign-?off|lord willing|permission|say-?so|guarantee\w*|nothing is certain|^(?:sort|kind) of$|pendiente\w*|sujet[oa]|primero dios|dios mediante|dios quiere|god willing|with luck|fingers crossed|knock on wood|(?:trying|working|trato|tratando) (?:to|on|de) (?:move|clear|rearrange|reschedule|change|it|mover\w*|cambiar\w*)|lo muevo|waiting (?:on|to hear|for (?:confirmation|approval|word|an? |my|the|our))|approval|hasta que|except|^only(?! because)|only (?:if|when|not|by|on|at)|instead|^solo|solamente|mientras|en caso de que yo)\b|^si (?!bien|llevo|llevamos|ya|hasta|hace)|\bsi (?:\w+ ){0,2}(?:puedo|podemos|puede|va|voy|termin\w+|me|nos|no|se|alcanzo|llego|hay|consigo|encuentro|logro)\b/
/** A condition that is an offer, or hangs on what does not matter. */
const OFFER =
  /^until then\b|^(?:and |so |please |y )?(?:if (?:you (?:need|want|would like|like|could use|have|are short|wish|ever)|it (?:helps|is (?:ok|okay|alright|all right|easier|useful|possible|not too much trouble))|that (?:helps|is (?:ok|okay|alright|all right|useful))|there (?:is|will be|are) (?:going to be )?(?:food|lunch|breakfast|parking|coffee|anything|any|room|a )|possible|useful|needed|anything (?:changes|comes up))|(?:that|it) matters|(?:[\w]+ ){1,3}(?:is|are) (?:published|taken|shared|posted|recorded)|unless you (?:need|want|would)|in case (?:you|of|there|that)|ojala (?:en la|para la|la proxima|nos|me|les|este|sea|todo|tengan|sigan|haya)|por si (?:hay|van|sirven|dan)|si (?:gustan?|quieren?|necesitan?|les sirve|le sirve|desean?|hace falta|hay (?:algo|comida|desayuno|estacionamiento)|requieren?|ocupan?))\b/
const OFFER_AFTER =
  /\b(?:if (?:you (?:need|want|would like|like|could use|have|are short|wish)|it (?:helps|is (?:ok|okay|alright|easier|useful))|that (?:helps|matters|is (?:ok|okay|alright))|there is (?:room|space)|space (?:allows|permits)|possible|useful|needed|there (?:is|will be) (?:going to be )?(?:food|lunch|breakfast|parking|coffee))|si (?:gustan?|quieren?|necesitan?|les sirve|hace falta)|only (?:thing|question|request|issue is))\b/
/** They are of two minds, as far as the clause is about them. */
const WAVERING =
  /\b(?:hopefully|maybe|perhaps|possibly|probably|not yet|not sure|unsure|uncertain|tbd|tba|tbc|tentativ\w*|(?:think|believe|guess|suppose|hope|hoping|expect|doubt)(?= (?:so|i|we|he|she|they|yes|no|not|to)\b|$)|in principle|in theory|for now|as of (?:now|today)|at least|to be confirmed|ojala|creo|quizas?|tal vez|a lo mejor|probable\w*|posible\w*|espero|esperamos|por ahora|en principio)\b/
/** Another way of coming, or a part of it. */
const OTHERWISE =
  /\b(?:virtual\w*|remotely|online|on-line|zoom|teams|webex|skype|stream\w*|dial(?:ing)? in|call(?:ing)? in|by (?:phone|video)|in spirit|wait ?list\w*|half|part of the (?:meeting|time|morning|event)|briefly|first (?:hour|part|few)|last (?:hour|part)|videollamada|en linea|a distancia|en espiritu|la primera parte|un rato)\b/
/** Another time, in so many words, without one that would do. */
export const NEXT =
  /\b(?:next (?:one|time|round|meeting|event|year|session|go)|the next|future|another time|some other time|other time|later (?:on|session|date|meeting)|down the road|proxim[ao]s?|siguientes?|otra (?:ocasion|vez)|la otra|mas adelante|futur[ao]s?)\b/
/** A time that would do instead. */
const PROPOSED = new RegExp(
  `(?<![\\w-])(?:${WEEKDAY}s?|${MONTH}|\\d+(?:st|nd|rd|th)|afternoons?|evenings?|mornings?|time|date|day|week|month|any \\w+|then|tardes?|semana|dia|fecha)\\b(?: [\\w-]+){0,3} (?:would|could|might|works?|suits?|(?:is|are|looks?|would be) (?:fine|good|ok|okay|possible|open|free|better|best|available|great)|instead|mejor|disponible|libre|me queda|esta bien|yes|con gusto|podria|podriamos|posible|perfecto|si puedo|yes puedo)\\b|\\b(?:i am|we are|he is|she is|estoy|estamos) (?:(?!gluten|dairy|nut|sugar|lactose|debt)\\w+ )?(?:free|open|available|libre|disponible)\\b|\\b(?:would|will|could) (?:work|suit|be better)\\b|\\b(?:(?:suggest|propose)(?! (?:inviting|talking|asking|you (?:invite|talk|ask|include|call)))|how about|what about|move (?:it|the|to)|push(?:ed)? (?:it|to|back)|back (?:by|at|before|in time)|(?:the )?following (?:week|day|month|${WEEKDAY})|^(?:then )?(?:i|we|he|she|invitee) (?:could|can|might) (?:do|make|manage|come|attend|join|meet)(?! (?:without|up|down|it happen))|tomorrow|mejor (?:otro|el|la|en)|(?:week|day|month) (?:after|before|of)|otro dia|otra fecha|otra hora|another (?:day|date|week)|different (?:day|date|time|week))\\b`,
)
/** About whom the letter reached. */
const PERSON =
  /\b(?:right|wrong) (?:person|address|company|one|guy|email)\b|\bno longer\b|\bretired\b|\b(?:left|leaving|sold) (?:the |my |our |this )?(?:company|business|firm|job)\b|\bforward(?:ing|ed)? (?:this|it|your|to)\b|\bpass(?:ing|ed)? (?:this|it|your \w+|the \w+)(?: on| along)?\b|\bunsubscrib\w*|\bremove\w*|\b(?:mailing|e-?mail) list\b|\bya no (?:trabaj|soy|es|labor)\w*|\bequivoc\w+/
/** What somebody else says or does about it. */
const OTHERS =
  /\b(?:told|says|said|asks?|asked|wants|thinks)\b.*\b(?:yes|no|not|cannot|com(?:e|ing)|attend\w*|go|there|accept\w*|declin\w*)\b/

/** They are not there, at some time or other. */
const ABSENT =
  /\b(?:i am|we are|invitee is|he is|she is|they are) (?:gone|away|out|off|busy|booked|closed|tied up|unavailable)\b/
/** The letter, the address, or who is who. */
const LETTER =
  /\b(?:letter|attachment|address|number|link|e-?mails?|correo|carta|owner|spell\w*|decid\w*|you mean|you must|this is|you have (?:the|me|us)|received|never got|i am (?:the|not|her|his|jane)|soy (?:yo|el|la)|not (?:her|him|me))\b/
/** It tells of what was. */
const PAST =
  /\b(?:was|were|had|did|said|told|used to|last (?:time|year|week|month|one)|before|earlier|regretted|asked|attended|came|went|wanted|dije|dijo|fui|fue|estuve|era|la vez pasada|el ano pasado)\b/

/** Whether a clause, in plain words, is about coming. */
export const isOfComing = (words: string): boolean => COMING.test(words) || ANSWERING.test(words)

/** `words`: plain words of a clause that no rule knows. */
export function topicOf(words: string): Topic {
  const length = words.split(' ').length
  const coming = isOfComing(words) || NAMES_IT.test(words)
  if (TURNING.test(words) || PERSON.test(words)) return 'open'
  if (OTHERWISE.test(words) && (coming || length <= 6)) return 'open'
  if (OTHERS.test(words)) return PAST.test(words) ? 'past' : 'open'
  if (CONDITION.test(words) && !OFFER.test(words) && !OFFER_AFTER.test(words)) return 'hanging'
  if (WAVERING.test(words) && (coming || length <= 5) && !OFFER.test(words)) return 'hanging'
  if (/^(?:later|luego|despues|afterwards?)$/.test(words)) return 'proposed'
  if (PROPOSED.test(words)) return NEXT.test(words) && !coming ? 'later' : 'proposed'
  if (NEXT.test(words)) return 'later'
  if (!coming && ABSENT.test(words)) return 'excuse'
  if (!coming && LETTER.test(words)) return 'of the letter'
  return coming ? (PAST.test(words) ? 'past' : 'open') : 'aside'
}
