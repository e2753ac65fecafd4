/** Secrets, from Secrets Manager through the extension beside the function. */
import { get } from 'node:http'

/** Of the key of every link and reply address, which is ours to make. */
const SHORTEST = 32
const PATIENCE = 5000

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
  const path = `/secretsmanager/get?secretId=${encodeURIComponent(arn)}`
  const { status, text } = await asked(port, path, env.AWS_SESSION_TOKEN ?? '')
  if (status !== 200) throw new Error(`the secret could not be read: status ${status}`)
  const { SecretString: secret } = JSON.parse(text) as { SecretString?: unknown }
  if (typeof secret !== 'string') throw new Error('the secret is no text')
  if (secret.length < shortest) throw new Error(`the secret has fewer than ${shortest} characters`)
  return secret
}

/** By Node's oldest client: to load `fetch` takes as long as all of Node's start. */
function asked(port: string, path: string, token: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, headers: { 'X-Aws-Parameters-Secrets-Token': token } }
    const request = get({ ...options, agent: false, signal: AbortSignal.timeout(PATIENCE) }, response => {
      response.on('error', reject)
      const pieces: Buffer[] = []
      response.on('data', piece => pieces.push(piece))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') }),
      )
    })
    request.on('error', reject)
  })
}
