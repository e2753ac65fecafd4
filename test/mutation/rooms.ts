/** What is mutated together, and which tests hold it. */
import { globSync, readdirSync } from 'node:fs'

interface Room {
  mutate: string[]
  /** Patterns of the files of tests. */
  tests: string[]
}

const TEST = '*.test.{ts,tsx}'

/** Lists as people have them. */
const LISTS = 'test/local/workbench/list.test.ts'

/** Tests that hold a room beside those that mirror it. */
const BESIDES: Record<string, string[]> = {
  'domain/list': ['test/functions/list/{read-table,recognize-columns,spreadsheets}.test.ts', LISTS],
  // Passkeys and identity providers are proved by an authenticator and a provider of their own.
  'functions/access': ['test/identity/{lies,openid,passkeys}.test.ts'],
  'functions/list': [LISTS],
}

const within = (layer: string) =>
  readdirSync(layer, { withFileTypes: true }).flatMap(each => (each.isDirectory() ? each.name : []))

export const ROOMS: Record<string, Room> = {
  ...Object.fromEntries(
    within('domain').map((room): [string, Room] => [
      `domain/${room}`,
      {
        mutate: [`domain/${room}/**/*.ts`],
        tests: [`test/domain/${room}/**/${TEST}`, ...(BESIDES[`domain/${room}`] ?? [])],
      },
    ]),
  ),
  mail: { mutate: ['mail/*.ts'], tests: [`test/mail/${TEST}`] },
  'mail/inbound': { mutate: ['mail/inbound/**/*.ts'], tests: [`test/mail/inbound/**/${TEST}`] },
  ...Object.fromEntries(
    within('functions').map((room): [string, Room] => [
      `functions/${room}`,
      // Routes parse and render; the browser and the walks hold them. Texts are words.
      {
        mutate: [`functions/${room}/**/*.ts`, `!functions/${room}/**/texts/**`, '!**/*.routes.ts'],
        tests: [`test/functions/${room}/**/${TEST}`, ...(BESIDES[`functions/${room}`] ?? [])],
      },
    ]),
  ),
}

/** The rooms of a name: that room, or all of a layer. */
export const roomsOf = (name: string): string[] =>
  ROOMS[name] ? [name] : Object.keys(ROOMS).filter(room => room.startsWith(`${name}/`))

/** Tests put in the place of one of our parts something of their own: they need a process for themselves. */
const ALONE = /-kept\.test\.ts$/

/** What a test may take of the processor, in milliseconds: one on a world with a database takes longer than a pure one. */
export const slowIn = (room: string): number => (room.startsWith('functions/') ? 1500 : 500)

export const testsOf = (room: string): string[] =>
  globSync(ROOMS[room]?.tests ?? [])
    .filter(file => !ALONE.test(file))
    .sort()
