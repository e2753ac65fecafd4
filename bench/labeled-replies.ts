/** Replies with what they say: our own, and those that others wrote for this project. */
import { existsSync, readFileSync } from 'node:fs'

/** What a reply says; where it is for a person to tell, `unclear`, or `question`. */
export type Says = 'accepted' | 'declined' | 'tentative' | 'delegated' | 'opt-out' | 'question' | 'unclear'

export interface Labeled {
  says: Says
  text: string
  subject: string
  /** Empty where the reply does not name them. */
  invitee: string
  language: string
  who: string
  /** The meeting it answers. */
  meeting: { date: string; start: string }
}

const rowsOf = (file: string | URL): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map(line => line.split('\t'))

const lines = (text: string): string => text.replaceAll('\\n', '\n')
const own = (name: string): URL => new URL(`../test/samples/replies/${name}.tsv`, import.meta.url)

/** One reply a line: what it says, a tab, the text with `\n` for a line break, and in `outside` a tab and where from. */
export const labeled = (name: 'seen' | 'unseen' | 'outside'): Labeled[] =>
  rowsOf(own(name)).map(([says = '', text = '']) => ({
    says: says as Says,
    text: lines(text),
    subject: '',
    invitee: '',
    language: 'either',
    who: 'either',
    meeting: { date: '2027-03-31', start: '09:00' },
  }))

const LABELS: Record<string, Says> = {
  accept: 'accepted',
  decline: 'declined',
  tentative: 'tentative',
  delegate: 'delegated',
  optout: 'opt-out',
  question: 'question',
  other: 'unclear',
}
/** Whom the places in a reply are filled with, in turn. */
const PEOPLE = [
  { first: 'Jane', last: 'Roe', assistant: 'Pat Lindqvist', champion: 'Sam Okafor', company: 'Roe Tool' },
  { first: 'Luis', last: 'Ortega', assistant: 'Dana Whitcomb', champion: 'Karen Bell', company: 'Ortega Foods' },
  { first: 'Will', last: 'Nguyen', assistant: 'Rosa Prieto', champion: 'Tom Hale', company: 'Nguyen Freight' },
  { first: 'Karen', last: 'Whitfield', assistant: 'Lee Brandt', champion: 'Maria Sosa', company: 'Whitfield Dairy' },
]
const DAYS: Record<string, Record<string, string>> = {
  en: { day: 'Thursday', date: 'April 15', time: '8:30', month: 'May' },
  es: { day: 'jueves', date: '15 de abril', time: '8:30', month: 'mayo' },
}

/** Label, language, who wrote, subject, body, with places such as `{first}` to fill. */
const filled = (file: string | URL): Labeled[] =>
  rowsOf(file).map(([label = '', language = 'en', who = '', subject = '', body = ''], at) => {
    const person = PEOPLE[at % PEOPLE.length] as (typeof PEOPLE)[number]
    const invitee = `${person.first} ${person.last}`
    const words: Record<string, string> = { ...person, ...DAYS[language], name: invitee }
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (place, name: string) => words[name] ?? place)
    return {
      says: LABELS[label] ?? 'unclear',
      text: lines(fill(body)),
      subject: fill(subject),
      invitee,
      language,
      who,
      meeting: { date: '2027-04-15', start: '08:30' },
    }
  })

/**
 * Our own that were written after the rules: terse and formal ones, chatty ones, and 288 in many voices, written without
 * a look at the rules: `fresh` is the half that they were mended with, `aside` the half that nobody read meanwhile.
 */
export const written = (name: 'varied' | 'chatty' | 'fresh' | 'aside'): Labeled[] => filled(own(name))

/** Those of others, where the file is there. */
export const ofOthers = (path: string): Labeled[] | undefined => (existsSync(path) ? filled(path) : undefined)
