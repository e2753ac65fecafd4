/** What the files of the house import and export, read by a parser: no way of writing it goes unseen. */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Expression, parseSync, Visitor } from 'oxc-parser'

interface Imports {
  /** Files of ours, by path. */
  files: string[]
  /** Packages, by the name that stands in the import. */
  packages: string[]
  /** Names that are not written out, so that nobody can tell what they are: the code that puts them together. */
  untold: string[]
}

const read = new Map<string, Imports>()

/** What a file imports, types included. */
export function importsOf(file: string): Imports {
  const known = read.get(file) ?? importsIn(file, readFileSync(file, 'utf8'))
  read.set(file, known)
  return known
}

/** What a source imports that stands at a path. */
export function importsIn(file: string, source: string): Imports {
  const result = parsed(file, source)
  const { module } = result
  const exported = module.staticExports.flatMap(each => each.entries.flatMap(entry => entry.moduleRequest ?? []))
  const names = [...module.staticImports.map(each => each.moduleRequest), ...exported].map(each => each.value)
  const untold: string[] = []
  const take = (name: Expression) => {
    if (name.type === 'Literal' && typeof name.value === 'string') names.push(name.value)
    else untold.push(source.slice(name.start, name.end))
  }
  // What follows needs the whole tree, which takes ten times as long and is rarely there.
  if (/\b(?:import|require)\s*(?:\(|\/[*/])/.test(source))
    new Visitor({
      ImportExpression: node => take(node.source),
      TSImportType: node => take(node.source),
      TSExternalModuleReference: node => take(node.expression),
      CallExpression: node => {
        const [name] = node.arguments
        const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require'
        if (isRequire && name && name.type !== 'SpreadElement') take(name)
      },
    }).visit(result.program)
  const isOurs = (name: string) => name.startsWith('.')
  return {
    files: names.filter(isOurs).map(name => normalize(join(dirname(file), name))),
    packages: names.filter(name => !isOurs(name)),
    untold,
  }
}

/** The names that a source declares and exports, types included; what it passes on from others is theirs. */
export function exportsOf(file: string, source = readFileSync(file, 'utf8')): string[] {
  const entries = parsed(file, source).module.staticExports.flatMap(each => each.entries)
  return [...new Set(entries.filter(each => !each.moduleRequest).map(each => each.exportName.name ?? 'default'))]
}

function parsed(file: string, source: string) {
  const result = parseSync(file, source)
  if (result.errors[0]) throw new Error(`${file}: ${result.errors[0].message}`)
  return result
}
