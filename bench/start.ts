/**
 * How long each Lambda function takes to start, as a multiple of one that does nothing: a fresh Node reads the bundle,
 * runs it to the end of its imports, and exits. Beside them stand the parts that no function of ours can be without, each
 * by itself, which is what bounds the rest.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundle, options } from '../aws/build/bundle.ts'

const ROUNDS = 25
const EMPTY = 'an empty handler'

/** What stands beside the functions, smallest first. */
const PARTS: Record<string, string> = {
  [EMPTY]: 'export const handler = async () => {}',
  "Node's own modules for HTTPS": `import 'node:https'; import 'node:crypto'; import 'node:zlib'; import 'node:stream'`,
  'the SDK, its DynamoDB client alone': `
    import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
    export const all = [DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand]`,
  'our documents and their schemas': `export * from './functions/documents.ts'`,
}

interface Started {
  name: string
  file: string
  kilobytes: number | undefined
  millis: number[]
}

export async function run(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-start-'))
  try {
    const parts = await Promise.all(
      Object.entries(PARTS).map(async ([name, contents], n): Promise<Started> => {
        const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' as const }
        await build({ ...options(`${folder}/${n}`, true), stdin, entryNames: 'index' })
        return { name, file: `${folder}/${n}/index.mjs`, kilobytes: undefined, millis: [] }
      }),
    )
    const doors = (await bundle(folder)).map(
      ({ door, file, size }): Started => ({ name: door, file, kilobytes: size / 1000, millis: [] }),
    )
    const all = [...parts, ...doors]
    // Side by side in each round: a machine that is slow for a while is slow for all of them.
    for (let round = 0; round <= ROUNDS; round++)
      for (const each of all) {
        const took = start(each.file)
        // The first round fills the caches of the disk.
        if (round > 0) each.millis.push(took)
      }
    const empty = median(parts[0]?.millis ?? [])
    const ratioOf = ({ millis }: Started) => median(millis) / empty
    for (const each of all) {
      const size = each.kilobytes === undefined ? '' : `  ${each.kilobytes.toFixed(0)} KB`
      console.log(
        `${each.name.padEnd(36)} ${median(each.millis).toFixed(1).padStart(6)} ms  ${ratioOf(each).toFixed(2)} times${size}`,
      )
    }
    const sdk = parts.find(({ name }) => name.startsWith('the SDK')) as Started
    const schemas = parts.find(({ name }) => name.startsWith('our documents')) as Started
    console.log(
      `The SDK alone takes ${ratioOf(sdk).toFixed(2)} times an empty handler, and the schemas of our documents ${ratioOf(schemas).toFixed(2)}: together they are most of what every function adds.`,
    )
    const ratios = Object.fromEntries(doors.map(each => [each.name, rounded(ratioOf(each))]))
    return {
      bench: 'start',
      empty_ms: rounded(empty),
      sdk_alone: rounded(ratioOf(sdk)),
      schemas_alone: rounded(ratioOf(schemas)),
      ratios,
      bound_by: 'the SDK and the schemas',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds of one start, with what Lambda is told by the stack. */
function start(file: string): number {
  const begun = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [file], { env: { NODE_OPTIONS: '--enable-source-maps' } })
  if (status !== 0) throw new Error(`the bundle does not start: ${stderr}`)
  return performance.now() - begun
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0
const rounded = (number: number): number => Math.round(number * 100) / 100
