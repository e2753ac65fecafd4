/** The words that stand in source as values: what a rule about strings has to look at, comments left out. */
import { type Node, parseSync, Visitor } from 'oxc-parser'

/** A string, a template as it is written, a pattern, or the value of an attribute. */
export interface Literal {
  file: string
  line: number
  kind: 'string' | 'template' | 'pattern'
  /** A string's value as it is written; a template or pattern as it stands in the source, its quotes included. */
  text: string
}

/** Every literal of these files; `sources` by path. What files are imported from is no value. */
export const literalsOf = (sources: ReadonlyMap<string, string>): Literal[] =>
  [...sources].flatMap(([file, source]) => {
    const found: Literal[] = []
    const take = (kind: Literal['kind'], node: Pick<Node, 'start' | 'end'>) => {
      const text = source.slice(node.start, node.end)
      const line = source.slice(0, node.start).split('\n').length
      found.push({ file, line, kind, text: kind === 'string' ? text.slice(1, -1) : text })
    }
    const result = parseSync(file, source)
    if (result.errors[0]) throw new Error(`${file}: ${result.errors[0].message}`)
    new Visitor({
      Literal: node => {
        if ('regex' in node) take('pattern', node)
        else if (typeof node.value === 'string') take('string', node)
      },
      TemplateLiteral: node => take('template', node),
    }).visit(result.program)
    return found
  })
