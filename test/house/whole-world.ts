/** Where the whole world is asked for, instead of the ports that are used. */
import { parseSync, Visitor } from 'oxc-parser'

/** The places where a source asks for a whole `World`, by their lines. A part of it is `Pick<World, …>`. */
export function wholeWorldsIn(file: string, source: string): string[] {
  const result = parseSync(file, source)
  if (result.errors[0]) throw new Error(`${file}: ${result.errors[0].message}`)
  const parts = new Set<number>()
  const found: number[] = []
  new Visitor({
    TSTypeReference({ typeName, typeArguments, start }) {
      if (typeName.type !== 'Identifier') return
      const [of] = typeArguments?.params ?? []
      if (typeName.name === 'Pick' && of) parts.add(of.start)
      if (typeName.name === 'World' && !parts.has(start)) found.push(start)
    },
    TSInterfaceHeritage({ expression, start }) {
      if (expression.type === 'Identifier' && expression.name === 'World') found.push(start)
    },
  }).visit(result.program)
  return found.map(at => `${file}:${source.slice(0, at).split('\n').length}`)
}
