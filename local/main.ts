/** `npm start`: reads what is asked for, starts, says where, and stops in order. */
const NODE_NEEDED = 24

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
  const [{ start }, { house }] = await Promise.all([import('./start.ts'), import('./house.ts')])
  const running = await start(wanted, house)
  let stopping = false
  const stop = () => {
    // A second time means: at once. Nothing is lost, what was in hand is settled at the next start.
    if (stopping) process.exit(130)
    stopping = true
    process.stdout.write('Stopping: finishing what is in hand.\n')
    running.stop().then(() => process.exit(0), fail)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
  // Only now: whoever reads that it runs may stop it at once.
  process.stdout.write(`${running.lines.join('\n')}\n`)
}

main().catch(fail)
