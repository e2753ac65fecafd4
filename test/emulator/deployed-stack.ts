/** The stack as it is synthesized, deployed on the emulator by CDK's own commands. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateReceiptRuleSetCommand, SESClient } from '@aws-sdk/client-ses'
import { arnOfSecret, type Emulator } from './emulator.ts'

export const EXAMPLE = 'convoke.settings.example.json'
/** Stands for the receipt rule set, which CloudFormation makes on AWS and the emulator's cannot. */
const RULE_SET = 'convoke-rules'

export interface DeployedStack {
  outputs: Record<string, string>
  /** Names of the functions by their doors. */
  functions: Record<string, string>
  /** Ids of resources by type, for what no output names. */
  physical(type: string): string[]
}

interface Resource {
  Type: string
  Properties?: Record<string, unknown>
  DependsOn?: string | string[]
}

/** Runs a command of ours to its end; throws all it said where it fails. */
async function run(emulator: Emulator, command: readonly string[]): Promise<string> {
  const [name = '', ...rest] = command
  const child = spawn(name, rest, { env: emulator.env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      said += text
    })
  const code = await new Promise(done => child.once('close', done))
  if (code !== 0) throw new Error(`${command.join(' ')} failed:\n${said}`)
  return said
}

const CDK = 'node_modules/.bin/cdk'

export const bootstrap = (emulator: Emulator): Promise<string> =>
  run(emulator, [CDK, 'bootstrap', '-c', `settings=${EXAMPLE}`])

/** Makes the template of these settings, without what the emulator's CloudFormation does not know. */
async function synthesize(emulator: Emulator, settings: string): Promise<string> {
  const out = join(emulator.folder, 'cdk.out')
  await run(emulator, [CDK, 'synth', '--quiet', '--output', out, '-c', `settings=${settings}`])
  const file = join(out, 'Convoke.template.json')
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, Resource> }
  const gone = Object.entries(template.Resources).filter(([, { Type }]) => /^AWS::SES::ReceiptRule/.test(Type))
  for (const [id] of gone) delete template.Resources[id]
  const ids = gone.map(([id]) => id)
  for (const resource of Object.values(template.Resources))
    if (resource.DependsOn) resource.DependsOn = [resource.DependsOn].flat().filter(id => !ids.includes(id))
  // On AWS a secret's Ref is its ARN; the emulator gives its name.
  const secrets = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::SecretsManager::Secret')
  for (const [id, { Properties }] of secrets) Object.assign(Properties ?? {}, { Name: `convoke-${id}` })
  const secretIds = secrets.map(([id]) => id)
  const text = JSON.stringify(template, (_, value) => {
    if (typeof value?.Ref === 'string' && ids.includes(value.Ref)) return RULE_SET
    if (typeof value?.Ref === 'string' && secretIds.includes(value.Ref)) return arnOfSecret(`convoke-${value.Ref}`)
    // The keys of a domain, which SES makes and the emulator does not.
    const of: unknown = value?.['Fn::GetAtt']?.[1]
    return typeof of === 'string' && of.startsWith('DkimDNSToken')
      ? `${of.toLowerCase()}._domainkey.example.org`
      : value
  })
  writeFileSync(file, text)
  return out
}

/** The receipt rule set, by SES's own interface. */
export async function makeRuleSet(emulator: Emulator, name = RULE_SET): Promise<void> {
  const ses = sesOf(emulator)
  await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName: name }))
}

export const sesOf = ({ endpoint }: Emulator): SESClient =>
  new SESClient({ endpoint, region: 'us-west-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } })

/** Deploys with these settings, for the first time or again. */
export async function deploy(emulator: Emulator, settings = EXAMPLE): Promise<DeployedStack> {
  const out = await synthesize(emulator, settings)
  const file = join(emulator.folder, 'outputs.json')
  await run(emulator, [CDK, 'deploy', '--app', out, '--require-approval', 'never', '--outputs-file', file])
  const outputs = (JSON.parse(readFileSync(file, 'utf8')) as { Convoke: Record<string, string> }).Convoke
  const described = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-west-2/cloudformation/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Action: 'DescribeStackResources', StackName: 'Convoke', Version: '2010-05-15' }),
  }).then(response => response.text())
  const all = [...described.matchAll(/<member>(.*?)<\/member>/gs)].map(([, member = '']) => ({
    id: /<PhysicalResourceId>(.*?)</.exec(member)?.[1] ?? '',
    logical: /<LogicalResourceId>(.*?)</.exec(member)?.[1] ?? '',
    type: /<ResourceType>(.*?)</.exec(member)?.[1] ?? '',
  }))
  const functions = Object.fromEntries(
    ['web', 'release-wave', 'take-reply', 'note-delivery', 'sweep'].map(door => [
      door,
      all.find(
        ({ type, logical }) => type === 'AWS::Lambda::Function' && logical.startsWith(`Doors${door.replace('-', '')}`),
      )?.id ?? '',
    ]),
  )
  return { outputs, functions, physical: type => all.filter(each => each.type === type).map(({ id }) => id) }
}

/** Takes the stack down. */
export const destroy = (emulator: Emulator): Promise<string> =>
  run(emulator, [CDK, 'destroy', '--app', join(emulator.folder, 'cdk.out'), '--force'])
