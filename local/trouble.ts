/** What can go wrong with the data folder, in words for whoever started Convoke. */

/** A failure that a person can mend: its message says what happened, where, and what to do. */
export class DataError extends Error {
  override name = 'DataError'
}

/** SQLite's result codes (sqlite.org/rescode.html) that have a cause outside this program. */
const SQLITE = { BUSY: 5, LOCKED: 6, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 }

export const damaged = (folder: string, cause?: unknown): DataError =>
  new DataError(
    `The database in ${folder} is damaged. Nothing was sent. Keep a copy of the folder as it is, check the disk, and put back the ` +
      'last backup: npm run restore -- FILE',
    { cause },
  )

/** The same failure in words where its cause is known, and unchanged where it is not. */
export function inWords(error: unknown, folder: string): Error {
  if (error instanceof DataError) return error
  const { errcode, code, message } = error as { errcode?: number; code?: string; message?: string }
  const say = (text: string) => new DataError(text, { cause: error })
  // The low byte is the primary code; the rest only refines it.
  switch (errcode === undefined ? code : errcode & 0xff) {
    case SQLITE.FULL:
    case 'ENOSPC':
      return say(`The disk that holds ${folder} is full. Nothing was saved. Free some space and try again.`)
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return say(
        `Convoke cannot write to the data folder ${folder}. ` +
          'Make it a folder that you own and may write to, or name another one with --data DIR.',
      )
    case SQLITE.BUSY:
    case SQLITE.LOCKED:
      return say(`Another program is using the database in ${folder}. Close it and try again.`)
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return damaged(folder, error)
    case SQLITE.IOERR:
      return say(`The disk that holds ${folder} could not be read or written. Check the disk, then start again.`)
    default:
      return error instanceof Error ? error : new Error(message ?? String(error))
  }
}
