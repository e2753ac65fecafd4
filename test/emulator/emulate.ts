/**
 * `npm run emulate`: the stack as it is deployed, on an emulator of AWS that runs the functions' bundles, from an empty account to
 * letters, replies, news, pages, an upgrade, a restore and a take-down. Says what it did, and fails where something did not come
 * true. Where the emulator is not there it says so and does nothing.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateReceiptRuleSetCommand,
  DescribeActiveReceiptRuleSetCommand,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses'
import { bootstrap, deploy, destroy, EXAMPLE, makeRuleSet, sesOf } from './deployed-stack.ts'
import { type Emulator, findEmulator, openEmulator } from './emulator.ts'
import { openLaunch } from './launch-on-aws.ts'
import { restore } from './restored-table.ts'

const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now()
  const done = await work()
  console.log(`${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  return done
}

/** The settings of the example, with these beside them. */
function settingsWith({ folder }: Emulator, more: object): string {
  const file = join(folder, 'settings.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(EXAMPLE, 'utf8')), ...more }))
  return file
}

async function run(emulator: Emulator): Promise<void> {
  await step('The account is bootstrapped', () => bootstrap(emulator))
  await step('Where mail comes in already, the deployment is refused and says what to do', async () => {
    const ses = sesOf(emulator)
    await makeRuleSet(emulator)
    await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName: 'of-somebody-else' }))
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'of-somebody-else' }))
    await assert.rejects(deploy(emulator), /"receiptRuleSet": "of-somebody-else"/)
    const active = await ses.send(new DescribeActiveReceiptRuleSetCommand({}))
    assert.equal(active.Metadata?.Name, 'of-somebody-else')
    await destroy(emulator)
    await ses.send(new SetActiveReceiptRuleSetCommand({}))
  })
  const stack = await step('The stack is deployed', () => deploy(emulator))
  const active = await sesOf(emulator).send(new DescribeActiveReceiptRuleSetCommand({}))
  assert.equal(active.Metadata?.Name, 'convoke-rules')

  const launch = await openLaunch(emulator, stack)
  await step('A convener signs in by a link in an email', () => launch.signIn())
  await step('A schedule fires, and everybody gets their email once', () => launch.sendInvitations())
  await step('Invitees open their page and answer', () => launch.answerByPage())
  await step('A calendar’s answer comes in by mail', () => launch.answerByMail())
  await step('News of emails arrives: delivered, bounced, complained of, and one that cannot be read', () =>
    launch.hearNews(),
  )
  await step('A sweep pauses what does harm, and tells the convener', () => launch.sweep())

  const again = await step('The stack is deployed again without changes, and keeps everything', () => deploy(emulator))
  assert.deepEqual(again.outputs, stack.outputs)
  await step('The board shows what came in', () => launch.board())

  await step('The table is restored, and the functions work on the restored one', async () => {
    const settings = settingsWith(emulator, await restore(emulator, again.outputs.Table ?? ''))
    const restored = await deploy(emulator, settings)
    assert.equal(restored.outputs.Table, 'convoke-restored')
    await launch.board()
  })
  await step('The stack is taken down, and its table stays', async () => {
    await destroy(emulator)
    const tables = (await emulator.ask('dynamodb', 'DynamoDB_20120810.ListTables', {})).TableNames as string[]
    assert.ok(tables.includes(stack.outputs.Table ?? '') && tables.includes('convoke-restored'))
    const gone = await sesOf(emulator).send(new DescribeActiveReceiptRuleSetCommand({}))
    assert.equal(gone.Metadata, undefined)
  })
}

const command = findEmulator()
if (command === undefined)
  console.log(
    'Nothing was tried: the emulator is not here. It is ministack, a program in Python: python3 -m pip install ministack, ' +
      'and either put it on the path or name it, MINISTACK=/…/ministack npm run emulate',
  )
else {
  const emulator = await openEmulator(command)
  try {
    await run(emulator)
    console.log('All of it came true.')
  } catch (error) {
    console.error(error)
    console.error(readFileSync(join(emulator.folder, 'emulator.log'), 'utf8').split('\n').slice(-40).join('\n'))
    process.exitCode = 1
  } finally {
    await emulator.close()
  }
}
