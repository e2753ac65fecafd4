/** Secrets, from Secrets Manager through the extension beside the function. */
import * as z from 'zod'

/** Of the key of every link and reply address, which is ours to make. */
const SHORTEST = 32
const PATIENCE = 5000

const answer = z.object({ SecretString: z.string() })

/**
 * Reads the secret's current value. Call it inside an invocation: the extension does not answer while the function
 * starts. Throws, without any value, when it cannot be read or is too short to be one.
 */
export async function readSecret(
  arn: string,
  env: Readonly<Record<string, string | undefined>>,
  shortest = SHORTEST,
): Promise<string> {
  const port = env.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ?? '2773'
  const response = await fetch(`http://localhost:${port}/secretsmanager/get?secretId=${encodeURIComponent(arn)}`, {
    headers: { 'X-Aws-Parameters-Secrets-Token': env.AWS_SESSION_TOKEN ?? '' },
    signal: AbortSignal.timeout(PATIENCE),
  })
  if (!response.ok) throw new Error(`the secret could not be read: status ${response.status}`)
  const { SecretString: secret } = answer.parse(await response.json())
  if (secret.length < shortest) throw new Error(`the secret has fewer than ${shortest} characters`)
  return secret
}
