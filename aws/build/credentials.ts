/**
 * Stands in for the SDK's chain of credential providers in the bundles: on Lambda credentials come by the environment
 * and nowhere else, so the code for profiles, single sign-on and instance metadata stays out.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  ...(process.env.AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: process.env.AWS_SESSION_TOKEN }),
})
