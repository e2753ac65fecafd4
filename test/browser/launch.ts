/** One Chromium for all tests in a browser, or a sentence that says why there is none. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserServer, type LaunchOptions, chromium as playwright } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser listens, or why there is none. */
    browser: { endpoint: string; missing?: undefined } | { endpoint?: undefined; missing: string }
  }
}

/** Letters and pages need neither graphics nor, in a container without user namespaces, a sandbox: all pages are ours. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none']

/** Vitest calls it before the first test in a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await launch()
  if (typeof server !== 'string') {
    project.provide('browser', { endpoint: server.wsEndpoint() })
    return () => server.close()
  }
  console.warn(`\nTests in a browser are skipped: ${server}\n`)
  project.provide('browser', { missing: server })
  return async () => undefined
}

/** The Chromium that npm brought on Linux x64, an installed Chrome or Edge elsewhere; otherwise why neither starts. */
export async function launch(): Promise<BrowserServer | string> {
  const problems: string[] = []
  for (const options of await choices()) {
    try {
      return await playwright.launchServer({ args: ARGS, ...options })
    } catch (error) {
      problems.push(reasonOf(error))
    }
  }
  return `no browser starts here (${[...new Set(problems)].join('; ')}). Install Google Chrome and run the tests again.`
}

/** What says most in a page of output: the line that names a missing library, or the first. */
const reasonOf = (error: unknown): string => {
  const lines = String(error).split('\n')
  return (lines.find(line => line.includes('error while loading')) ?? lines[0] ?? '').replace(/^Error: /, '').trim()
}

async function choices(): Promise<LaunchOptions[]> {
  const installed: LaunchOptions[] = [{ channel: 'chrome' }, { channel: 'msedge' }]
  if (process.platform !== 'linux' || process.arch !== 'x64') return installed
  const folder = await unpacked()
  const executablePath = join(folder, 'chromium')
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') } as Record<string, string>
  return [
    { executablePath, env },
    // A machine without a desktop lacks libraries that travel with this Chromium.
    { executablePath, env: { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } },
    ...installed,
  ]
}

/**
 * The folder with Chromium, its fonts and libraries, unpacked once beside the packages. The package unpacks into the
 * folder for temporary files, file by file; under a name of its own first, it is never found half done.
 */
async function unpacked(): Promise<string> {
  const cache = join(process.cwd(), 'node_modules', '.cache')
  const folder = join(cache, 'chromium')
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(join(cache, 'chromium-'))
  const before = { ...process.env }
  // Told that it runs on Amazon Linux, the package unpacks the libraries as well.
  Object.assign(process.env, { TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' })
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
  writeFileSync(join(fresh, 'fonts.conf'), fontsOf(join(folder, 'fonts')))
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Another run was faster.
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The machine's fonts, and one that is there on a machine without any. */
const fontsOf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}</dir>
</fontconfig>
`
