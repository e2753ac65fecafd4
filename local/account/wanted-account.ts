/** Which account at Microsoft or Google is wanted, as the environment says. */
import { SettingsError } from '../settings-error.ts'
import { google, isMicrosoftCloud, type MailService, microsoft } from './providers.ts'

/** `value` answers a variable, or undefined where it is not set. Throws a SettingsError. */
export function readMailService(value: (name: string) => string | undefined): MailService | undefined {
  const name = value('CONVOKE_MAIL')?.toLowerCase()
  if (name === undefined) return undefined
  if (name !== 'microsoft' && name !== 'google')
    throw new SettingsError(`CONVOKE_MAIL "${name}" is neither microsoft nor google.`)
  const must = (variable: string, what: string): string => {
    const text = value(variable)
    if (text !== undefined && /^[\w.~-]{1,200}$/.test(text)) return text
    throw new SettingsError(
      `${variable} ${text === undefined ? 'is missing' : 'isn’t valid'}. ` +
        `CONVOKE_MAIL is ${name}, so set it to ${what}; docs/mail.md says where it stands.`,
    )
  }
  if (name === 'google')
    return google(
      must('CONVOKE_MAIL_CLIENT', 'the client ID of the desktop app'),
      must('CONVOKE_MAIL_SECRET', 'its client secret'),
    )
  const client = must('CONVOKE_MAIL_CLIENT', 'the application (client) ID of the app registration')
  const tenant = value('CONVOKE_MAIL_TENANT') ?? 'organizations'
  if (!/^[a-z0-9][a-z0-9.-]{0,100}$/i.test(tenant))
    throw new SettingsError(
      `CONVOKE_MAIL_TENANT "${tenant}" is no directory; give its id, or its domain such as example.org.`,
    )
  const cloud = value('CONVOKE_MAIL_CLOUD') ?? 'world'
  if (!isMicrosoftCloud(cloud))
    throw new SettingsError(`CONVOKE_MAIL_CLOUD "${cloud}" is neither world nor us-government.`)
  return microsoft(client, tenant, cloud)
}
