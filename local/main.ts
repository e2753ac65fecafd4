/** `npm start`: reads what is asked for, starts, says where, and stops in order. */
const NODE_NEEDED = 24
/** So many milliseconds may what is in hand take once Convoke is told to stop: a relay that is slow to take one letter. */
const STOP_WITHIN = 60_000

/** Anything but a failure in words is a fault of ours, and is shown whole. */
function fail(error: unknown): never {
  const known = error instanceof Error && ['SettingsError', 'DataError'].includes(error.name)
  process.stderr.write(`${known ? (error as Error).message : (error as Error)?.stack}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const major = Number(process.versions.node.split('.')[0])
  if (major < NODE_NEEDED) {
    process.stderr.write(
      `This is Node ${process.versions.node}; Convoke runs on Node ${NODE_NEEDED}, which "npm ci" fetches for most ` +
        'machines. Run "npm ci" again and start with "npm start", or install Node 24.\n',
    )
    process.exit(1)
  }
  // Only now: an older Node cannot even load what needs its database.
  const { HELP, readSettings } = await import('./settings.ts')
  const wanted = readSettings(process.argv.slice(2), process.env)
  if (wanted === 'help') {
    process.stdout.write(HELP)
    return
  }
  const [{ start }, { house }, { createLog }] = await Promise.all([
    import('./start.ts'),
    import('./house.ts'),
    import('./log.ts'),
  ])
  const log = createLog(undefined, wanted.log ?? (process.stderr.isTTY ? 'plain' : 'json'))
  // From the first moment on: whoever is process 1 of a container is not ended by a signal that nothing handles.
  let stopping = false
  const starting = start(wanted, house, log)
  const stop = () => {
    // A second time means: at once. Nothing is lost, what was in hand is settled at the next start.
    if (stopping) process.exit(130)
    stopping = true
    process.stdout.write('Stopping: finishing what is in hand.\n')
    log.info('stopping')
    setTimeout(() => {
      log.error('stopped with work in hand, which is settled at the next start', { after_seconds: STOP_WITHIN / 1000 })
      process.exit(0)
    }, STOP_WITHIN)
    starting
      .then(running => running.stop())
      .then(() => {
        log.info('stopped')
        process.exit(0)
      })
      .catch(fail)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
  const running = await starting
  if (stopping) return
  log.info('started', { node: process.versions.node })
  process.stdout.write(`${running.lines.join('\n')}\n`)
}

main().catch(fail)
