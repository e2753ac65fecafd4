/** Where source names the place of a document instead of asking the registry for it. */
import { type Node, parseSync, Visitor } from 'oxc-parser'

export interface Places {
  /** What partitions are called: `campaign#`, and `active` where that is all of it. */
  partitions: readonly string[]
  /** What keys begin with. */
  keys: readonly string[]
}

/** What a store is asked by. */
const ASKS = ['get', 'put', 'remove', 'list']

/** The literals of a file that name a place, as they are written. */
export function placesIn({ partitions, keys }: Places, file: string, source: string): string[] {
  const found = new Set<string>()
  const take = ({ start, end }: Pick<Node, 'start' | 'end'>) => found.add(`${file}: ${source.slice(start, end)}`)
  /** How a literal begins; undefined: it is none. */
  const beginning = (node: Node | null | undefined): string | undefined =>
    node?.type === 'Literal' && typeof node.value === 'string'
      ? node.value
      : node?.type === 'TemplateLiteral'
        ? (node.quasis[0]?.value.cooked ?? '')
        : undefined
  const look = (node: Node) => {
    const text = beginning(node)
    if (text === undefined) return
    // Whatever has a number sign where a place has it; a link to a place on a page begins with one.
    if ([...partitions, ...keys].some(place => place.endsWith('#') && text.startsWith(place))) take(node)
  }
  const result = parseSync(file, source)
  if (result.errors[0]) throw new Error(`${file}: ${result.errors[0].message}`)
  new Visitor({
    Literal: look,
    TemplateLiteral: look,
    Property: node => {
      const named = node.key.type === 'Identifier' ? node.key.name : beginning(node.key)
      if (named === 'partition' && beginning(node.value) !== undefined) take(node)
    },
    CallExpression: ({ callee, arguments: given }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      const [first] = given
      const text = first && first.type !== 'SpreadElement' ? beginning(first) : undefined
      if (first && text !== undefined && ASKS.includes(callee.property.name) && partitions.includes(text)) take(first)
    },
  }).visit(result.program)
  return [...found]
}
