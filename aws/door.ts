/** What every Lambda function does around its work: a world, a time limit, and logs, metrics and traces of it. */
import type { Context } from 'aws-lambda'
import { type Instant, SECOND, shift } from '../domain/keep/time.ts'
import type { Timed } from '../functions/keep/ports.ts'
import type { Door } from './environment.ts'
import { openTelemetry, type Telemetry, withoutAddresses } from './telemetry.ts'
import { type GivenTo, openWorld } from './world.ts'

export interface Inside<W> {
  world: W
  /** Begin nothing after this. */
  until: Instant
  context: Context
  count: Telemetry['count']
}

/** What is in hand when time is up must end before the host ends the function: a request to SES and what is written of it. */
const TO_END = 45 * SECOND

/** A handler around `act`. The world is made by the first invocation that succeeds in it, and kept for the later ones. */
export function openDoor<D extends Door, W extends Timed, Event, Result>(
  door: D,
  make: (given: GivenTo<D>) => W | Promise<W>,
  act: (inside: Inside<W>, event: Event) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  const telemetry = openTelemetry(door)
  let kept: { world: W; refresh(): Promise<void> } | undefined
  return async (event, context) => {
    const { begin, count, failed, flush } = telemetry
    begin(context)
    const span = await openSpan(telemetry, door)
    try {
      kept ??= await openWorld(door, { env: process.env, telemetry, own: context.invokedFunctionArn }, make)
      await kept.refresh()
      const until = shift(kept.world.clock.now(), context.getRemainingTimeInMillis() - TO_END)
      return await act({ world: kept.world, until, context, count }, event)
    } catch (error) {
      const clean = withoutAddresses(error)
      span.failed()
      failed(clean)
      throw clean
    } finally {
      span.close()
      await flush()
    }
  }
}

/** The part of the host's trace that is ours. */
async function openSpan({ tracer: open }: Telemetry, door: Door): Promise<{ failed(): void; close(): void }> {
  const tracer = await open()
  const outer = tracer?.getSegment()
  const inner = outer?.addNewSubsegment(`## ${door}`)
  if (!tracer || !outer || !inner) return { failed() {}, close() {} }
  tracer.setSegment(inner)
  tracer.annotateColdStart()
  tracer.addServiceNameAnnotation()
  return {
    failed: () => inner.addFaultFlag(),
    close() {
      inner.close()
      tracer.setSegment(outer)
    },
  }
}
