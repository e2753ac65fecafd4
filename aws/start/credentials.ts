/**
 * Who a function is to AWS: Lambda says it in the environment. In the bundles this stands in for the SDK's own way, which
 * also looks into files, single sign-on and the machine it runs on, and brings the code for each of them.
 */

/** By the name that the SDK's clients ask for. */
export const defaultProvider =
  () => async (): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }> => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = process.env
    if (!accessKeyId || !secretAccessKey) throw new Error('the environment says no credentials')
    return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) }
  }
