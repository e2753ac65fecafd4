/**
 * Whether what somebody typed to sign is their name as people write it: initials, a nickname, another case, no accents, no
 * middle name. What is far from it is asked about, never refused: the answer decides nothing but whether to ask.
 */
import { plainWords } from '../list/company.ts'

/** Short and long forms of given names: those of a line go for each other. */
const FORMS: readonly (readonly string[])[] = [
  'abigail abby gail',
  'albert al bert',
  'alexander alex al sandy xander',
  'alexandra alex sandra lexi',
  'alfred al fred',
  'alicia ali',
  'andrew andy drew',
  'anthony tony',
  'antonio tony tono',
  'barbara barb babs',
  'benjamin ben benny',
  'bradley brad',
  'catherine katherine kathryn kate kathy cathy katie kat',
  'charles charlie chuck',
  'christina christine chris tina',
  'christopher chris kit',
  'daniel dan danny',
  'david dave',
  'deborah debra deb debbie',
  'donald don donny',
  'dorothy dot dottie',
  'douglas doug',
  'edward ed eddie ted ned',
  'eleanor ellie nell nora',
  'elizabeth liz beth betty eliza libby lisa',
  'eugene gene',
  'francisco paco pancho frank cisco',
  'frances francis fran frank',
  'frederick fred freddie',
  'gerald jerry',
  'gregory greg',
  'guadalupe lupe',
  'guillermo memo',
  'harold harry hal',
  'henry hank harry',
  'ignacio nacho',
  'jacob jake',
  'jacqueline jackie',
  'james jim jimmy jamie',
  'janet jan',
  'jeffrey geoffrey jeff geoff',
  'jennifer jen jenny',
  'jesus chuy',
  'john jack johnny jon',
  'jonathan jon john',
  'jose pepe',
  'joseph joe joey',
  'joshua josh',
  'judith judy',
  'kenneth ken kenny',
  'kimberly kim',
  'lawrence larry',
  'leonard len lenny',
  'louis lou',
  'margaret maggie meg peggy marge',
  'maria mary',
  'matthew matt',
  'michael mike mick',
  'mitchell mitch',
  'nancy nan',
  'nathaniel nathan nate',
  'nicholas nick',
  'pamela pam',
  'patricia pat patty tricia trish',
  'patrick pat',
  'peter pete',
  'philip phil',
  'raymond ray',
  'rebecca becky becca',
  'richard rick rich dick',
  'robert rob bob bobby bert',
  'roberto beto',
  'ronald ron ronny',
  'samuel samantha sam',
  'sandra sandy',
  'stephen steven steve',
  'susan sue susie suzanne',
  'theodore ted theo',
  'theresa teresa terry tess',
  'thomas tom tommy',
  'timothy tim',
  'vincent vince vinny',
  'virginia ginny',
  'walter walt',
  'william bill will billy liam',
  'zachary zach zack',
].map(line => line.split(' '))

const BESIDE = /^(?:mr|mrs|ms|mx|dr|prof|sr|sra|jr|ii|iii|iv|phd|md|mba|pe|cpa|esq)$/

/** The words of a name, without what stands before and behind it. A name of nothing else keeps them. */
function wordsOf(name: string): string[] {
  const all = plainWords(name).split(' ').filter(Boolean)
  const own = all.filter(word => !BESIDE.test(word))
  return own.length > 0 ? own : all
}

/** One letter more, less, other or exchanged with its neighbor: a slip of a finger in a word of four letters or more. */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  if (a.length > b.length) return restA.slice(1) === restB
  if (a.length < b.length) return restB.slice(1) === restA
  return (
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}

const isSame = (a: string, b: string): boolean => a === b || isSlip(a, b)

function isGiven(a: string, b: string): boolean {
  const [short = '', long = ''] = [a, b].sort((one, other) => one.length - other.length)
  if (short.length === 1) return long.startsWith(short)
  return (
    isSame(a, b) ||
    (short.length > 2 && long.startsWith(short)) ||
    FORMS.some(line => line.includes(a) && line.includes(b))
  )
}

/** Whether a word is the family name, or one of several, or its first letter. */
const isFamily = (word: string, family: readonly string[]): boolean =>
  family.some(each => isSame(word, each) || (word.length === 1 && each.startsWith(word)))

/** Whether `typed` is a way in which somebody of that name signs. */
export function isNearName(typed: string, name: string): boolean {
  const given = wordsOf(typed)
  const own = wordsOf(name)
  if (given.length === 0 || own.length === 0) return false
  if (given.join('') === own.join('')) return true
  const [first = '', ...others] = own
  const initials = own.map(word => word[0]).join('')
  const ends = `${initials[0]}${initials.at(-1)}`
  const letters = given.join('')
  if (given.every(word => word.length === 1) || given.length === 1)
    if (letters.length > 1 && (letters === initials || letters === ends)) return true
  if (given.length === 1) return isGiven(letters, first) || isFamily(letters, letters.length > 1 ? others : [])
  const inOrder = ([start = '', ...rest]: readonly string[]): boolean =>
    own.slice(0, Math.max(1, own.length - 1)).some(word => isGiven(start, word)) &&
    isFamily(rest.at(-1) ?? '', others.length > 0 ? others : own)
  return inOrder(given) || inOrder([...given.slice(1), given[0] ?? ''])
}
