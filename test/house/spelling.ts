/** American spelling, in code, pages, letters and documents alike. */

/** British spellings, each with what an American writes. Whole words and parts of names alike. */
const BRITISH: [RegExp, string][] = [
  [/[Bb]ehaviour/, 'behavior'],
  [/[Cc]olour/, 'color'],
  [/[Ff]avour/, 'favor'],
  [/[Hh]onour/, 'honor'],
  [/[Ll]abour/, 'labor'],
  [/[Nn]eighbour/, 'neighbor'],
  [/(?:[Cc]ancel|[Tt]ravel|[Ll]abel|[Mm]odel)l(?:ed(?!by)|ing|er)/, 'one l'],
  [/\b[Cc]entre|[a-z]Centre|[Cc]entred/, 'center'],
  [
    /(?:[Rr]ecogn|[Oo]rgan|[Aa]uthor|[Ss]ummar|[Nn]ormal|[Ii]nitial|[Cc]apital|[Pp]riorit|[Aa]nonym|[Rr]eal|[Aa]polog|[Ff]inal|[Mm]inim|[Mm]axim|[Ss]pecial)is(?:e|ing|ation|er)/,
    'z',
  ],
  [/\b[Gg]rey\b/, 'gray'],
  [/\b[Tt]owards\b/, 'toward'],
  [/\b[Jj]udgement/, 'judgment'],
  [/\b[Ll]icence/, 'license'],
  [/\b[Pp]rogrammes?\b/, 'program'],
  [/\b[Ww]hilst\b|\b[Aa]mongst\b/, 'while, among'],
  [/\b(?:[Ee]nrol|[Ff]ulfil|[Ii]nstil)(?:s|ment)?\b/, 'two l'],
  [/\b[Cc](?:heque|atalogue)s?\b/, 'check, catalog'],
  [/\b[Pp]ractis(?:e|ed|ing)\b/, 'practice'],
  [/\b(?:[Ll]earn|[Ss]pel)t\b/, 'ed'],
]

/** British spellings of a text, each as it is written and with its line. */
export const britishIn = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line, n) =>
      BRITISH.flatMap(([pattern, american]) =>
        pattern.test(line.replaceAll('aria-labelledby', ''))
          ? [`${n + 1}: ${pattern.exec(line)?.[0]} (${american})`]
          : [],
      ),
    )
