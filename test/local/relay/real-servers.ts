/** Mail servers that people run, each with a folder and a port of its own, that keep what they take for example.com. */
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'

export interface RealServer {
  url: string
  /** What was delivered, as it lies in the mailbox. */
  delivered(): string[]
  close(): void
}

const idOf = (flag: '-u' | '-g', name: string): number | undefined => {
  const { stdout, status } = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', () => done()))
  const { port } = server.address() as AddressInfo
  await new Promise(done => server.close(done))
  return port
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isThere = await new Promise<boolean>(done => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false))
      socket.once('data', () => socket.destroy())
    })
    if (isThere) return
    await rest(100)
  }
  throw new Error('the mail server does not listen')
}

const isRoot = process.getuid?.() === 0

/** Why a server cannot be tried here; undefined where it can. */
export const withoutPostfix = (): string | undefined =>
  !isRoot
    ? 'Postfix starts for root alone'
    : existsSync('/usr/lib/postfix/sbin/master')
      ? undefined
      : 'Postfix is not installed'
export const withoutOpenSmtpd = (): string | undefined =>
  !isRoot
    ? 'OpenSMTPD starts for root alone'
    : existsSync('/usr/libexec/opensmtpd/mail.maildir')
      ? undefined
      : 'OpenSMTPD is not installed'

const deliveredIn = (folder: string) => () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => /(^|\/)new\/[^/]+$/.test(path))
    .map(path => readFileSync(join(folder, path), 'latin1'))

export async function postfix(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-postfix-'))
  const port = await freePort()
  const [user = 0, group = 0] = [idOf('-u', 'postfix'), idOf('-g', 'postfix')]
  chmodSync(folder, 0o755)
  for (const name of ['queue', 'data', 'mail']) mkdirSync(join(folder, name))
  for (const name of ['data', 'mail']) chownSync(join(folder, name), user, group)
  const settings = {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    data_directory: join(folder, 'data'),
    daemon_directory: '/usr/lib/postfix/sbin',
    command_directory: '/usr/sbin',
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    maillog_file: join('/var/log', `${folder.split('/').at(-1)}.log`),
    myhostname: 'postfix.test',
    mydestination: '',
    alias_maps: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    smtpd_tls_security_level: 'none',
    smtpd_data_restrictions: 'reject_unauth_pipelining',
    smtpd_recipient_restrictions:
      'check_recipient_access inline:{{gone@example.com = 550 5.1.1 User unknown}}, reject_unauth_destination',
    message_size_limit: '100000',
    virtual_mailbox_domains: 'example.com',
    virtual_mailbox_base: join(folder, 'mail'),
    virtual_mailbox_maps: 'static:all/',
    virtual_minimum_uid: '1',
    virtual_uid_maps: `static:${user}`,
    virtual_gid_maps: `static:${group}`,
  }
  writeFileSync(
    join(folder, 'main.cf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  )
  const inside = [
    'cleanup',
    'rewrite trivial-rewrite',
    'bounce',
    'defer bounce',
    'trace bounce',
    'proxymap',
    'virtual',
    'anvil',
    'error',
    'retry error',
    'tlsmgr',
    'postlog postlogd',
  ]
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'qmgr unix n - n 300 1 qmgr',
    ...inside.map(each => {
      const [name = '', command = name] = each.split(' ')
      // Where it is reached, and whether by this service of Postfix's alone.
      const kind = name === 'postlog' ? 'unix-dgram n' : name === 'cleanup' ? 'unix n' : 'unix -'
      const most = ['postlog', 'anvil', 'tlsmgr'].includes(name) ? '1' : /cleanup|bounce/.test(command) ? '0' : '-'
      return `${name} ${kind} ${name === 'virtual' ? 'n' : '-'} n - ${most} ${command}`
    }),
  ]
  writeFileSync(join(folder, 'master.cf'), `${services.join('\n')}\n`)
  const run = (command: string) => spawnSync('/usr/sbin/postfix', ['-c', folder, command], { encoding: 'utf8' })
  const { status, stderr, stdout } = run('start')
  if (status !== 0) throw new Error(`Postfix does not start: ${stdout}${stderr}`)
  await listening(port)
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered: deliveredIn(join(folder, 'mail')),
    close() {
      run('stop')
      rmSync(folder, { recursive: true, force: true })
      rmSync(settings.maillog_file, { force: true })
    },
  }
}

export async function openSmtpd(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-opensmtpd-'))
  const port = await freePort()
  chmodSync(folder, 0o777)
  const mail = join(folder, 'mail')
  writeFileSync(
    join(folder, 'smtpd.conf'),
    [
      `listen on 127.0.0.1 port ${port} hostname opensmtpd.test`,
      'smtp max-message-size 100000',
      'table users { "@example.com" = "nobody" }',
      `action keep maildir "${mail}" virtual <users>`,
      'match from any for rcpt-to "gone@example.com" reject',
      'match from any for domain "example.com" action keep',
      '',
    ].join('\n'),
  )
  const server = spawn('/usr/sbin/smtpd', ['-d', '-f', join(folder, 'smtpd.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  server.stderr.on('data', text => {
    said += text
  })
  await listening(port).catch(error => {
    throw new Error(`${error.message}: ${said}`)
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered: () => (existsSync(mail) ? deliveredIn(mail)() : []),
    close() {
      server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
