/** How much slower than usual this machine is now, so that a bound against work without end holds on a slow or busy one too. */

/** CPU milliseconds of the measured work on the machine that the bounds were written on. */
const USUAL = 4

/** 1 on a usual machine or a faster one, 3 on one that takes three times as long. */
export function slowness(): number {
  const runs = Array.from({ length: 3 }, () => {
    const began = worked()
    work()
    return worked() - began
  })
  return Math.max(1, Math.min(...runs) / USUAL)
}

/** CPU milliseconds that this process has worked so far: what a bound is on, for time goes by while others work as well. */
export function worked(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What a reader of text does: objects, strings and searches. */
function work(): void {
  const rows = Array.from({ length: 2000 }, (_, n) => ({ id: n, name: `guest ${n}`, email: `guest${n}@example.com` }))
  const text = JSON.stringify(JSON.parse(JSON.stringify(rows)))
  text.match(/"[a-z]+\d+@example\.com"/g)
}
