/** What people write above the columns of a list, in English and Spanish: what the column holds, and of whom. */
import { plainWords } from './company.ts'

/** What a column can hold. `label` is a heading we know and do not need. */
export type Thing =
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'prefix'
  | 'greeting'
  | 'title'
  | 'company'
  | 'email'
  | 'phone'
  | 'publicPartner'
  | 'status'
  | 'notes'
  | 'county'
  | 'city'
  | 'size'
  | 'naics'
  | 'sector'
  | 'linkedin'
  | 'label'

export interface Heading {
  thing: Thing
  /**
   * Of whom: '' for the person the row is about; 'assistant'; a number or a word ("2", "ceo") where a row may have
   * several contacts.
   */
  who: string
  /** How surely, from 1 to 9. */
  weight: number
  /** A private or a second address, used where there is no other. */
  second?: true
}

/** Spellings and languages as one: each on the plain words of a heading. */
const SAME: [RegExp, string][] = [
  [/\bcorreo electronico\b|\bdireccion de correo(?: electronico)?\b|\be mails?\b|\bemails\b|\bcorreos?\b/g, 'email'],
  [/\bmails?\b(?! (?:merge|code|stop|drop))(?<!\bto mail)/g, 'email'],
  [/\b(?:tele|tel|telefono|ph|telephone)\b|\bphone (?:number|no|num)\b|\bphones\b/g, 'phone'],
  [/\b(?:cell|celular|movil|mobile)(?: phone)?\b/g, 'mobile phone'],
  [/\b(?:empresa|compania|organizacion|negocio|organisation|organizations?|companies)\b/g, 'company'],
  [
    /\bnombre de pila\b|\bprimer nombre\b|\bnombres\b|\bgiven(?: ?names?)?\b|\bfore ?names?\b|\bf ?name\b|\bfname\b|\bfirstname\b/g,
    'first name',
  ],
  [
    /\bapellidos?(?: paterno)?\b|\bprimer apellido\b|\b(?:family|sur) ?names?\b|\bsurname\b|\bl ?name\b|\blname\b|\blastname\b/g,
    'last name',
  ],
  [/\bapellido materno\b|\bsegundo apellido\b/g, 'middle name'],
  [/\bnombre(?: completo)?\b/g, 'name'],
  [/\b(?:cargo|puesto(?: de trabajo)?|titulo)\b/g, 'title'],
  [/\b(?:asistentes?|asst)\b/g, 'assistant'],
  [/\bcontacto\b/g, 'contact'],
  [/\bciudad\b/g, 'city'],
  [/\bcondado\b/g, 'county'],
  [/\b(?:names)\b/g, 'name'],
  [/\b(?:del?|de la|el|la|of|the|s)\b/g, ' '],
]

const NOBODY =
  /\b(?:spouse|billing|bill to|accounts? payable|ap contact|emergency|parent|referr(?:ed|er|al)|sponsor|delegate|created|modified|updated|entered|assigned|invited by|added by|recruiter|buyer|purchaser|(?:account|contact|lead|record|deal|opportunity|relationship) owner|account managers?|sales ?rep(?:resentative)?|(?:our|staff|internal|wfb|board) (?:contact|lead|rep|person)|who knows(?: them)?|managers?|supervisors?|campaign|list|event|order|ticket|file|sheet|tag|domain)\b/
const ASSISTANT =
  /\b(?:executive assistant|exec assistant|admin(?:istrative)? assistant|assistants?|ea|secretar(?:y|ia|io)|scheduler|gatekeeper)\b|\badmin (?=email|phone|name)/
const NUMBER: [RegExp, string][] = [
  [/\b(?:second|secondary|alternate|alternative|alt|2nd|2|two)\b|(?<=[a-z])2\b/, '2'],
  [/\b(?:third|3rd|3|three)\b|(?<=[a-z])3\b/, '3'],
  [/\b(?:fourth|4th|4|four)\b|(?<=[a-z])4\b/, '4'],
  [/\b(?:primary|main|principal|1st|1|one)\b|(?<=[a-z])1\b|\bfirst(?= contact| person| rep)/, '1'],
]
/** Roles that a heading names: "CEO Name", "Owner Email". */
const ROLE =
  /\b(?:ceo|cfo|coo|president|owners?|founder|gm|general manager|plant manager|site manager|hr|human resources|executive director|decision maker|superintendent|mayor|dean|chair|partner)\b/g
