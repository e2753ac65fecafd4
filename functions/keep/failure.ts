/** A failure of ours as a log may hold it: what kind it is and where it happened, never what it says. */
export interface Failure extends Record<string, string> {
  kind: string
  where: string
}

/** Messages of errors may quote what somebody wrote: a name that is no date, a letter that is no JSON. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: typeof error, where: '' }
  const stack = error.stack ?? ''
  const said = stack.indexOf(error.message) + error.message.length
  return { kind: error.name, where: /\n\s+at (.{1,200})/.exec(stack.slice(said))?.[1] ?? '' }
}
