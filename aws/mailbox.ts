/** The Mailbox port on S3. The receipt rule puts mail there itself; a rule of the bucket forgets it after 30 days. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { MessageStore } from '../functions/keep/ports.ts'

export interface MailboxOptions {
  bucket: string
  /** Put before every id; ends in a slash. */
  prefix: string
  connection?: S3ClientConfig
}

/** Messages that are looked at side by side. */
const A_PAGE = 50

export function createMailbox({ bucket, prefix, connection = {} }: MailboxOptions): MessageStore {
  const client = new S3Client({
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    ...connection,
  })
  async function read(Key: string): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
      return await Body?.transformToByteArray()
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }

  return {
    async keep(id, bytes) {
      try {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + id, Body: bytes, IfNoneMatch: '*' }))
      } catch (error) {
        // The first of that id stays.
        if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)) throw error
      }
    },
    read: id => read(prefix + id),
    async forget(speaks) {
      let count = 0
      let next: string | undefined
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: A_PAGE, ContinuationToken: next }),
        )
        const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? [])
        await Promise.all(
          keys.map(async Key => {
            const bytes = await read(Key)
            if (!bytes || !speaks(bytes)) return
            await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
            count++
          }),
        )
        next = page.NextContinuationToken
      } while (next !== undefined)
      return count
    },
  }
}
