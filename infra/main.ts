/** The CDK app: `npm run cdk -- deploy` deploys one Convoke with the settings in convoke.settings.json. */
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { acknowledge } from './acknowledged.ts'
import { readSettingsFile, SETTINGS_FILE, StackSettingsError } from './settings.ts'
import { ConvokeStack } from './stack.ts'

const app = new App()
try {
  const file: unknown = app.node.tryGetContext('settings')
  const settings = readSettingsFile(typeof file === 'string' ? file : SETTINGS_FILE)
  const stack = new ConvokeStack(app, 'Convoke', { settings })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  acknowledge(stack)
} catch (error) {
  if (!(error instanceof StackSettingsError)) throw error
  console.error(error.message)
  process.exit(1)
}
