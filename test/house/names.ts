/** Where source asks whether something has a certain name, instead of what is true of it. */
import { type Node, parseSync, Visitor } from 'oxc-parser'

export interface Names {
  /** Names that nobody but their table may ask for. */
  names: ReadonlySet<string>
  /** What is kept by such names: `left` in `campaign.left`. */
  kept: ReadonlySet<string>
}

const ASKS = ['includes', 'has', 'indexOf', 'lastIndexOf', 'startsWith', 'endsWith']

/** The expressions of a file that ask for one of the names, as they are written. What merely says a name is left alone. */
export function asksFor({ names, kept }: Names, file: string, source: string): string[] {
  const found: string[] = []
  const take = ({ start, end }: Pick<Node, 'start' | 'end'>) =>
    found.push(`${file}: ${source.slice(start, end).replace(/\s+/g, ' ')}`)
  const isName = (node: Node | null | undefined): boolean =>
    (node?.type === 'Literal' && typeof node.value === 'string' && names.has(node.value)) ||
    (node?.type === 'TemplateLiteral' && node.expressions.length === 0 && names.has(node.quasis[0]?.value.cooked ?? ''))
  const isKept = (node: Node | null | undefined): boolean =>
    (node?.type === 'Identifier' && kept.has(node.name)) ||
    (node?.type === 'MemberExpression' && node.property.type === 'Identifier' && kept.has(node.property.name)) ||
    (node?.type === 'ChainExpression' && isKept(node.expression))
  const result = parseSync(file, source)
  if (result.errors[0]) throw new Error(`${file}: ${result.errors[0].message}`)
  new Visitor({
    BinaryExpression: node => {
      if (/^[!=]==?$/.test(node.operator) && (isName(node.left) || isName(node.right))) take(node)
    },
    SwitchCase: node => {
      if (isName(node.test)) take({ start: node.start, end: node.test?.end ?? node.end })
    },
    CallExpression: node => {
      const { callee, arguments: given } = node
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (ASKS.includes(callee.property.name) && isName(given[0])) take(node)
    },
    // A list of names is there to be asked whether it has one.
    ArrayExpression: node => {
      if (node.elements.length > 0 && node.elements.every(isName)) take(node)
    },
    MemberExpression: node => {
      const named = node.computed
        ? isName(node.property)
        : node.property.type === 'Identifier' && names.has(node.property.name)
      if (named && isKept(node.object)) take(node)
    },
    VariableDeclarator: node => {
      if (node.id.type !== 'ObjectPattern' || !isKept(node.init)) return
      const isNamed = ({ key }: { key: Node }) => isName(key) || (key.type === 'Identifier' && names.has(key.name))
      if (node.id.properties.some(each => each.type === 'Property' && !each.computed && isNamed(each))) take(node)
    },
  }).visit(result.program)
  return found
}
