/** Stands in for the SDK's code for streams of events: no command of ours has one. */
export const resolveEventStreamSerdeConfig = <T>(input: T): T => input
export const eventStreamSerdeProvider = (): undefined => undefined
export const EventStreamSerde = undefined
