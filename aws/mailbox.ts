/** The Mailbox port on S3. The receipt rule puts mail there itself; a rule of the bucket forgets it after 30 days. */
import {
  GetObjectCommand,
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

export function createMailbox({ bucket, prefix, connection = {} }: MailboxOptions): MessageStore {
  const client = new S3Client({
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    ...connection,
  })
  return {
    async keep(id, bytes) {
      try {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + id, Body: bytes, IfNoneMatch: '*' }))
      } catch (error) {
        // The first of that id stays.
        if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)) throw error
      }
    },
    async read(id) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + id }))
        return await Body?.transformToByteArray()
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
  }
}
