/** Storage, versions and what failed, for whoever runs this Convoke. */
import { DAY, type Instant, readable, shift } from '../../domain/keep/time.ts'
import { Alert } from '../web/field.tsx'

/** What is known of the machine; sizes in bytes. */
export interface MachineView {
  convoke: string
  node: string
  zoneData: string
  schema: number | undefined
  startedAt: Instant
  storage:
    | {
        on: 'disk'
        folder: string
        database: number
        free: number
        mail: { messages: number; bytes: number }
        backedUpAt: Instant | undefined
      }
    | { on: 'aws'; table: string; bucket: string }
  troubles:
    | readonly { at: Instant; event: string; facts: Readonly<Record<string, string | number | boolean>> }[]
    | undefined
  logs: string
}

/** A backup older than this is worth a word. */
const OLD_BACKUP = 8 * DAY
/** Less room than this is worth a word: bytes. */
const LITTLE = 1024 ** 3

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB']

/** "3.4 MB", by powers of 1024. */
function sizeWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  return `${value.toLocaleString('en-US', { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 })} ${UNITS[power]}`
}

const utc = (at: Instant): string => `${readable(at, 'UTC')} UTC`

export const StoragePart = ({ machine: { storage }, now }: { machine: MachineView; now: Instant }) => {
  if (storage.on === 'aws')
    return (
      <>
        <dl class="record facts-of-machine">
          <dt>Table</dt>
          <dd class="break">{storage.table}</dd>
          <dt>Mail bucket</dt>
          <dd class="break">{storage.bucket}</dd>
        </dl>
        <p>
          The pages have no right to measure them. The AWS console shows the table’s size and its point-in-time recovery
          under DynamoDB, and the bucket’s under S3.
        </p>
      </>
    )
  const { backedUpAt, free } = storage
  const isOld = backedUpAt === undefined || backedUpAt < shift(now, -OLD_BACKUP)
  return (
    <>
      {free < LITTLE && (
        <Alert kind="error" title="The disk is nearly full">
          Nothing can be saved once it is. Free some space.
        </Alert>
      )}
      <dl class="record facts-of-machine">
        <dt>Folder</dt>
        <dd class="break">{storage.folder}</dd>
        <dt>Database</dt>
        <dd>{sizeWords(storage.database)}</dd>
        <dt>Emails as they came</dt>
        <dd>
          {storage.mail.messages.toLocaleString('en-US')}, {sizeWords(storage.mail.bytes)}, kept for 30 days
        </dd>
        <dt>Free on the disk</dt>
        <dd>{sizeWords(free)}</dd>
        <dt>Last checked backup</dt>
        <dd>{backedUpAt === undefined ? 'none that this folder knows of' : utc(backedUpAt)}</dd>
      </dl>
      {isOld && (
        <p>
          Make a backup with <code>npm run backup -- FILE</code>, every night if you can, and keep it on another
          machine.
        </p>
      )}
    </>
  )
}

export const VersionsPart = ({ machine, zones }: { machine: MachineView; zones: string | undefined }) => (
  <>
    {zones && (
      <Alert kind="warning" title="Time zones">
        {zones}
      </Alert>
    )}
    <dl class="record facts-of-machine">
      <dt>Convoke</dt>
      <dd>{machine.convoke}</dd>
      <dt>Node.js</dt>
      <dd>{machine.node}</dd>
      <dt>Time zone data</dt>
      <dd>{machine.zoneData}</dd>
      {machine.schema !== undefined && (
        <>
          <dt>Database layout</dt>
          <dd>version {machine.schema}</dd>
        </>
      )}
      <dt>Running since</dt>
      <dd>{utc(machine.startedAt)}</dd>
    </dl>
  </>
)

export const TroublesPart = ({ machine: { troubles, logs } }: { machine: MachineView }) => {
  if (troubles === undefined) return <p>Failures are in the log: {logs}.</p>
  return (
    <>
      {troubles.length === 0 ? (
        <p>Nothing has failed since Convoke was started.</p>
      ) : (
        <table class="roll">
          <caption class="usa-sr-only">What failed since Convoke was started</caption>
          <thead>
            <tr>
              <th scope="col">When (UTC)</th>
              <th scope="col">What</th>
              <th scope="col">Details</th>
            </tr>
          </thead>
          <tbody>
            {troubles.map(({ at, event, facts }) => (
              <tr>
                <td data-label="When">
                  <time datetime={at}>{at.slice(0, 19).replace('T', ' ')}</time>
                </td>
                <td data-label="What">{event}</td>
                <td data-label="Details" class="break">
                  {Object.entries(facts)
                    .map(([name, value]) => `${name}: ${value}`)
                    .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">The latest since Convoke was started. Everything before is in the log: {logs}.</p>
    </>
  )
}
