/** The forms of a page as a browser has them, and what it would send back of each. */
import { Parser } from 'htmlparser2'

export interface Form {
  action: string
  /** What would be sent if somebody pressed its first button and touched nothing; of boxes with one name all that are ticked. */
  fields: Record<string, string | string[]>
  /** Fields that somebody may fill in and that come filled. */
  filled: string[]
  /** Of each box that can be ticked, its value. */
  boxes: { name: string; value: string }[]
}

/** Every form of a page that changes something. */
export function formsOf(html: string): Form[] {
  const forms: Form[] = []
  let form: Form | undefined
  let text: { name: string; words: string } | undefined
  let select: { name: string; first?: string; chosen?: string } | undefined
  const add = (name: string, value: string) => {
    if (!form) return
    const before = form.fields[name]
    form.fields[name] = before === undefined ? value : [before, value].flat()
  }
  const parser = new Parser({
    onopentag(tag, { name = '', value = '', type = 'text', checked, selected, method, action = '' }) {
      if (tag === 'form' && method === 'post') form = { action, fields: {}, filled: [], boxes: [] }
      if (!form) return
      if (tag === 'input' && (type === 'checkbox' || type === 'radio')) {
        form.boxes.push({ name, value })
        if (checked === undefined) return
        add(name, value)
        form.filled.push(name)
      } else if (tag === 'input' && name !== '' && type !== 'file') {
        add(name, value)
        if (type !== 'hidden' && value !== '') form.filled.push(name)
      }
      if (tag === 'button' && name !== '' && form.fields[name] === undefined) add(name, value)
      if (tag === 'textarea') text = { name, words: '' }
      if (tag === 'select') select = { name }
      if (tag === 'option' && select) {
        select.first ??= value
        if (selected !== undefined) select.chosen = value
      }
    },
    ontext(words) {
      if (text) text.words += words
    },
    onclosetag(tag) {
      if (tag === 'textarea' && text) {
        // The first line break within it is none (HTML, 13.2.6.4.7).
        add(text.name, text.words.replace(/^\n/, ''))
        if (text.words !== '') form?.filled.push(text.name)
        text = undefined
      }
      if (tag === 'select' && select) {
        add(select.name, select.chosen ?? select.first ?? '')
        if (select.chosen) form?.filled.push(select.name)
        select = undefined
      }
      if (tag === 'form' && form) {
        forms.push(form)
        form = undefined
      }
    },
  })
  parser.end(html)
  return forms
}
