/** What lets into the mailbox that answers are read from, in Secrets Manager: a password, or the account that was connected. */
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import { type AccountKeeper, keptAccount } from '../local/account/kept-account.ts'

export interface MailboxSecret extends AccountKeeper {
  /** Name and password, for a server that asks for them; undefined where the secret holds none. */
  password(): Promise<{ name: string; password: string } | undefined>
}

/** Milliseconds for which it is not asked again: a look into the mailbox asks for a token with each message. */
const LASTS = 30_000

const password = z.object({ name: z.string().min(1), password: z.string().min(1) })

/** The secret is asked itself, not the extension beside the function: that would answer what stood there minutes ago. */
export function openMailboxSecret(arn: string): MailboxSecret {
  const client = new SecretsManagerClient({ maxAttempts: 3 })
  let known: { mark: string; said: unknown; until: number } | undefined
  const found = async (): Promise<{ mark: string; said: unknown }> => {
    if (!known || performance.now() >= known.until) known = { ...(await ask()), until: performance.now() + LASTS }
    return known
  }
  const ask = async (): Promise<{ mark: string; said: unknown }> => {
    const { SecretString = '', VersionId = '' } = await client.send(new GetSecretValueCommand({ SecretId: arn }))
    try {
      return { mark: VersionId, said: JSON.parse(SecretString) }
    } catch {
      return { mark: VersionId, said: undefined }
    }
  }
  return {
    async look() {
      const { mark, said } = await found()
      return { mark, account: keptAccount.safeParse(said).data }
    },
    async keep(account) {
      const put = new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(account) })
      const { VersionId: mark = '' } = await client.send(put)
      known = { mark, said: account, until: performance.now() + LASTS }
      return mark
    },
    password: async () => password.safeParse((await found()).said).data,
  }
}
