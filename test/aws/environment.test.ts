import { describe, expect, it } from 'vitest'
import { DOORS, ENVIRONMENT, EnvironmentError, NEEDS, readEnvironment } from '../../aws/environment.ts'
import { environmentOf } from './functions.ts'
import type { Services } from './services.ts'

const services = { endpoint: 'http://localhost:1' } as Services
const table = {
  table: 'convoke',
  connection: { endpoint: 'http://localhost:2', region: 'us-east-1' },
  close: async () => {},
}
const whole = (door: (typeof DOORS)[number]) => environmentOf(door, services, table)

describe('The environment of a function', () => {
  it.each(DOORS)('%s reads what the stack writes, and knows no more than it needs', door => {
    const read = readEnvironment(door, { ...whole('web'), ...whole('sweep'), ...whole(door) })
    expect(Object.keys(read).sort()).toEqual([...NEEDS[door], 'logLevel'].sort())
  })

  it('names everything that is missing or wrong at once, and no values', () => {
    const env: NodeJS.ProcessEnv = {
      ...whole('web'),
      [ENVIRONMENT.secretArn]: 'hunter2',
      [ENVIRONMENT.url]: 'https://x/',
    }
    delete env[ENVIRONMENT.table]
    const read = () => readEnvironment('web', env)
    expect(read).toThrow(EnvironmentError)
    expect(read).toThrow(
      'The function web cannot start: CONVOKE_TABLE is missing; CONVOKE_SECRET_ARN is not an ARN; ' +
        'CONVOKE_URL is not a web address without a slash at its end.',
    )
    expect(read).not.toThrow('hunter2')
  })

  it('reads conveners as a list', () => {
    const { conveners } = readEnvironment('web', {
      ...whole('web'),
      [ENVIRONMENT.conveners]: 'Ana@Example.org;@b.example',
    })
    expect(conveners).toEqual(['ana@example.org', '@b.example'])
    for (const wrong of ['', ' , ', 'ana'])
      expect(() => readEnvironment('web', { ...whole('web'), [ENVIRONMENT.conveners]: wrong })).toThrow('must list')
  })

  it('reads an instant as ISO 8601 writes it, and no day that there is not', () => {
    const told = (restoredAt: string) =>
      readEnvironment('web', { ...whole('web'), [ENVIRONMENT.restoredAt]: restoredAt })
    expect(told('2026-12-01T08:00:00Z').restoredAt).toBe('2026-12-01T08:00:00.000Z')
    expect(told('2024-02-29T23:59Z').restoredAt).toBe('2024-02-29T23:59:00.000Z')
    for (const wrong of [
      '',
      'yesterday',
      '2026-12-01',
      '2026-02-29T08:00:00Z',
      '2026-12-01T25:00:00Z',
      '2026-13-01T08:00:00Z',
    ])
      expect(() => told(wrong), wrong).toThrow('CONVOKE_RESTORED_AT is not an instant')
  })

  it('takes no empty setting', () => {
    for (const setting of ['table', 'logLevel', 'dkim', 'restoredAt', 'oidcName'] as const)
      expect(() => readEnvironment('web', { ...whole('web'), [ENVIRONMENT[setting]]: '' }), setting).toThrow(
        ENVIRONMENT[setting],
      )
  })

  it('uses no name for two settings', () => {
    expect(new Set(Object.values(ENVIRONMENT)).size).toBe(Object.keys(ENVIRONMENT).length)
  })
})
