/** The table as the stack makes it, on dynalite or on any endpoint that speaks DynamoDB. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'

export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not a secret' }

export interface TestTable {
  table: string
  connection: { endpoint: string; region: string; credentials?: typeof CREDENTIALS }
  close(): Promise<void>
}

/** A fresh table of the stack's shape. `CONVOKE_TEST_DYNAMODB` names another endpoint than dynalite's. */
export async function openTable(): Promise<TestTable> {
  const elsewhere = process.env.CONVOKE_TEST_DYNAMODB
  const server = elsewhere === undefined ? await listening() : undefined
  const port = (server?.address() as AddressInfo | undefined)?.port
  const connection = {
    endpoint: elsewhere ?? `http://127.0.0.1:${port}`,
    region: process.env.AWS_REGION ?? 'us-east-1',
    // AWS itself wants real ones, from the environment.
    ...(elsewhere?.includes('amazonaws.com') ? {} : { credentials: CREDENTIALS }),
  }
  const client = new DynamoDBClient(connection)
  const table = `convoke-test-${process.pid}-${Date.now()}`
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'partition', AttributeType: 'S' },
        { AttributeName: 'key', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'partition', KeyType: 'HASH' },
        { AttributeName: 'key', KeyType: 'RANGE' },
      ],
    }),
  )
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { TableName: table })
  return {
    table,
    connection,
    async close() {
      if (elsewhere) await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
      server?.closeAllConnections()
      await new Promise(done => (server ? server.close(done) : done(undefined)))
    },
  }
}

function listening(): Promise<Server> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}
