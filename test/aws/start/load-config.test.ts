import { afterEach, expect, it, vi } from 'vitest'
import { loadConfig } from '../../../aws/start/load-config.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const NAME = 'CONVOKE_TEST_SETTING'
const selectors = (otherwise: unknown) => ({
  environmentVariableSelector: (env: NodeJS.ProcessEnv) => {
    if (env[NAME] === 'nonsense') throw new Error('nonsense')
    return env[NAME]
  },
  default: otherwise,
})

it('A setting of the SDK’s clients is what the environment says, or what holds without it', async () => {
  const without = ['east', () => 'east', async () => 'east', undefined]
  for (const otherwise of without) {
    vi.stubEnv(NAME, 'west')
    expect(await loadConfig(selectors(otherwise))()).toBe('west')
    for (const told of [undefined, 'nonsense']) {
      vi.stubEnv(NAME, told)
      expect(await loadConfig(selectors(otherwise))()).toBe(otherwise && 'east')
    }
  }
})

it('What is missing and has to be there is said when it is asked for', async () => {
  vi.stubEnv(NAME, undefined)
  const missing = loadConfig(
    selectors(() => {
      throw new Error('Region is missing')
    }),
  )
  await expect(missing()).rejects.toThrow('Region is missing')
})
