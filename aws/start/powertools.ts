/** What writes the lines and metrics of a function, loaded with the first of them. */
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics } from '@aws-lambda-powertools/metrics'
import { type Door, NAMESPACE, SERVICE } from '../environment.ts'

export interface Powertools {
  logger: Logger
  metrics: Metrics
}

export const openPowertools = (door: Door): Powertools => ({
  logger: new Logger({ serviceName: SERVICE, persistentKeys: { door } }),
  metrics: new Metrics({ namespace: NAMESPACE, serviceName: SERVICE }),
})
