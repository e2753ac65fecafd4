/** Who signs people in for an organization, by what the environment says. Only the pages have it. */
import type { World } from '../functions/keep/ports.ts'
import { readOpenId } from '../identity/openid-settings.ts'
import { createVoucherLater } from '../identity/voucher.ts'
import { EnvironmentError } from './environment.ts'
import { readSecret } from './secret.ts'
import type { GivenTo } from './world.ts'

/** People sign in with their organization's account, where the operator named who vouches for them. */
export function vouching({ told, env, telemetry }: GivenTo<'web'>): Pick<World, 'voucher'> {
  const read = readOpenId(told)
  if ('wrong' in read) throw new EnvironmentError(`The function web cannot start: ${read.name} ${read.wrong}.`)
  const arn = told.oidcSecretArn
  if (read.settings === undefined) return {}
  if (arn === undefined)
    throw new EnvironmentError('The function web cannot start: the secret of its provider is not named.')
  return { voucher: createVoucherLater(read.settings, () => readSecret(arn, env, 1), telemetry.log) }
}