/** Words that only say that a person is meant. */
const PERSON =
  /\b(?:contacts?|point contact|poc|person|persona|attendee|guest|invitee|invitad[oa]|participante?|registrant|rep|representatives?|leader|executive|exec|individual|members?|signer|respondent|customer|client|prospect|key|lead|dm|designee|primary|main|principal|secondary|alternate|alternative|alt|second|third|fourth|1st|2nd|3rd|4th|first(?= (?:contact|person|rep)))\b/g

/** What is left of a heading, in order: the first that fits. */
const THINGS: [RegExp, Thing, number][] = [
  [
    /\b(?:drop(?:ped)?|cancel\w*|termination) date\b|\bdate (?:dropped|cancell?ed)\b|\b(?:opt(?:ed)? ?(?:out|in)|has opted out|unsub(?:scribed?)?|subscribed|subscription|do not|dnc|bounced?|deceased|suppress(?:ed)?|consent)\b/,
    'status',
    9,
  ],
  [/^(?:row )?(?:hidden or struck)$/, 'status', 9],
  [
    /\b(?:rsvp|attending|attended|attendance|will attend|response|reply|answer|declined|dropped|inactive|active|invite(?: them)?\??$|asiste|asistencia|confirmacion)\b/,
    'status',
    7,
  ],
  [/\bemail status\b|\bstatus\b|\bestatus\b|^estado$|\bmembership (?:state|standing)\b|\bstanding\b/, 'status', 8],
  [
    /\bemail\b.*\b(?:type|display|label|sent|opens?|opened|clicks?|clicked|date|count|permission|verified|preference|template|domain|format)\b/,
    'label',
    5,
  ],
  [/\bphone\b.*\b(?:type|label)\b/, 'label', 5],
  [/\bemail\b/, 'email', 9],
  [/\blinked ?in\b/, 'linkedin', 9],
  [/\bnaics\b|\bsic\b|\bindustry code\b/, 'naics', 9],
  [/\b(?:employees?|empleados|headcount|head count|fte|ftes|staff size|company size|size|workforce)\b/, 'size', 7],
  [/\bcounty\b/, 'county', 9],
  [
    /\b(?:fax|url|web ?(?:page|site)|website|sitio|street|direccion|address|state|province|zip|postal|country|pais|region|latitude|longitude)\b(?!.*\bname\b)/,
    'label',
    5,
  ],
  [/\b(?:city|town|municipality)\b/, 'city', 7],
  [
    /\b(?:salutation|greeting|saludo|dear|informal name|preferred(?: first)? name|preferred|nick ?name|goes by|known as|apodo|call(?:ed)? name)\b/,
    'greeting',
    8,
  ],
  [/^(?:name )?(?:prefix|honorific|courtesy title|mr mrs|tratamiento)$|\bprefix\b/, 'prefix', 8],
  [/\b(?:notes?|notas|comments?|comentarios|remarks?|observaciones)\b/, 'notes', 7],
  [/\bphone\b|\bextension\b|^ext$/, 'phone', 7],
  [
    /\b(?:middle|suffix|maiden|initials?|birthday|birth|gender|age|id|ids|number|no|num|nbr|date|fecha|time|timestamp|since|joined|expires?|expiration|renewal|dues|amount|fee|revenue|sales|code|level|label|picture|photo|logo|language|source|score|rating|what is wrong|channel|answered at|connected on|twitter|facebook|instagram|dietary|allergies|shirt|table|seat|badge|row|department|division|dept)\b/,
    'label',
    5,
  ],
  [
    /^last ?(?:name)?,? first ?(?:name)?$|^name last(?: name)? first(?: name)?$|^last name (?:y )?(?:first )?name$|^(?:first )?name y last name$|^first ?(?:name)? (?:and )?last ?(?:name)?$|\bname\b.*\blast name first name\b/,
    'name',
    9,
  ],
  [/\bfirst name\b|^first$/, 'firstName', 9],
  [/\blast name\b|^last$/, 'lastName', 9],
  [/\bname (?:and )?(?:title|position|role)\b/, 'name', 8],
  [
    /\b(?:job|work|professional|business|current|company|position|role|contact) (?:title|role|position)\b|\btitle (?:role|position)\b|\brole title\b/,
    'title',
    9,
  ],
  [/\b(?:titles?|positions?|roles?|designation|occupation|ocupacion)\b|^job$/, 'title', 7],
  [
    /^(?:public partners?|public(?: sector)?|publico|socio publico|public or private|public private|is public|partner type)$/,
    'publicPartner',
    9,
  ],
  [/^(?:type|category|tipo|categoria|kind|invitee type|contact type|role type|group|grupo)$/, 'sector', 3],
  [
    /\b(?:sector|sub ?sector|industry|industria|industry (?:type|segment)|line business|segment|category|categories|giro)\b/,
    'sector',
    6,
  ],
  [
    /\b(?:company|account|business|firm|employer|org|agency|institution|school|district|workplace|place work|works (?:at|for)|affiliation|parent company|dba|legal name|trade name|legal entity|patron|lugar trabajo)\b/,
    'company',
    9,
  ],
  [/\bname\b/, 'name', 8],
]

