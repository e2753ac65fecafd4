/** What people write above the columns of a list, in English and Spanish. */
import { plainWords } from '../../domain/list/company.ts'
import type { Field } from '../../domain/list/invitee-list.ts'

/** A heading's field and how surely; `ignored` is a heading we know and do not need. */
export interface Meaning {
  field: Field | 'ignored'
  weight: number
}

const MAIL = '(?:e ?mails?|correos?|correo electronico|mail)'
const NUMBERED = '(?: ?1| primary| principal)?'

/** The first rule that fits a heading (in plain words) decides. */
const RULES: [RegExp, Field | 'ignored', number][] = [
  [new RegExp(`\\b(?:assistants?|asistentes?|secretar(?:y|ia|io)|ea|admin)\\b.*\\b${MAIL}\\b`), 'assistantEmail', 9],
  [new RegExp(`\\b${MAIL}\\b.*\\b(?:assistants?|asistentes?|secretar(?:y|ia|io))\\b`), 'assistantEmail', 9],
  [/\b(?:assistants?|asistentes?)\b.*\b(?:phone|tel|telefono|fax)\b/, 'ignored', 9],
  [
    /^(?:(?:executive )?assistants?|asistentes?|ea|nombre (?:de la |del )?asistente)(?: (?:full )?name)?$/,
    'assistantName',
    9,
  ],
  [
    /\b(?:fax|url|web ?(?:page|site)|website|linkedin|street|city|ciudad|state|zip|postal|country|pais|region|county|address [123]|direccion|spouse|manager|middle|birthday|notes?|notas|comments?|suffix|prefix|salutation|label|id|size|opt)\b/,
    'ignored',
    5,
  ],
  [new RegExp(`^${MAIL} (?:display name|type|status)$`), 'ignored', 2],
  [/^mailing\b|^mail (?:merge|code|stop)/, 'ignored', 5],
  [
    new RegExp(
      `^(?:(?:work|business|company|contact|primary|his|her|your|direct|person(?:al)?) )?${MAIL}(?: address| id)?${NUMBERED}$`,
    ),
    'email',
    9,
  ],
  [new RegExp(`^${MAIL}(?: 1)? (?:address|value)$|^direccion de ${MAIL}$|^${MAIL} electronico$`), 'email', 9],
  [new RegExp(`\\b${MAIL}\\b`), 'email', 4],
  [
    /^(?:first|given|fore|preferred) ?name$|^f ?name$|^first$|^given$|^nombre de pila$|^primer nombre$|^nombres$/,
    'firstName',
    9,
  ],
  [/^(?:last|family|sur) ?name$|^l ?name$|^last$|^surname$|^apellidos?(?: paterno)?$|^primer apellido$/, 'lastName', 9],
  [/^last ?(?:name)? first ?(?:name)?$|^name last(?: name)? first(?: name)?$|^apellidos? (?:y )?nombres?$/, 'name', 9],
  [/\b(?:title|position|cargo|puesto)\b.*\b(?:type|level|code)\b/, 'ignored', 5],
  [
    /^(?:job|work|professional|organization|company|business|current) (?:title|role|position)$|^cargo$|^puesto(?: de trabajo)?$|^job$/,
    'title',
    9,
  ],
  [/^(?:titles?|positions?|roles?|titulo|role title|title role|title position|position title)$/, 'title', 7],
  [/^(?:company|organi[sz]ation|account|business|firm|employer|org)(?: name)?(?: 1)?$/, 'company', 9],
  [
    /^(?:(?:nombre de (?:la )?)?(?:empresa|compania|organizacion)|negocio|company organi[sz]ation|organi[sz]ation company|company employer|company or organi[sz]ation|place of work|works (?:at|for))$/,
    'company',
    9,
  ],
  [
    /^(?:public partners?|public(?: sector)?|publico|socio publico|public or private|public private|is public|partner type)$/,
    'publicPartner',
    9,
  ],
  [/^(?:type|category|tipo|categoria|kind|sector|invitee type|contact type|role type)$/, 'publicPartner', 4],
  [
    /^(?:(?:work|business|direct|office|primary|main|contact|company) )?(?:tele)?phone(?: number| no)?(?: 1)?(?: value)?$|^tel$|^telefono(?: 1)?$/,
    'phone',
    9,
  ],
  [/^(?:mobile|cell|celular|movil|telefono (?:movil|celular))(?: phone| number)?$/, 'phone', 7],
  [/\b(?:phone|telefono|mobile)\b/, 'phone', 3],
  [
    /^(?:(?:full|contact|display|invitee|person|attendee|guest|leader|ceo|owner|participant|member) ?)?names?$|^name of .*(?:contact|person|invitee|leader)$/,
    'name',
    8,
  ],
  [/^(?:nombre(?: completo)?|nombre y apellidos?|contacto|nombre del contacto)$/, 'name', 8],
  [/^(?:contact(?: person)?|invitee|person|attendee|persona|invitad[oa]|participant)$/, 'name', 6],
]

/** What a heading means, or undefined for one we do not know. */
export function meaningOf(heading: string): Meaning | undefined {
  const words = plainWords(heading)
  if (words === '' || words.length > 60) return undefined
  const rule = RULES.find(([pattern]) => pattern.test(words))
  return rule && { field: rule[1], weight: rule[2] }
}
