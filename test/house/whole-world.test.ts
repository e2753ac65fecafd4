/** An act asks for the ports it uses, so that the compiler proves what each door needs. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { wholeWorldsIn } from './whole-world.ts'

/** Doors have all there is, or put the rooms of one together. */
const DOORS = ['functions/web.tsx', 'functions/guests.ts', 'functions/public.tsx']
const ACTS = globSync('functions/**/*.{ts,tsx}').filter(
  file => !/\.routes\.tsx?$/.test(file) && !DOORS.includes(file) && file !== 'functions/keep/ports.ts',
)

describe('acts', () => {
  test('ask for the ports they use, and never for the whole world', () => {
    expect(ACTS.length).toBeGreaterThan(90)
    expect(ACTS.flatMap(file => wholeWorldsIn(file, readFileSync(file, 'utf8')))).toEqual([])
  })

  test.each([
    ['export const act = async (world: World) => {}'],
    ['export async function act(id: string, world: Readonly<World>): Promise<void> {}'],
    ['interface Case { world: World }'],
    ['interface More extends World { id: string }'],
    ['const AT_ONCE: Follow<World> = {}'],
    ['type Act = (world: World & { id: string }) => Promise<void>'],
  ])('are found where they do: %s', source => {
    expect(wholeWorldsIn('functions/day/x.ts', source)).toEqual(['functions/day/x.ts:1'])
  })

  test('may ask for parts of it', () => {
    const source = "const act = (world: Keeps & Pick<World, 'names' | 'post'>, more: ReadOnlyWorld) => {}"
    expect(wholeWorldsIn('functions/day/x.ts', source)).toEqual([])
  })
})
