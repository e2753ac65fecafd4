/** Who comes instead, as far as a text names them. */

const PERSON = "\\p{Lu}[\\p{L}'-]+(?: \\p{Lu}\\.?)?(?: \\p{Lu}[\\p{L}'-]+)+"
const NAMED: readonly RegExp[] = [
  new RegExp(
    `(?:[Ss]end(?:ing)?|[Aa]sked|[Ii]nvite|representative:|[Ee]nviar[eé] a|[Mm]andar[eé] a|ir[aá])\\s(?:(?:my|our|mi|nuestr[oa])\\s)?([^.,;\\n\\p{Lu}]{0,40}?(?:V[Pp]|C[A-Z]O|HR|President)?[^.,;\\n\\p{Lu}]{0,20}?),?\\s?(${PERSON})`,
    'u',
  ),
  new RegExp(`(?:[Mm]y|[Oo]ur|[Mm]i)\\s([^.,;\\n]{2,40}?),?\\s(${PERSON})`, 'u'),
  new RegExp(`()(${PERSON})(?=[^.\\n]{0,80}(?:will|is going|asistir|ir[aá]|,))`, 'u'),
  new RegExp(`()(${PERSON})`, 'u'),
]
const AFTER = new RegExp(`${PERSON},\\s(?:our|my|nuestr[oa]|mi)\\s([^,.\\n]{2,60}),`, 'u')

/** Empty strings for what the text does not say. `addresses`: those that stand in it. */
export function delegateIn(text: string, addresses: readonly string[]): { name: string; title: string; email: string } {
  const line = text.replace(/\s+/g, ' ').slice(0, 1000)
  for (const pattern of NAMED) {
    const [, title = '', name = ''] = pattern.exec(line) ?? []
    if (name !== '' && !/^(?:Hi|Hello|Dear|Unfortunately|Please|Thanks|Thank|Mr|Ms|Mrs)\b/.test(name))
      return { name, title: (AFTER.exec(line)?.[1] ?? title).trim().slice(0, 120), email: addresses[0] ?? '' }
  }
  return { name: '', title: '', email: addresses[0] ?? '' }
}
