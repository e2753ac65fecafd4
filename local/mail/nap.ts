/** Pauses of whoever looks into a mailbox, which end early where there is something to do. */
export interface Nap {
  /** Comes back after so many milliseconds, or when it is woken; at once after the end. */
  rest(millis: number): Promise<void>
  wake(): void
  /** Wakes, for good. */
  end(): void
}

export function createNap(): Nap {
  let ended = false
  let wake = () => {}
  return {
    rest: millis =>
      new Promise(done => {
        if (ended) return done()
        const timer = setTimeout(done, millis)
        wake = () => {
          clearTimeout(timer)
          done()
        }
      }),
    wake: () => wake(),
    end() {
      ended = true
      wake()
    },
  }
}
