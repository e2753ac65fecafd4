/** The Store port on one DynamoDB table: single items, conditional writes, paged queries; never a scan. */
import { randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb'
import { fromMillis, toMillis } from '../domain/keep/time.ts'
import type { Store, Stored } from '../functions/keep/ports.ts'

type Item = Record<string, AttributeValue>

/**
 * Longer texts are deflated: writes are charged by the kilobyte, and an item may have 400 of them. What is left of the
 * first kilobyte is for the keys and the other attributes.
 */
const PLAIN = 700

const NAMES = { '#partition': 'partition', '#key': 'key' }

/** `connection` is for tests and for who wants another endpoint; on Lambda the environment says all that is needed. */
export function createStore({ table, connection = {} }: { table: string; connection?: DynamoDBClientConfig }): Store {
  const client = new DynamoDBClient({
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
    ...connection,
  })

  async function item(partition: string, key: string): Promise<Item | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(partition, key), ConsistentRead: true }),
    )
    return Item
  }

  return {
    async get(partition, key) {
      const found = await item(partition, key)
      return found && stored(found)
    },

    async put(partition, key, value, seen, expiresAt) {
      const text = JSON.stringify(value)
      if (text === undefined) throw new TypeError(`The value of ${partition}/${key} cannot be written as JSON.`)
      const version = (seen ?? 0) + 1
      const stamp = randomBytes(9).toString('base64')
      const command = new PutItemCommand({
        TableName: table,
        Item: {
          ...keyOf(partition, key),
          ...packed(text),
          version: { N: String(version) },
          stamp: { S: stamp },
          ...(expiresAt === undefined ? {} : { expiresAt: { N: String(Math.ceil(toMillis(expiresAt) / 1000)) } }),
        },
        ...seenAs(seen),
      })
      try {
        await client.send(command)
        return version
      } catch (error) {
        if (!wasConflict(error)) throw error
        // A first try may have been written and its answer lost; what the second one met is then our own stamp.
        if (!repeated(error)) return 'conflict'
        return (await item(partition, key))?.stamp?.S === stamp ? version : 'conflict'
      }
    },

    async remove(partition, key, seen) {
      try {
        await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(partition, key), ...seenAs(seen) }))
        return 'removed'
      } catch (error) {
        if (!wasConflict(error)) throw error
        // As above: what a first try removed is not there for the second.
        return repeated(error) && (await item(partition, key)) === undefined ? 'removed' : 'conflict'
      }
    },

    async list(partition, { prefix = '', after = '', limit }) {
      // The table keeps keys in the order of their UTF-8 bytes, which is that of their code points.
      const within = after !== '' && after.startsWith(prefix)
      if (after !== '' && !within && Buffer.compare(Buffer.from(after), Buffer.from(prefix)) > 0)
        return { found: [], after: undefined }
      const found: Item[] = []
      let from: Item | undefined = within ? keyOf(partition, after) : undefined
      do {
        // One more than asked for tells whether there is more, without a page that turns out empty.
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: `#partition = :partition${prefix ? ' AND begins_with(#key, :prefix)' : ''}`,
            ExpressionAttributeNames: prefix ? NAMES : { '#partition': 'partition' },
            ExpressionAttributeValues: {
              ':partition': { S: partition },
              ...(prefix ? { ':prefix': { S: prefix } } : {}),
            },
            ConsistentRead: true,
            Limit: limit + 1 - found.length,
            ...(from ? { ExclusiveStartKey: from } : {}),
          }),
        )
        found.push(...(page.Items ?? []))
        from = page.LastEvaluatedKey
      } while (from && found.length <= limit)
      const shown = found.slice(0, limit).map(stored)
      return { found: shown, after: found.length > limit ? shown.at(-1)?.key : undefined }
    },
  }
}

const keyOf = (partition: string, key: string): Item => ({ partition: { S: partition }, key: { S: key } })

const packed = (text: string): Item =>
  Buffer.byteLength(text) <= PLAIN ? { value: { S: text } } : { packed: { B: deflateRawSync(text) } }

function stored({ key, value, packed, version, expiresAt }: Item): Stored {
  const text = packed?.B ? inflateRawSync(packed.B).toString('utf8') : value?.S
  if (key?.S === undefined || text === undefined || version?.N === undefined)
    throw new Error('The table holds an item that Convoke did not write.')
  return {
    key: key.S,
    value: JSON.parse(text) as unknown,
    version: Number(version.N),
    ...(expiresAt?.N === undefined ? {} : { expiresAt: fromMillis(Number(expiresAt.N) * 1000) }),
  }
}

const seenAs = (seen: number | undefined) =>
  seen === undefined
    ? { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': 'key' } }
    : {
        ConditionExpression: '#version = :seen',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':seen': { N: String(seen) } },
      }

const wasConflict = (error: unknown): error is ConditionalCheckFailedException =>
  error instanceof ConditionalCheckFailedException

const repeated = (error: ConditionalCheckFailedException): boolean => (error.$metadata.attempts ?? 1) > 1
