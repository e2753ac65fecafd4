/**
 * What the SDK's clients are told beyond their code. In the bundles this stands in for the SDK's own way, which also looks into
 * files of a home that a function does not have, once for each setting.
 */

interface Selectors<T> {
  environmentVariableSelector: (env: NodeJS.ProcessEnv, options?: { signingName?: string }) => T | undefined
  default: T | (() => T | Promise<T>)
}

/** By the name that the SDK's clients ask for: what the environment says of one setting, or what holds without it. */
export function loadConfig<T>(
  { environmentVariableSelector, default: otherwise }: Selectors<T>,
  { signingName }: { signingName?: string } = {},
): () => Promise<T> {
  const options = signingName === undefined ? {} : { signingName }
  let found: Promise<T> | undefined
  const find = async () => {
    try {
      const told = environmentVariableSelector(process.env, options)
      if (told !== undefined) return told
    } catch {
      // A selector throws for what it does not understand, and the SDK goes on to the next place.
    }
    return otherwise instanceof Function ? otherwise() : otherwise
  }
  return () => {
    found ??= find()
    return found
  }
}
