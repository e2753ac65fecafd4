/** Real proxies in front of a started Convoke, as they are when nobody has configured more than where to pass requests on to. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const FRONTS = ['nginx', 'Caddy'] as const
export type Front = (typeof FRONTS)[number]

/** Whether a program can be run on this machine. */
export const isInstalled = (front: Front): boolean =>
  spawnSync(front.toLowerCase(), [front === 'nginx' ? '-v' : 'version']).status === 0

export interface Standing {
  url: string
  stop(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise(done => server.close(done))
  return port
}

/** `more`: lines beside `proxy_pass` or `reverse_proxy`. */
const nginxConfig = (folder: string, port: number, to: number, more: string): string => `
pid ${folder}/nginx.pid;
error_log stderr error;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(each => `${each}_temp_path ${folder}/${each};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://127.0.0.1:${to}; ${more} }
  }
}`
const caddyConfig = (port: number, to: number): string =>
  `{\n  admin off\n}\nhttp://127.0.0.1:${port} {\n  reverse_proxy 127.0.0.1:${to}\n}\n`

/** Puts a proxy of that kind before the port `to`; comes back once it passes requests on. */
export async function putInFront(front: Front, to: number, more = ''): Promise<Standing> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-front-'))
  const port = await freePort()
  const config = join(folder, 'config')
  writeFileSync(config, front === 'nginx' ? nginxConfig(folder, port, to, more) : caddyConfig(port, to))
  const args =
    front === 'nginx'
      ? ['-p', folder, '-c', config, '-g', 'daemon off; master_process off;']
      : ['run', '--config', config, '--adapter', 'caddyfile']
  const child: ChildProcess = spawn(front.toLowerCase(), args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  })
  let said = ''
  child.stderr?.on('data', piece => {
    said += piece
  })
  const url = `http://127.0.0.1:${port}`
  const isUp = () =>
    fetch(url).then(
      async answer => (await answer.text()).length > 0 && answer.ok,
      () => false,
    )
  for (const end = Date.now() + 20_000; !(await isUp()); await new Promise(done => setTimeout(done, 50)))
    if (Date.now() > end || child.exitCode !== null) throw new Error(`${front} did not come up: ${said.slice(0, 2000)}`)
  return {
    url,
    async stop() {
      const ended = new Promise(done => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
