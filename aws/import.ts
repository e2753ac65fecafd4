/** `npm run -s import -- --table NAME --from convoke.ndjson`: everything of an export, into an empty table. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { importDocuments, readExport, TransferError } from '../functions/transfer.ts'
import { createStore } from './store.ts'

const { values } = parseArgs({ options: { table: { type: 'string' }, from: { type: 'string' } } })
try {
  if (!values.table || !values.from)
    throw new TransferError('Name both: npm run -s import -- --table NAME --from convoke.ndjson')
  const documents = readExport(readFileSync(values.from, 'utf8'))
  const { written, known } = await importDocuments(createStore({ table: values.table }), documents)
  console.log(
    `${written} documents written, ${known} were there already; all ${documents.length} read back as they were.`,
  )
} catch (error) {
  if (!(error instanceof TransferError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
