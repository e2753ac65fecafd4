/** Where a route changes something by itself instead of calling an act. */
import { parseSync, Visitor } from 'oxc-parser'

/** What writes documents. */
const DOCUMENTS = 'keep/documents.ts'
const WRITERS = ['change', 'create', 'write']
/** Ports, and what of them changes something. */
const PORTS: Record<string, readonly string[]> = {
  store: ['put', 'remove'],
  post: ['send', 'settle'],
  timetable: ['set', 'remove'],
  mailbox: ['keep'],
}

/** The places where a source changes a document, sends a letter or sets a schedule, as they are written. */
export function changesIn(file: string, source: string): string[] {
  const found: string[] = []
  const result = parseSync(file, source)
  if (result.errors[0]) throw new Error(`${file}: ${result.errors[0].message}`)
  for (const { moduleRequest, entries } of result.module.staticImports)
    if (moduleRequest.value.endsWith(DOCUMENTS))
      for (const { importName } of entries)
        if (importName.kind === 'NamespaceObject' || WRITERS.includes(importName.name ?? ''))
          found.push(`${file}: imports ${importName.name ?? 'all'} of ${DOCUMENTS}`)
  new Visitor({
    MemberExpression: ({ object, property, start, end }) => {
      if (object.type !== 'MemberExpression' || object.property.type !== 'Identifier') return
      if (property.type === 'Identifier' && PORTS[object.property.name]?.includes(property.name))
        found.push(`${file}: ${source.slice(start, end)}`)
    },
  }).visit(result.program)
  return found
}
