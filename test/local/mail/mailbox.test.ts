import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../local/database.ts'
import { createMailbox } from '../../../local/mail/mailbox.ts'
import { mailboxContract } from '../../contract/mailbox.ts'

function open(now = () => '2026-01-05T16:00:00.000Z') {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-mailbox-'))
  const database = openDatabase(folder)
  return {
    mailbox: createMailbox(database, { now }),
    async close() {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

mailboxContract('The mailbox of one machine', async () => open())

it('lets go of mail after 30 days and not before', async () => {
  const { mailbox, close } = open()
  await mailbox.keep('old', Buffer.from('mail'))
  mailbox.expire('2026-02-04T16:00:00.000Z')
  expect(await mailbox.read('old')).toBeDefined()
  mailbox.expire('2026-02-04T16:00:00.001Z')
  expect(await mailbox.read('old')).toBeUndefined()
  await close()
})
