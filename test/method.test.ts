import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createApp } from '../functions/web.tsx'
import { makeWorld } from './world.ts'

const page = readFileSync('docs/method.md', 'utf8')

test('every page that docs/method.md names is a route', () => {
  const t = makeWorld()
  const routes = new Set(createApp(t.world).routes.map(({ path }) => path))
  t.close()
  const named = [...page.matchAll(/`(\/[^`…]+)`/g)].map(([, path]) => path ?? '').filter(path => path !== '/:token')
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter(path => !routes.has(path))).toEqual([])
})

test('each of the six steps has a row for each of its questions', () => {
  const steps = page.split(/^## (?=\d)/m).slice(1)
  const rows = steps.map(step => step.split(/^## /m)[0]?.match(/^\| .*\?.*\|$/gm)?.length ?? 0)
  expect(rows).toEqual([3, 3, 5, 7, 5, 4])
})
