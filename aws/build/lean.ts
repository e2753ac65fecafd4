/** What packages bring and no function needs: each is taken out on purpose, with its reason. */
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Loader, Plugin } from 'esbuild'
import { sharedFrames } from './shared-text.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A module of ours stands in for what is asked for by `path` from within a package. */
const STAND_INS: readonly { path: RegExp; within: string; by: string }[] = [
  // On Lambda credentials come by the environment alone.
  { path: /^@aws-sdk\/credential-provider-node$/, within: '/@aws-sdk/', by: 'credentials.ts' },
  // Every part of our letters names its type itself.
  { path: /\/mime-types\.js$/, within: '/nodemailer/', by: 'mime-types.ts' },
  { path: /^@smithy\/core\/event-streams$/, within: '/node_modules/', by: 'event-streams.ts' },
  // `mail/calendar.ts` gives only what was parsed and cleaned, typed as the composer of entries wants it.
  { path: /^\.\.\/schema$/, within: '/ics/', by: 'calendar-schema.ts' },
]

/** Parts of packages that are never come to: an empty module stands there, and a call of one of its `names` would throw. */
const NEVER: readonly { path: RegExp; within: string; names?: readonly string[] }[] = [
  // The tracer opens segments: it patches no other SDK, knows no servers or databases, and Lambda samples for it.
  { path: /\/patchers\/(aws_p|aws3_p|http_p|promise_p)$/, within: '/aws-xray-sdk-core/' },
  { path: /\/plugins\/(ec2_plugin|ecs_plugin|elastic_beanstalk_plugin)$/, within: '/aws-xray-sdk-core/' },
  { path: /\/(database\/sql_data|attributes\/aws|sampling\/default_sampler)$/, within: '/aws-xray-sdk-core/' },
  // Functions run in no browser.
  { path: /^bowser$/, within: '/@aws-sdk/' },
  // No part of a letter is fetched from an address.
  { path: /\/fetch\/index\.js$/, within: '/nodemailer/', names: ['default'] },
  // The faces of printed pages are not packed in the way of browsers.
  { path: /^brotli\/decompress/, within: '/fontkit/', names: ['default'] },
  // Nothing asks for a schema as JSON Schema.
  { path: /\/json-schema-processors\.js$/, within: '/zod/', names: ['allProcessors', 'toJSONSchema'] },
  {
    path: /\/to-json-schema\.js$/,
    within: '/zod/',
    names: [
      'createStandardJSONSchemaMethod',
      'createToJSONSchemaMethod',
      'extractDefs',
      'finalize',
      'initializeContext',
      'processSchema',
    ],
  },
]

/** What functions without a Post never come to: they leave what is due to those that have one. */
const QUIET: typeof NEVER = [
  { path: /\/letters\.ts$/, within: '/functions/', names: ['thanksComposer'] },
  { path: /\/set-letter\.ts$/, within: '/functions/', names: ['setLetter'] },
]

const BUILTIN = new RegExp(`^(node:.+|${builtinModules.join('|')})$`)

/** `quiet`: the function sends no letters. */
export const lean = ({ quiet }: { quiet: boolean }): Plugin => ({
  name: 'lean',
  setup({ onResolve, onLoad }) {
    for (const { path, within, by } of STAND_INS)
      onResolve({ filter: path }, ({ importer }) => (importer.includes(within) ? { path: HERE + by } : undefined))
    for (const { path, within, names = [] } of quiet ? [...NEVER, ...QUIET] : NEVER)
      onResolve({ filter: path }, ({ importer }) =>
        importer.includes(within)
          ? { path: ['never', ...names].join('-'), namespace: 'never', pluginData: names }
          : undefined,
      )
    onLoad({ filter: /.*/, namespace: 'never' }, ({ pluginData }) => ({
      contents: (pluginData as string[]).map(absent).join('\n'),
    }))
    // An import statement asks each of Node's modules for all it exports, and `http` loads a second HTTP client for that.
    onResolve({ filter: BUILTIN }, ({ path }) => ({ path: path.replace(/^node:/, ''), namespace: 'builtin' }))
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }))
    // What does not parse is told to people in our words, and to the log in English.
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, resolveDir }) =>
      importer.includes('/zod/') ? { path: resolveDir, namespace: 'english' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'english' }, () => ({
      contents: `export { default as en } from 'zod/v4/locales/en.js'`,
      resolveDir: ROOT,
    }))
    onLoad({ filter: /\/@aws-sdk\/client-[a-z0-9]+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path }) => ({
      contents: removable(readFileSync(path, 'utf8')),
      loader: 'js',
    }))
    // Of what a package says of itself it tells its name and version.
    onLoad({ filter: /\/node_modules\/@?[a-z0-9/-]+\/package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8'))
      return { contents: JSON.stringify({ name, version }), loader: 'json' }
    })
    onLoad({ filter: /\/templates\/compiled\/frames\.ts$/ }, async ({ path }) => {
      const { frames } = await import(pathToFileURL(path).href)
      return { contents: sharedFrames(frames), loader: 'js' }
    })
    onLoad({ filter: /\.tsx?$/ }, ({ path }) =>
      path.startsWith(ROOT) && !path.includes('/node_modules/')
        ? { contents: namespaced(readFileSync(path, 'utf8')), loader: path.slice(path.lastIndexOf('.') + 1) as Loader }
        : undefined,
    )
  },
})

const absent = (name: string): string =>
  `${name === 'default' ? 'export default' : `export const ${name} =`} () => { throw new Error('left out of this bundle') }`

/**
 * A client describes every operation of its service in constants with computed keys, which a bundler dares not leave
 * out. None of them does anything when it is made: those that no command of ours leads to go.
 */
const removable = (schemas: string): string =>
  schemas.replace(/^(export )?(var|const) ([\w$]+) = (\[[\s\S]*?\]);$/gm, '$1$2 $3 = /* @__PURE__ */ (() => $4)();')

/** The same names; only of a namespace that is imported as one does the bundler leave out what is not used. */
const namespaced = (source: string): string => source.replace("import { z } from 'zod'", "import * as z from 'zod'")
