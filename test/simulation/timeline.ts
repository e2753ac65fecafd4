/**
 * Simulated time: things happen one after the other, each at its instant, and between two of them everything that was
 * woken runs until it waits again. Nothing here depends on how fast the machine is.
 */

interface Event {
  at: number
  /** Decides between two of one instant; drawn from the seed. */
  order: number
  act: () => void
}

export interface Timeline {
  /** True time in milliseconds since 1970; processes have clocks of their own. */
  now(): number
  /** `act` happens at `at`, or at once if that has passed. */
  at(at: number, act: () => void): void
  /** Lets everything up to `until()` happen; asks anew each time, for an end may move. */
  run(until: () => number, each: () => void): Promise<void>
}

/** Far more than any season takes. */
const MOST = 3_000_000

/**
 * Waits until everything that was woken waits again. Node empties its queues between any two immediates, and a round of
 * its loop costs more than most events: one round carries `aRound` of them.
 */
function createBreath(aRound: number): () => Promise<void> {
  let ahead = 0
  let go: (() => void) | undefined
  const next = () => {
    ahead--
    const waiting = go
    go = undefined
    waiting?.()
  }
  return () =>
    new Promise(resolve => {
      go = resolve
      if (ahead > 0) return
      ahead = aRound
      for (let n = 0; n < aRound; n++) setImmediate(next)
    })
}

/** `turns`: rounds of the event loop that woken code may need before it waits again; one, where it does no real I/O. */
export function createTimeline(start: number, order: () => number, turns = 1): Timeline {
  const heap: Event[] = []
  const breath = createBreath(turns === 1 ? 100 : 1)
  let now = start
  let steps = 0
  const before = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order)

  function push(event: Event): void {
    let at = heap.push(event) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(event, heap[parent] as Event)) break
      heap[at] = heap[parent] as Event
      at = parent
    }
    heap[at] = event
  }

  function pop(): Event | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Event, heap[child] as Event)) child++
      if (!before(heap[child] as Event, last)) break
      heap[at] = heap[child] as Event
      at = child
    }
    heap[at] = last
    return first
  }

  return {
    now: () => now,
    at: (at, act) => push({ at: Math.max(now, at), order: order(), act }),
    async run(until, each) {
      for (;;) {
        const next = heap[0]
        if (!next || next.at > until()) break
        pop()
        now = next.at
        next.act()
        if (++steps > MOST) throw new Error('the season never ends')
        for (let turn = 0; turn < turns; turn++) await breath()
        each()
      }
    },
  }
}
