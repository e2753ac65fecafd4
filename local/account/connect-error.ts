/** An account could not be connected. Its message says why and what to do. */
export class ConnectError extends Error {
  override name = 'ConnectError'
}
