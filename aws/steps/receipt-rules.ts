/**
 * A step of the deployment (a custom resource of CloudFormation): makes our receipt rule set the active one where there is
 * none, and refuses in plain words where another is. It answers at the address that CloudFormation gives it.
 */
import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses'
import * as z from 'zod'
import { type RuleStep, toActivate, toRelease, type Wanted } from './active-rules.ts'

const wanted = z
  .object({ RuleSetName: z.string(), Adopted: z.string() })
  .transform(({ RuleSetName, Adopted }): Wanted => ({ name: RuleSetName, adopted: Adopted === 'true' }))

const request = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: wanted,
  OldResourceProperties: wanted.optional().catch(undefined),
})

const PATIENCE = 10_000
const NAME = 'active-receipt-rules'

export async function handler(event: unknown): Promise<void> {
  const asked = request.parse(event)
  const { ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId = NAME } = asked
  const why = await perform(asked)
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    // The address is signed for no content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({
      Status: why === undefined ? 'SUCCESS' : 'FAILED',
      ...(why === undefined ? {} : { Reason: why }),
      PhysicalResourceId,
      StackId,
      RequestId,
      LogicalResourceId,
    }),
    signal: AbortSignal.timeout(PATIENCE),
  })
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: status ${response.status}`)
}

/** Answers why not, if not. */
async function perform(asked: z.infer<typeof request>): Promise<string | undefined> {
  const client = new SESClient({ maxAttempts: 5 })
  try {
    const active = (await client.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name
    const { RequestType, ResourceProperties, OldResourceProperties } = asked
    const step: RuleStep =
      RequestType === 'Delete'
        ? toRelease(ResourceProperties, active)
        : toActivate(ResourceProperties, active, OldResourceProperties)
    if (step.do === 'refuse') return step.why
    if (step.do === 'activate') await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: step.name }))
    if (step.do === 'deactivate') await client.send(new SetActiveReceiptRuleSetCommand({}))
    return undefined
  } catch (error) {
    return `The receipt rules of SES could not be looked at or set: ${error instanceof Error ? error.name : 'unknown'}`
  } finally {
    client.destroy()
  }
}
