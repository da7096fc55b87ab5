/** Where people board and alight, one entry for each place that a vehicle calls at, in the order of their ids. */
export interface TimetableStops {
  readonly count: number
  readonly ids: readonly string[]
  readonly names: readonly string[]
  /** Degrees in WGS84; NaN where the file has no position. */
  readonly lons: Float64Array
  readonly lats: Float64Array
  /** Stops with the same number from 0 on are platforms of one station; −1 where a stop stands by itself. */
  readonly station: Int32Array
}

/** Lines, in the order of their ids. */
export interface TimetableRoutes {
  /** What the public calls it: its short name, else its long one. */
  readonly names: readonly string[]
  /** Index in `facts.operators`, by route; −1 where it is not known. */
  readonly operator: Int32Array
}

/** One vehicle's run along its stops, as it stands in the file: it runs on each day of its service. */
export interface TimetableTrips {
  readonly count: number
  readonly route: Uint32Array
  readonly service: Uint32Array
  /** Index in `headsigns`, by trip. */
  readonly headsign: Uint32Array
  readonly headsigns: readonly string[]
  /** Trip t has the calls from `firstCall[t]` up to and without `firstCall[t + 1]`, in the order of travel. */
  readonly firstCall: Uint32Array
}

/** No one may board at this call, or no one may alight: bits of `TimetableCalls.rules`. */
export const callRules = { noBoarding: 1, noAlighting: 2 } as const

/** Every stop of every trip. Times are seconds since midnight of the day of service and may pass 24:00. */
export interface TimetableCalls {
  readonly stop: Uint32Array
  readonly arrives: Int32Array
  readonly departs: Int32Array
  readonly rules: Uint8Array
}

/** Days on which trips run. Days are counted from 1 January 1970. */
export interface TimetableServices {
  readonly count: number
  /** Bit 0 is Monday, bit 6 is Sunday; they count from `from` to `to`, both included. */
  readonly weekdays: Uint8Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** Service s has the exceptions from `firstException[s]` up to and without `firstException[s + 1]`, by day. */
  readonly firstException: Uint32Array
  readonly exceptionDay: Int32Array
  /** 1 where the service runs on that day all the same, 0 where it does not. */
  readonly exceptionRuns: Uint8Array
}

/** Trips that are repeated at a headway: they run from `from`, every `headway` seconds, before `to`. By trip, then time. */
export interface TimetableFrequencies {
  readonly trip: Uint32Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly headway: Int32Array
}

/** What the publisher says of changing between two stops. */
export interface TimetableTransfers {
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** The least time that it takes; −1 where one cannot change. */
  readonly seconds: Int32Array
}

/** What to say about a timetable beside the figures that are made from it. */
export interface TimetableFacts {
  /** Names of operators whose routes are in it, by spelling. */
  readonly operators: readonly string[]
  /** Who published it; '' where the file does not say. */
  readonly publisher: string
  /** First and last date on which anything runs, YYYY-MM-DD. */
  readonly validFrom: string
  readonly validTo: string
  /** Days between those two on which something runs. */
  readonly days: number
  readonly stops: number
  readonly routes: number
  readonly trips: number
  readonly calls: number
  /** The box to which it was cut when it was read: west, south, east, north; null when it was read whole. */
  readonly within: readonly [number, number, number, number] | null
  /** What was passed over and why, a sentence for each kind, with the number. */
  readonly passedOver: readonly string[]
}

/** A public transport timetable in typed arrays. */
export interface Timetable {
  readonly stops: TimetableStops
  readonly routes: TimetableRoutes
  readonly trips: TimetableTrips
  readonly calls: TimetableCalls
  readonly services: TimetableServices
  readonly frequencies: TimetableFrequencies
  readonly transfers: TimetableTransfers
  readonly facts: TimetableFacts
}
