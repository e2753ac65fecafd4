/** The commands that README, CONTRIBUTING and docs name, and how each is tried: as it is written, in a small size where it has one. */
import { readdirSync, readFileSync } from 'node:fs'

/** Where people read of commands. */
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]

const COMMAND = /\bnp[mx] [^`\n|]*/g

/** Every command that a page shows in code, without what follows it on its line, and every bench there is. */
export function namedCommands(): string[] {
  const found = PAGES.flatMap(page => {
    const text = readFileSync(page, 'utf8')
    const code = [...text.matchAll(/```\w*\n([\s\S]*?)```|`([^`\n]+(?:\n[^`\n]+)?)`/g)].map(
      ([, block, word]) => block ?? word,
    )
    return code.flatMap(each => [...(each ?? '').matchAll(COMMAND)].map(([command]) => command))
  })
  const benches = readdirSync('bench')
    .filter(name => name.endsWith('.ts'))
    .filter(name => /^export async function run\b/m.test(readFileSync(`bench/${name}`, 'utf8')))
    .map(name => `npm run -s bench -- ${name.replace('.ts', '')}`)
  const alone = found.flatMap(each => each.split('&&')).map(each => each.replace(/ {2,}.*|\s#.*/, '').trim())
  return [...new Set([...alone, ...benches])].sort()
}

interface Tried {
  small?: string
  says: RegExp
}

/** Benches that are named with sizes. */
const SIZED: Record<string, Tried> = {
  'npm run -s bench -- scale 100000@200': { small: 'npm run -s bench -- scale 50@1', says: /"invitees":50/ },
  'npm run -s bench -- pages 100 5000 100000': { small: 'npm run -s bench -- pages 100 --quick', says: /"board":/ },
  'npm run -s bench -- idle 1 100 1000 5000': { small: 'npm run -s bench -- idle 1 --quick', says: /"requests":/ },
}

/** What of a command makes it small, and what it then says. A `$DATA` is the data folder of the test. */
export const TRIED: Record<string, Tried> = {
  'npm start -- --help': { says: /--data DIR/ },
  'npm run connect -- --help': { says: /--data DIR/ },
  'npm run -s simulate -- --seeds 20 --plays stand-ins,replies,door': {
    small: 'npm run -s simulate -- --seeds 1 --plays stand-ins,replies,door',
    says: /"seeds":1,/,
  },
  'npm run -s mutants': { small: 'npm run -s mutants -- --only "a claim forgets" --seasons 5', says: /1 of 1 caught/ },
  'npm run mutation -- domain/answer': {
    small: 'npm run mutation -- domain/answer/answer.ts --one-of 6',
    says: /answer\.ts: [\d.]+ % of \d+ noticed/,
  },
  'npm run -s mutation': { says: /\*\*domain, these rooms\*\*/ },
  // What no test of these comes by would be compiled all the same, to be counted.
  'npm run coverage': {
    small:
      'npm run coverage -- test/domain/keep/ids.test.ts "--coverage.exclude={functions,pages,aws,local,mail,infra,identity,templates}/**"',
    says: /^domain +\d/m,
  },
  'npm run -s soak -- --letters 20000': {
    small: 'npm run -s soak -- --letters 60',
    says: /"twice":0,"lost":0,"unlisted":0/,
  },
  'npm run -s export -- --data ./data > convoke.ndjson': {
    small: 'npm run -s export -- --data $DATA > $DATA/convoke.ndjson',
    says: /^Keep the file/m,
  },
  'npm run backup -- FILE': { small: 'npm run backup -- $DATA/copy.db --data $DATA', says: /Backed up \d+ documents/ },
  'npm run restore -- FILE': { small: 'npm run restore -- $DATA/copy.db --data $DATA', says: /Put back/ },
  ...Object.fromEntries(
    namedCommands()
      .filter(command => /^npm run -s bench -- [a-z]+$/.test(command))
      .map(command => {
        const sized = Object.entries(SIZED).find(([name]) => name.startsWith(`${command} `))?.[1]
        return [command, sized ?? { small: `${command} --quick`, says: /^\{.*\}$/m }]
      }),
  ),
  ...SIZED,
}

/** What a test of its own runs, as it is written but for how much it does: the test, and the line in it. */
export const TRIED_THERE: Record<string, { file: string; line: string }> = Object.fromEntries(
  [
    ['npm run simulate -- --seed 7', 'npm run simulate -- --seed 7'],
    ['npm run -s simulate -- --seeds 2000 --workers 2', 'npm run -s simulate -- --seeds 200 --workers 2'],
    ['npm run -s simulate -- --letters 1000000', 'npm run -s simulate -- --letters 100'],
    [
      'npm run -s simulate -- --seeds 500 --place cloud --events-lost',
      'npm run -s simulate -- --seeds 20 --place cloud --events-lost',
    ],
    ['npm run -s simulate -- --seeds 20 --real-letters', 'npm run -s simulate -- --seeds 2 --real-letters'],
    ['npm run -s soak', 'npm run -s soak -- --kills 4 --seed 11'],
    ['npm run -s soak -- --kills 200', 'npm run -s soak -- --kills 4 --seed 11'],
  ].map(([command = '', line = '']) => [
    command,
    { file: line.includes('soak') ? 'test/local/soak.test.ts' : 'test/simulation/simulation.test.ts', line },
  ]),
)

/** What is not tried here, and why. */
export const NOT_TRIED: Record<string, string> = {
  'npm ci --include=dev': 'takes away the packages that this runs by',
  'npm run backup -- /var/lib/convoke/copy.db --data /var/lib/convoke':
    'names the folder of a service; tried with another',
  'npm run proxies': 'is part of npm test',
  'npm run image': 'asks the network for packages',
  'npm ci': 'takes away the packages that this runs by',
  'npm test': 'is what runs this',
  'npm run types': 'is part of npm test',
  'npm run test:quick': 'is part of npm test',
  'npm version --no-git-tag-version': 'is for whoever makes a release',
  'npm run mutation -- domain/answer/answer.ts': 'is the small size of another',
  'npm run mutation -- domain functions mail mail/inbound': 'takes an hour; one file of it is tried',
  'npm run mutation -- functions/day --one-of 10 --part 3 --workers 1': 'takes minutes; one file of domain is tried',
  'npm run mutation -- functions/day --again': 'comes after the one before',
  'npm run coverage -- test/domain': 'one file of it is tried',
  'npm run dev': 'test/local/dev runs it, at a port and a folder of its own',
  'npm run -s unused': 'is part of npm test',
  'npm run unused': 'is part of npm test',
  'npx vitest run test/browser': 'is part of npm test',
  'npx vitest run test/domain/send/plan.test.ts': 'is part of npm test',
  'npm start': 'test/local/main starts it, at a port and a folder of its own',
  'npm run fix': 'writes into the source; npm test checks the same without writing',
  'npm run templates': 'writes into the source; npm test checks the same without writing',
  'npm run styles': 'writes into the source; npm test checks the same without writing',
  'npm run pictures': 'writes into docs, and takes fonts of the machine; test/browser draws the same pages',
  'npm run synth': 'test/infra/synth makes the stack',
  'npm run -s import -- --table TABLE --region REGION --from convoke.ndjson':
    'needs a table on AWS; test/aws/transfer brings an export into one on this machine',
  'npm run cdk -- bootstrap': 'needs an account of AWS',
  'npm run cdk -- deploy': 'needs an account of AWS',
  'npm run cdk -- destroy': 'needs an account of AWS',
  'npm run emulate': 'takes minutes and needs ministack; run it by hand after changes of the stack',
  'npm run -s connect -- --file account.json': 'needs an account at Microsoft or Google, as before',
  'npm run connect': 'needs an account at Microsoft or Google; test/local/account/connect connects one on loopback',
  'npm run connect -- --data ./data': 'needs an account at Microsoft or Google, as before',
  'npm run -s bench -- replies FILE': 'takes a table of yours; the bench without one is tried',
  'npm audit': 'asks the network',
  'npm sbom --sbom-format cyclonedx': 'is npm’s own',
}
