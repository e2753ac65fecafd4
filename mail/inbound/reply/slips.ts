/**
 * Slips of the finger and of the ear: what a phone makes of words. Only words that cannot turn an answer round are put
 * right: none here is one letter away from its opposite.
 */

/** Long words of answers, as plain text has them. */
const MEANT = (
  'absolutely attend attending available calendar coming commitment confirm confirmed confirming conflict decline ' +
  'declined declining definitely forward invitation looking meeting participate probably regrets schedule tentative ' +
  'tentatively thanks thursday traveling unable unavailable unfortunately unsubscribe ' +
  'acompanarlos agradezco asistencia asistir compromiso confirmado confirmo cuenten desafortunadamente disculpen ' +
  'gracias imposible invitacion lamentablemente lamento participacion presencia probablemente reunion'
).split(' ')
/** Words one letter away from those that are words of their own. */
const KNOWN = new Set([
  ...MEANT,
  ...(
    'thursdays accepts attends combing homing confirms confirma confirme confirman conform conformed conforming conflicts ' +
    'commitments compromisos calendars declines meetings schedules scheduled invitations tanks thank ' +
    'estara estaria estarem cuentan cuente gracia presencial presidencia imposibles reunir reuniones participation ' +
    'asistira asistire asistiria asistimos asisti asistio lamenta lamente lamentos disculpan disculpe forwards ' +
    'cooking booking hooking locking lookin mating meting greeting seating regret regress intend extend attended declino declina declinar declinan lament participating'
  ).split(' '),
])

/** The word, and the word without each of its letters. */
const without = (word: string): string[] => [word, ...[...word].map((_, at) => word.slice(0, at) + word.slice(at + 1))]
const NEAR = new Map(MEANT.flatMap(word => without(word).map(each => [each, word] as const)))

/** One letter too many, too few, another, or two the wrong way round. */
function isSlipOf(target: string, word: string): boolean {
  if (target[0] !== word[0]) return false
  if (target.length !== word.length) return Math.abs(target.length - word.length) === 1
  const wrong = [...word].flatMap((letter, at) => (letter === target[at] ? [] : [at]))
  const [first = 0, second] = wrong
  return (
    wrong.length === 1 ||
    (wrong.length === 2 && second === first + 1 && word[first] === target[second] && word[second] === target[first])
  )
}

/** A word of six letters and more as it was meant. */
function meant(word: string): string {
  if (KNOWN.has(word)) return word
  for (const each of without(word)) {
    const target = NEAR.get(each)
    if (target && isSlipOf(target, word)) return target
  }
  return word
}

const SHORT: readonly [RegExp, string][] = [
  [/\b(?:cnat|cannt|canot|cann ot)\b/g, 'cannot'],
  [/\b(?:wil|wll|willl)(?= (?:be|attend|not|come|join|see)\b)/g, 'will'],
  [/^(?:il|ill|i ll)(?= (?:be|come|attend|join|go)\b)/g, 'i will'],
  [/\bbe (?:ther|thier|their|they're|thre|tehre)$/g, 'be there'],
  [/\bsee (?:yuo|yu|yo|u)\b/g, 'see you'],
  [/\bno (?:boy|bot|vot) a\b/g, 'no voy a'],
  [/\b(?:hai|ay|hay|ai|aya|haya) (?=(?:estare|estaremos|los veo|nos vemos)\b)/g, 'ahi '],
  [/\b(?:pudo|peudo|puedeo) (?=(?:ir|asistir|acompanar)\b)/g, 'puedo '],
]

/** `words`: lower case, without accents. */
export const mended = (words: string): string =>
  SHORT.reduce((each, [slip, right]) => each.replace(slip, right), words).replace(
    /(?<![\w-])[a-z]{6,16}(?![\w-])/g,
    meant,
  )

/** The same in a text as it was written, with its capitals. */
const inText = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}@.'-])\p{L}[a-z]{5,15}(?![\p{L}@-])/gu, word => {
    const small = word.toLowerCase()
    const right = meant(small)
    return right === small
      ? word
      : word.charAt(0) === small.charAt(0)
        ? right
        : right.charAt(0).toUpperCase() + right.slice(1)
  })

/** A text without its slips, with the marks that a phone wrote out for whoever dictated. */
export const asMeant = (text: string): string =>
  inText(text)
    .replace(/\s(?:comma|coma)(?=\s)/gi, ',')
    .replace(/\s(?:comma|period|full stop)(?=\s*[.,!?])/gi, '')
    .replace(
      /\s(?:period|full stop|punto final)(?=\s+(?:sorry|thanks?|this|see|talk|i|we|it|please|looking|best|gracias)\b|\s*$)/gim,
      '.',
    )
    .replace(/\s(?:question mark)(?=\s|$)/gi, '?')
    .replace(/(?<!\p{L})(?:uh|um|uhm|erm|eh)\s(?=\p{L})/giu, '')
