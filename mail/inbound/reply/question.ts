/** Questions that leave an answer beside them as it is: where to park, what to wear. A person still sees them. */

const ASIDE =
  /\b(?:park\w*|wear|dress|attire|boots|tie|jeans|bring|agenda|food|meals?|lunch|breakfast|coffee|menu|vegetarian|address|directions|building|door|gate|entrance|host\w*|moderat\w*|speak(?:er|ers|ing)|panel|hotel|badge|name ?tag|map|location|venue|materials|attendee list|participant list|guest list|who else|reading|slides|last|how long|length|end time|time does it (?:end|finish)|calendar (?:hold|invite|entry)|hold|forward|estacion\w*|ubicacion|mapa|direccion|vestimenta|comida|desayuno|almuerzo|orden del dia|agenda|gafete|hotel|lleve|llevar|llevo|donde|where|termina|dura|wi-?fi|steel toes?|visitors?|decaf|interprete|interpreter)\b/
/** What may undo the answer beside it. */
const OF_COMING =
  /\b(?:move|moved|reschedul\w*|how about|what about|next|later|sooner|when|than|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|mas (?:tarde|temprano)|cuando|another|different|other|virtual\w*|zoom|teams|remote\w*|online|phone|dial|instead|someone|somebody|send (?:my|our|a|someone)|need(?:ed)? to(?! (?:bring|wear|park|register|print|prepare|know|sign in|do anything))|have to|necessary|required|mandatory|if|should i still|still (?:on|need|want|ok)|late|first half|part of|only|stay|leave|early|cancel\w*|date|day|week|month|sure|really|why|cost|fee|pay|charge|commit\w*|obligat\w*|costo|cuota|pagar|otro|otra|cambi\w*|mover|si)\b/

/** Whether a question, in plain words, is about something else than coming. */
export const asideQuestion = (words: string): boolean => ASIDE.test(words) && !OF_COMING.test(words)

/** Whether it may undo an answer beside it. */
export const isOpenQuestion = (words: string): boolean => OF_COMING.test(words) || words.split(' ').length < 3
