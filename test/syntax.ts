/** The words that stand in source as values: what a rule about strings has to look at, comments left out. */

import { type Node, SyntaxKind } from 'typescript/unstable/ast'
import { createVirtualFileSystem } from 'typescript/unstable/fs'
import { API } from 'typescript/unstable/sync'

/** A string, a template as it is written, a pattern, or the value of an attribute. */
export interface Literal {
  file: string
  line: number
  kind: 'string' | 'template' | 'pattern'
  /** A string's value; a template or pattern as it stands in the source, its quotes included. */
  text: string
}

const KINDS: Partial<Record<SyntaxKind, Literal['kind']>> = {
  [SyntaxKind.StringLiteral]: 'string',
  [SyntaxKind.NoSubstitutionTemplateLiteral]: 'template',
  [SyntaxKind.TemplateExpression]: 'template',
  [SyntaxKind.RegularExpressionLiteral]: 'pattern',
}

const ROOT = '/source'

/** Every literal of these files, by the compiler's own reading of them; `sources` by path. */
export function literalsOf(sources: ReadonlyMap<string, string>): Literal[] {
  const files = Object.fromEntries([...sources].map(([file, text]) => [`${ROOT}/${file}`, text]))
  const compilerOptions = { noLib: true, noResolve: true, types: [], jsx: 'preserve', allowImportingTsExtensions: true }
  const config = `${ROOT}/tsconfig.json`
  const fs = createVirtualFileSystem({
    ...files,
    [config]: JSON.stringify({ compilerOptions, files: [...sources.keys()] }),
  })
  const api = new API({ cwd: ROOT, fs })
  try {
    const program = api.updateSnapshot({ openProjects: [config] }).getProject(config)?.program
    return [...sources].flatMap(([file, source]) => {
      const tree = program?.getSourceFile(`${ROOT}/${file}`)
      if (!tree) throw new Error(`${file} cannot be read as source`)
      const found: Literal[] = []
      const visit = (node: Node): void => {
        const kind = KINDS[node.kind]
        if (kind) {
          const written = source.slice(node.pos, node.end)
          const text = written.trimStart()
          const line = source.slice(0, node.end - text.length).split('\n').length
          found.push({ file, line, kind, text: kind === 'string' ? text.slice(1, -1) : text })
        }
        node.forEachChild(visit)
      }
      visit(tree)
      return found
    })
  } finally {
    api.close()
  }
}
