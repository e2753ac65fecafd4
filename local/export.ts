/** `npm run -s export -- --data DIR > convoke.ndjson`: everything in a data folder, to be moved elsewhere. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { exportLines, type Moved } from '../functions/keep/transfer.ts'
import { type Database, openDatabase } from './database.ts'
import { noteCommand } from './operate/command-entry.ts'
import { DataError } from './trouble.ts'

/** Every document of a data folder, in the order of its keys. */
export function* documentsOf({ sql }: Database): Generator<Moved> {
  const rows = sql.prepare('SELECT partition, key, value, expires_at FROM docs ORDER BY partition, key').iterate()
  for (const row of rows as Iterable<unknown>) {
    const { partition, key, value, expires_at } = row as Record<'partition' | 'key' | 'value', string> & {
      expires_at: string | null
    }
    yield { partition, key, value: JSON.parse(value), ...(expires_at === null ? {} : { expiresAt: expires_at }) }
  }
}

/** Writes the export line by line; what it needs besides goes to the other stream, so that it never ends up in the file. */
export function exportFolder(
  folder: string,
  write: (line: string) => void,
  say: (line: string) => void,
  at: string,
): void {
  // Opening would make an empty one, and a mistyped folder would pass for one without documents.
  if (!existsSync(join(folder, 'convoke.db')))
    throw new DataError(`There is no data of Convoke in ${folder}. Name its folder: npm run -s export -- --data DIR`)
  const database = openDatabase(folder)
  try {
    // Before, so that it stands in what leaves as well.
    noteCommand(database.sql, 'data exported', at)
    for (const line of exportLines(documentsOf(database), at)) write(`${line}\n`)
  } finally {
    database.close()
  }
  say(`Keep the file ${resolve(folder, 'secret')} with it, and as secret: it keys every link that is out.`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { data: { type: 'string' } } })
  try {
    const folder = resolve(values.data ?? 'data')
    exportFolder(
      folder,
      line => process.stdout.write(line),
      line => console.error(line),
      new Date().toISOString(),
    )
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
