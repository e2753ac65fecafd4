/** The thread that works on lists: it has the documents to read, and nothing to change them by. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { ListWork } from '../../domain/list/list-import.ts'
import { failureOf } from '../../functions/keep/failure.ts'
import { listWork } from '../../functions/list/list-work.ts'
import { createReader } from '../store.ts'
import type { ListDone, ListJob } from './lists.ts'
import { packed } from './packed.ts'

const { folder } = workerData as { folder: string }
const sql = new DatabaseSync(join(folder, 'convoke.db'), { readOnly: true, timeout: 5000 })
const work = listWork({ store: createReader(sql) })

const answerTo = async ({ task, given }: ListJob): Promise<ListDone> => {
  try {
    const act = work[task] as (...values: unknown[]) => ReturnType<ListWork[typeof task]>
    const result = await act(...given)
    return { done: typeof result === 'string' ? result : packed(result) }
  } catch (error) {
    // Never what it says: that may quote the list.
    return { failed: failureOf(error) }
  }
}

parentPort?.on('message', async (job: ListJob) => parentPort?.postMessage(await answerTo(job)))
