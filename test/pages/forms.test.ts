import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PAGES = readdirSync('pages', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.tsx'))
/** Something to fill in or choose, rather than a button alone. */
const FIELD = /<(?:[A-Za-z]*TextField|TextArea|Text|Select|WhenChoice|textarea|select)\b|<input(?![^>]*type="hidden")/

/** Every form that posts what somebody filled in, by file and line: how it begins, and what it holds. */
const forms = PAGES.flatMap(file => {
  const source = readFileSync(join('pages', file), 'utf8')
  return [...source.matchAll(/<form\b/g)].flatMap(({ index }) => {
    const whole = source.slice(index, source.indexOf('</form>', index))
    const head = whole.slice(0, whole.search(/>\n/))
    const where = `${file}:${source.slice(0, index).split('\n').length}`
    return head.includes('method="post"') && FIELD.test(whole) ? [{ where, head }] : []
  })
})

describe('a form', () => {
  it('says itself what is wrong, beside the field, and leaves nothing to the browser’s own bubbles', () => {
    expect(forms.length).toBeGreaterThan(40)
    expect(forms.filter(({ head }) => !head.includes('novalidate')).map(({ where }) => where)).toEqual([])
  })
})
