/** `npm run -s import -- --table NAME --region REGION --from convoke.ndjson`: everything of an export, into an empty table. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  ResourceNotFoundException,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb'
import {
  awakens,
  importDocuments,
  type Moved,
  readExport,
  staysBehind,
  TransferError,
} from '../functions/keep/transfer.ts'
import { createStore } from './store.ts'

const nameOf = ({ partition, key }: { partition: string; key: string }): string => JSON.stringify([partition, key])

/** What the table holds, by name; without what the functions of a fresh stack may have written there by themselves. */
async function namesIn(table: string, connection: DynamoDBClientConfig): Promise<Set<string>> {
  const client = new DynamoDBClient(connection)
  const names = new Set<string>()
  try {
    let from: ScanCommandOutput['LastEvaluatedKey']
    do {
      const page: ScanCommandOutput = await client.send(
        new ScanCommand({
          TableName: table,
          ProjectionExpression: '#partition, #key',
          ExpressionAttributeNames: { '#partition': 'partition', '#key': 'key' },
          ConsistentRead: true,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      )
      for (const { partition, key } of page.Items ?? []) {
        const name = { partition: partition?.S ?? '', key: key?.S ?? '' }
        if (!staysBehind(name.partition)) names.add(nameOf(name))
      }
      from = page.LastEvaluatedKey
    } while (from)
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
    throw new TransferError(`There is no table ${table} here. Name the one the deployment printed, and its --region.`)
  } finally {
    client.destroy()
  }
  return names
}

/**
 * Writes an export into a table that holds nothing else, reads each document back, counts what is there, and only then
 * lets the sweep see it.
 * Can be run again where it was cut off. Throws a TransferError, before the first write, when the table holds anything
 * that is not of this export.
 */
export async function importInto(
  { table, connection = {} }: { table: string; connection?: DynamoDBClientConfig },
  documents: readonly Moved[],
): Promise<{ written: number; known: number }> {
  const ours = new Set(documents.map(nameOf))
  const others = [...(await namesIn(table, connection))].filter(name => !ours.has(name)).length
  if (others > 0)
    throw new TransferError(
      `The table ${table} holds ${others} documents that are not of this export. Import into the empty table of a new stack.`,
    )
  const store = createStore({ table, connection })
  // The new stack's sweep runs meanwhile; a list that is half there must not be written to.
  const quiet = documents.filter(({ partition }) => !awakens(partition))
  const first = await importDocuments(store, quiet)
  const there = await namesIn(table, connection)
  const lost = quiet.filter(document => !there.has(nameOf(document))).length
  if (lost > 0) throw new TransferError(`${lost} documents were written and are not there. Run the import again.`)
  const last = await importDocuments(
    store,
    documents.filter(({ partition }) => awakens(partition)),
  )
  return { written: first.written + last.written, known: first.known + last.known }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { table: { type: 'string' }, region: { type: 'string' }, from: { type: 'string' } },
  })
  try {
    if (!values.table || !values.from)
      throw new TransferError('Name all three: npm run -s import -- --table NAME --region REGION --from convoke.ndjson')
    const documents = readExport(readFileSync(values.from, 'utf8'))
    const { written, known } = await importInto(
      { table: values.table, ...(values.region ? { connection: { region: values.region } } : {}) },
      documents,
    )
    console.log(
      `${written} documents written, ${known} were there already; all ${documents.length} read back as they were.`,
    )
    console.log('Have you put the old secret in place? Without it the links in letters that are out do not work.')
  } catch (error) {
    if (!(error instanceof TransferError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