/** A heading in plain words: "FirstName", "emailAddress" and "company_name" are two each. */
export const headingWords = (heading: string): string =>
  plainWords(
    heading
      .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
      .replace(/\bLinked In\b/, 'LinkedIn')
      .replace(/_/g, ' ')
      .replace(/['’]s\b/gi, '')
      .replace(/#/g, ' number '),
  )

/** What a heading means, or undefined for one we do not know. */
export function meaningOf(heading: string): Heading | undefined {
  if (heading.length > 80) return undefined
  const plain = headingWords(heading)
  if (plain === '') return undefined
  const same = SAME.reduce((words, [pattern, word]) => words.replace(pattern, word), plain)
    .replace(/\s+/g, ' ')
    .trim()
  const who = whoOf(same)
  const rest = same
    .replace(who === 'assistant' ? ASSISTANT : who === 'nobody' ? NOBODY : ROLE, ' ')
    .replace(PERSON, ' ')
    .replace(who === 'assistant' ? ROLE : /^$/, ' ')
    .replace(/\b(?:full|complete|display|your|his|her|their|direct|value|[1-4])\b|(?<=[a-z])[1-4]\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const found = THINGS.find(([pattern]) => pattern.test(rest))
  if (!found) return rest === '' || who === 'nobody' ? alone(same, who) : undefined
  const [, thing, weight] = found
  if (!PERSONAL.has(thing)) return { thing: who === 'nobody' && thing === 'company' ? 'label' : thing, who: '', weight }
  if (who === 'nobody') return { thing: 'label', who: '', weight }
  if (thing !== 'email' && thing !== 'phone') return { thing, who, weight }
  const second = SECOND.test(same)
  const office = OFFICE.test(same) && !/\bcontact\b/.test(same)
  const mobile = /\bmobile\b/.test(same)
  return { thing, who, weight: office || second ? 4 : mobile ? weight - 1 : weight, ...(second ? { second } : {}) }
}

const PERSONAL: ReadonlySet<Thing> = new Set<Thing>([
  'name',
  'firstName',
  'lastName',
  'prefix',
  'greeting',
  'title',
  'email',
  'phone',
])
const SECOND =
  /\b(?:personal|home|private|other|additional|alternate|secondary|alt|privado|old|backup)\b|\b2\b|(?<=email)2\b/
/** "Company Email", "Main Phone": they belong to the office. */
const OFFICE = /\b(?:company|main|general|office|info|switchboard|toll free|fax)\b/

/** A heading that names only whom: "Contact", "Owner", "Member", "Executive Assistant". */
function alone(same: string, who: string): Heading {
  if (who === 'nobody') return { thing: 'label', who: '', weight: 5 }
  if (/^members?$/.test(same)) return { thing: 'name', who: '', weight: 5 }
  return { thing: 'name', who, weight: who === '' ? 6 : 7 }
}

function whoOf(words: string): string {
  if (ASSISTANT.test(words)) return 'assistant'
  if (NOBODY.test(words) && words.replace(/\b\w+ owner\b/, '').match(ROLE) === null) return 'nobody'
  const isOfCompany = /^(?:company|account|business|firm|member)(?: name)?(?: 1)?$/.test(words)
  const number = isOfCompany ? undefined : NUMBER.find(([pattern]) => pattern.test(words))?.[1]
  return number !== undefined && number !== '1' ? number : (words.match(ROLE)?.[0].replace(/s$/, '') ?? '')
}
