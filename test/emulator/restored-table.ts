/** A table brought back to an earlier second, by the steps of docs/operator.md. */
import type { Emulator } from './emulator.ts'

const TARGET = 'convoke-restored'

/** Restores `table` as of now, protects it as the stack's own is, and answers the settings that lead there. */
export async function restore(emulator: Emulator, table: string): Promise<{ table: string; restoredAt: string }> {
  const dynamo = (action: string, body: object) => emulator.ask('dynamodb', `DynamoDB_20120810.${action}`, body)
  await dynamo('RestoreTableToPointInTime', {
    SourceTableName: table,
    TargetTableName: TARGET,
    UseLatestRestorableTime: true,
  })
  for (;;) {
    const { Table } = (await dynamo('DescribeTable', { TableName: TARGET })) as { Table: { TableStatus: string } }
    if (Table.TableStatus === 'ACTIVE') break
    await new Promise(done => setTimeout(done, 200))
  }
  await dynamo('UpdateContinuousBackups', {
    TableName: TARGET,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  })
  await dynamo('UpdateTimeToLive', {
    TableName: TARGET,
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
  })
  await dynamo('UpdateTable', { TableName: TARGET, DeletionProtectionEnabled: true })
  return { table: TARGET, restoredAt: new Date().toISOString() }
}
