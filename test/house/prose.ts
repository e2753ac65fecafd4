/** Where source compares with a sentence: with words of more than one that no type, shape or list declares. */
import { type Node, type Program, parseSync, Visitor } from 'oxc-parser'

const ASKS = ['includes', 'has', 'indexOf', 'lastIndexOf', 'startsWith', 'endsWith', 'test']

/** A text as it is written, its gaps as blanks; undefined for what is no text. */
function textOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node?.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join('…')
  return undefined
}

/** Two words with a blank between them, one of which at least is written out. */
const isSentence = (text: string | undefined): text is string =>
  text !== undefined && /[\p{L}…]\P{L}* \P{L}*\p{L}|\p{L}\P{L}* \P{L}*…/u.test(text)

const parsed = (file: string, source: string) => {
  const result = parseSync(file, source)
  if (result.errors[0]) throw new Error(`${file}: ${result.errors[0].message}`)
  return result.program
}

/** What a file says about words: those it declares, and the sentences that go by a name of its own. */
interface Said {
  declared: Set<string>
  named: Map<string, string>
  /** Names that it gives to anything. */
  own: Set<string>
}

function saidIn(source: string, program: Program): Said {
  const declared = new Set<string>()
  const named = new Map<string, string>()
  /** How often a name is given to something: what one of two means, a name alone does not tell. */
  const given = new Map<string, number>()
  const give = (node: Node | null | undefined): void => {
    switch (node?.type) {
      case 'Identifier':
        given.set(node.name, (given.get(node.name) ?? 0) + 1)
        return
      case 'ObjectPattern':
        for (const each of node.properties) give(each.type === 'Property' ? each.value : each)
        return
      case 'ArrayPattern':
        for (const each of node.elements) give(each)
        return
      case 'AssignmentPattern':
        give(node.left)
        return
      case 'RestElement':
        give(node.argument)
    }
  }
  const wordsOf = (node: Node | null | undefined) => (node?.type === 'Identifier' ? named.get(node.name) : textOf(node))
  const lists: (Node | null | undefined)[] = []
  const isOf = (callee: Node, name: string) =>
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === name
  new Visitor({
    TSLiteralType: ({ literal }) => void lists.push(literal),
    // The names of a table, of which `keyof` makes a type.
    Property: ({ key, computed }) => {
      if (!computed && key.type === 'Literal') lists.push(key)
    },
    // A list that is a type as well: `['due', 'in doubt'] as const`.
    TSAsExpression: ({ expression, typeAnnotation }) => {
      const isConst = source.slice(typeAnnotation.start, typeAnnotation.end) === 'const'
      if (isConst && expression.type === 'ArrayExpression') lists.push(...expression.elements)
    },
    CallExpression: ({ callee, arguments: [first] }) => {
      if (isOf(callee, 'literal')) lists.push(first)
      if (isOf(callee, 'enum') && first?.type === 'ArrayExpression') lists.push(...first.elements)
    },
    VariableDeclarator: ({ id, init }) => {
      give(id)
      if (id.type !== 'Identifier') return
      const text = textOf(init) ?? (init?.type === 'ArrowFunctionExpression' ? textOf(init.body) : undefined)
      if (isSentence(text)) named.set(id.name, text)
    },
    ArrowFunctionExpression: ({ params }) => params.forEach(give),
    FunctionDeclaration: ({ params }) => params.forEach(give),
    CatchClause: ({ param }) => give(param),
  }).visit(program)
  for (const name of named.keys()) if ((given.get(name) ?? 0) > 1) named.delete(name)
  for (const node of lists) {
    const text = wordsOf(node)
    if (text !== undefined) declared.add(text)
  }
  return { declared, named, own: new Set(given.keys()) }
}

/** The comparisons of these files with sentences, as they are written. What `others` declare is declared as well. */
export function comparedWithProse(
  sources: ReadonlyMap<string, string>,
  others: ReadonlyMap<string, string> = new Map(),
): string[] {
  const read = (file: string, source: string) => {
    const program = parsed(file, source)
    return { file, source, program, ...saidIn(source, program) }
  }
  const files = [...sources].map(each => read(...each))
  const around = [...others].map(each => read(...each))
  const declared = new Set([...files, ...around].flatMap(each => [...each.declared]))
  /** Constants are what they are in every file. */
  const constants = new Map(files.flatMap(({ named }) => [...named].filter(([name]) => /^[A-Z][A-Z_]+$/.test(name))))
  const found: string[] = []
  for (const { file, source, program, named, own } of files) {
    const sentenceOf = (name: string) => named.get(name) ?? (own.has(name) ? undefined : constants.get(name))
    const take = ({ start, end }: Pick<Node, 'start' | 'end'>) =>
      found.push(`${file}: ${source.slice(start, end).replace(/\s+/g, ' ')}`)
    const isProse = (node: Node | null | undefined): boolean => {
      if (node?.type === 'CallExpression') return isProse(node.callee)
      const text = node?.type === 'Identifier' ? sentenceOf(node.name) : textOf(node)
      return isSentence(text) && !declared.has(text)
    }
    new Visitor({
      BinaryExpression: node => {
        if (/^[!=]==?$/.test(node.operator) && (isProse(node.left) || isProse(node.right))) take(node)
      },
      SwitchCase: node => {
        if (isProse(node.test)) take({ start: node.start, end: node.test?.end ?? node.end })
      },
      CallExpression: node => {
        const { callee, arguments: given } = node
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
        if (!ASKS.includes(callee.property.name)) return
        const among = callee.object.type === 'ArrayExpression' ? callee.object.elements : []
        if (isProse(given[0]) || among.some(isProse)) take(node)
      },
    }).visit(program)
  }
  return found
}
