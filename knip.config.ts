/**
 * What nothing uses: files, exports, dependencies. `npm run unused` asks twice. First of everything: an export that no other file
 * imports loses its `export`. Then, `--production`, of what runs, without tests and benches: a test may reach for a part of
 * a file as a unit, but what nothing that runs has a use for goes, and its test with it.
 */
import type { KnipConfig } from 'knip'

const production = process.argv.includes('--production')

const config: KnipConfig = {
  // What stands here is started by its path: by Lambda, by cdk.json, as a thread, or in the place of another file.
  entry: [
    'aws/build/*.ts',
    'aws/doors/*.ts!',
    'aws/start/light-fetch.ts!',
    'aws/start/load-config.ts!',
    'aws/start/temporal-later.ts!',
    'aws/start/credentials.ts!',
    'aws/steps/receipt-rules.ts!',
    'bench/*.ts',
    'infra/main.ts!',
    'local/lists/thread.ts!',
    'local/main.ts!',
    'test/local/relay/mortal.ts',
    'test/local/serve/flooder.ts',
    'test/mutation/{plugin,resident}.ts',
    'test/simulation/quick/*.ts',
    // Of the scripts in package.json, those that run the product.
    ...(production ? ['aws/import.ts!', 'local/account/connect.ts!', 'local/backup.ts!', 'local/export.ts!'] : []),
  ],
  project: ['**/*.{ts,tsx}!', '!{test,bench}/**!', '!local/dev.ts!', '!**/build/**!', '!*.ts!'],
  ignoreExportsUsedInFile: production,
  // Read by their paths, for their fonts and styles; and what builds the program that runs, by a script.
  ignoreDependencies: [
    ...(production ? ['esbuild'] : []),
    '@uswds/uswds',
    /^@expo-google-fonts\//,
    /^@fontsource-variable\//,
  ],
}

export default config
