/** The forms of a page with all that somebody could send by them, and which of it names something by an id. */
import { Parser } from 'htmlparser2'

interface Offered {
  name: string
  value: string
  /** `typed` is what a person may write into it; the others are the page's own words. */
  of: 'hidden' | 'choice' | 'button' | 'typed'
  /** Whether it goes with the form when somebody touches nothing. */
  set: boolean
}

export interface OfferedForm {
  method: 'get' | 'post'
  action: string
  fields: Offered[]
}

const unset = new Set(['button', 'reset', 'file', 'submit', 'image'])

/** Every form of a page, and where its buttons and links lead. */
export function offeredIn(html: string): { forms: OfferedForm[]; links: string[] } {
  const forms: OfferedForm[] = []
  const links: string[] = []
  const byId = new Map<string, OfferedForm>()
  let form: OfferedForm | undefined
  let area: Offered | undefined
  let select = ''
  const parser = new Parser({
    onopentag(tag, { name = '', value = '', type = '', checked, selected, href, src, ...rest }) {
      if (href !== undefined) links.push(href)
      if (src !== undefined) links.push(src)
      if (tag === 'form') {
        form = { method: rest.method === 'post' ? 'post' : 'get', action: rest.action ?? '', fields: [] }
        if (rest.id) byId.set(rest.id, form)
        forms.push(form)
      }
      const at = (rest.form && byId.get(rest.form)) || form
      if (!at) return
      if (tag === 'button' && rest.formaction) forms.push({ ...at, action: rest.formaction })
      if (tag === 'select') select = name
      if (tag === 'option') at.fields.push({ name: select, value, of: 'choice', set: selected !== undefined })
      if (name === '') return
      if (tag === 'button') at.fields.push({ name, value, of: 'button', set: false })
      if (tag === 'textarea') {
        area = { name, value: '', of: 'typed', set: true }
        at.fields.push(area)
      }
      if (tag !== 'input' || unset.has(type)) return
      const choice = type === 'checkbox' || type === 'radio'
      at.fields.push({
        name,
        value,
        of: type === 'hidden' ? 'hidden' : choice ? 'choice' : 'typed',
        set: !choice || checked !== undefined,
      })
    },
    ontext(words) {
      if (area) area.value += words
    },
    onclosetag(tag) {
      if (tag === 'textarea') area = undefined
      if (tag === 'form') form = undefined
    },
  })
  parser.end(html)
  return { forms, links }
}

export type Body = [name: string, value: string][]

/** What leaves when nobody touches anything and presses `button`, with the values of `over` in place of the form's own. */
export function bodyOf(form: OfferedForm, over: readonly Offered[] = []): Body {
  const named = new Set(over.map(({ name }) => name))
  const button = form.fields.find(({ of, name }) => of === 'button' && !named.has(name))
  const chosen = new Set<string>()
  const body: Body = []
  for (const field of form.fields) {
    if (named.has(field.name) || field.of === 'button') continue
    // Of a choice that nobody made the first is taken, as of a list a browser shows.
    const first = field.of === 'choice' && !form.fields.some(each => each.name === field.name && each.set)
    if (!field.set && !(first && !chosen.has(field.name))) continue
    chosen.add(field.name)
    body.push([field.name, field.value])
  }
  if (button) body.push([button.name, button.value])
  for (const { name, value } of over) body.push([name, value])
  return body
}

/** The values of a form that `twin` makes others of: ids, and addresses which are not there to be typed. */
export const idFieldsOf = (form: OfferedForm, twin: (text: string) => string): Offered[] =>
  form.fields.filter(
    ({ value, of, name }) => name !== 'was' && (twin(name) !== name || (of !== 'typed' && twin(value) !== value)),
  )
