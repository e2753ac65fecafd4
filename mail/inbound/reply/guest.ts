/** The invitee by name: whoever writes of them, by first, last or full name, with a title or without, means one person. */

/** What stands in a text where the invitee is named. */
export const GUEST = 'Invitee'

const TITLES = new Set(
  'mr ms mrs miss dr dra prof president chancellor administrator mayor superintendent director chief commissioner sheriff judge senator principal pastor father sr sra srta don doña ing lic arq licenciado licenciada ingeniero ingeniera contador contadora arquitecto arquitecta maestro maestra mtro mtra rector rectora superintendente alcalde alcaldesa presidente presidenta directora señor señora senor senora dona doctor doctora coach boss captain'.split(
    ' ',
  ),
)
/** Names that are words too. They count beside another part of the name, after a title, or where they do something. */
const WORDS_TOO = new Set(
  'will mark may grace hope bill drew pat rich art sue dawn june april august chase chance rob jack frank ray gene sandy rusty joy faith dean grant miles buck bud cash clay cliff dale earl ford glen heath jay king lance lane major max mike page reed rose ruby star summer virginia wade ward west young long short good best wish day green brown white black gray price rice cook baker case field wood stone hill banks bush sol luz paz rosa blanca mercedes angel jesus leon prado campo'.split(
    ' ',
  ),
)
const DOES =
  /^\s*(?:'s|’s)?\s*(?:will|can|cannot|can't|can’t|won't|won’t|is|has|would|accepts|declines|sends|regrets|says|said|asked|might|may|plans|hopes|could|no|no puede|me (?:pide|pidi[oó]|dijo|dice|encarg[oó]|encarga|pregunta)|pide|pidi[oó]|dice|dijo|agradece|lamenta|tiene|est[aá]|quiere|manda|les |los |le |te |s[ií]|no va|asked|told|thanks|wants|wanted|does|doesn't|doesn’t|did|regret|had|gave|sent|just|already|also|asistir|ir[aá]|va|acepta|confirma|podr[aá]|and i|isn't|isn’t)\b/iu

const plainName = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}|['’.]/gu, '')

const TOKEN = /\p{L}[\p{L}\p{M}'’-]*\.?/gu

/** The text with every mention of the invitee as `GUEST`. `name`: the invitee's; empty where it is not known. */
export function withGuest(text: string, name: string): string {
  const parts = new Set(
    name
      .split(/\s+/)
      .map(plainName)
      .filter(part => part.length > 1),
  )
  if (parts.size === 0) return text
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: word, index }) => {
    const own = word.replace(/(?:['’]s)?\.?$/u, '')
    return { word, own, at: index, part: parts.has(plainName(own)), title: TITLES.has(plainName(own)) }
  })
  let [out, from] = ['', 0]
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at]
    if (!first || !(first.part || first.title)) continue
    let last = at
    const nextTo = (left: number, right: number) => {
      const [a, b] = [tokens[left], tokens[right]]
      return a !== undefined && b !== undefined && /^ ?$/.test(text.slice(a.at + a.word.length, b.at))
    }
    while (nextTo(last, last + 1) && (isPart(tokens[last + 1]) || isInitial(tokens[last + 1]?.word))) last++
    while (last > at && !tokens[last]?.part) last--
    const end = tokens[last]
    if (!end?.part) continue
    const before = tokens[at - 1]
    const another = at === last && before !== undefined && nextTo(at - 1, at) && isAnother(before.word) && !first.title
    const until = end.at + end.own.length
    const counts =
      last > at ||
      (!WORDS_TOO.has(plainName(end.own))
        ? /^\p{Lu}/u.test(end.own) || plainName(end.own).length > 3
        : /^\p{Lu}/u.test(end.own) && DOES.test(text.slice(until, until + 40)))
    if (another || !counts) continue
    out += text.slice(from, first.at) + GUEST
    from = until
    at = last
  }
  return out + text.slice(from)
}

/** A part of the name; "will" in small letters is a verb. */
const isPart = (token: { word: string; own: string; part: boolean } | undefined): boolean =>
  token?.part === true && (/^\p{Lu}/u.test(token.word) || !WORDS_TOO.has(plainName(token.own)))

const isInitial = (word: string | undefined): boolean => word !== undefined && /^\p{Lu}\.?$/u.test(word)

/** A given name before a family name makes it somebody else's, as in "my son Tom Roe". */
const isAnother = (word: string): boolean =>
  /^\p{Lu}\p{Ll}+$/u.test(word) &&
  !/^(?:Yes|No|For|And|But|So|Hi|Dear|Hello|If|Because|Since|That|Please|Thanks|Sorry|Unfortunately|Count|Put|Mark|Add|Para|Por|De|El|La|Que|Sí|Pero|When|With|From|Both|Neither|Only|Not|Yeah|Yep|On|As|While|Our|My|The)$/.test(
    word,
  )
