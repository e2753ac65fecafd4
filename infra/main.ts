/** The CDK app: `npx cdk deploy` deploys one Convoke with the settings in cdk.json. */
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { acknowledge } from './acknowledged.ts'
import { readStackSettings, StackSettingsError } from './settings.ts'
import { ConvokeStack } from './stack.ts'

const app = new App()
try {
  const stack = new ConvokeStack(app, 'Convoke', { settings: readStackSettings(app.node.tryGetContext('convoke')) })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  acknowledge(stack)
} catch (error) {
  if (!(error instanceof StackSettingsError)) throw error
  console.error(error.message)
  process.exit(1)
}
