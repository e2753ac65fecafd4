/** A setting that does not read. Its message says which one, what is wrong with it and how to mend it. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}
