import type { JourneyMeasure } from './column-repository.ts'
import type { PublicTransportSettings } from './journey-settings.ts'
import type { Positions } from './journey-provider.ts'
import type { NetworkFiles } from './network-files.ts'
import type { OriginSet } from './origins.ts'
import type { Barrier as CuttingLine } from './roads/barrier-lines.ts'
import type { RoadProfile } from './roads/profiles.ts'
import type { BusesAtSite } from './timetable/buses-at-site.ts'
import type { BarrierLine } from './barrier.ts'

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Reads a file to its end, to see that it is whole. */
export interface CheckTask {
  readonly task: 'check-roads' | 'check-timetable'
  readonly path: string
  /** Stops outside are passed over; null for roads. */
  readonly within: Box | null
}

/** Makes networks out of roads and keeps each as a file. */
export interface NetworksTask {
  readonly task: 'networks'
  readonly roads: string
  readonly barriers: readonly CuttingLine[]
  readonly networks: readonly { readonly profile: RoadProfile; readonly files: NetworkFiles }[]
}

/** What all tasks that work out journeys are given. */
interface ColumnsTask {
  readonly origins: OriginSet
  readonly sites: Positions
}

/** A network, and how places are joined to it. */
export interface RoadNetwork {
  readonly files: NetworkFiles
  /** Lines that the way from a place to its road does not cross either. */
  readonly barriers: readonly CuttingLine[]
  readonly snapLimitMetres: number
}

/** Journeys on a network. */
export interface RoadsTask extends ColumnsTask {
  readonly task: 'roads'
  readonly network: RoadNetwork
}

/** Journeys by public transport. */
export interface TimetableTask extends ColumnsTask {
  readonly task: 'timetable'
  readonly timetable: string
  readonly settings: PublicTransportSettings
  /** `YYYY-MM-DD` */
  readonly date: string
  /** The network on which people walk to stops; null for straight lines made longer. */
  readonly walking: RoadNetwork | null
  readonly walkingKmh: number
  readonly detourFactor: number
}

/** Journeys that the council's own mapping team worked out. */
export interface MatrixTask extends ColumnsTask {
  readonly task: 'matrix'
  readonly path: string
  readonly references: readonly string[]
  /** References of all sites, for telling mistakes. */
  readonly known: readonly string[]
}

/** Ways around barriers. */
export interface BarriersTask extends ColumnsTask {
  readonly task: 'barriers'
  readonly barriers: readonly BarrierLine[]
  readonly detourFactor: number
}

/** The land around a site. */
export interface IsochronesTask {
  readonly task: 'isochrones'
  readonly network: RoadNetwork
  /** One place. */
  readonly site: Positions
  readonly limitsSeconds: readonly number[]
}

/** The way from a place to the site that is reached soonest. */
export interface RouteTask {
  readonly task: 'route'
  readonly network: RoadNetwork
  /** One place. */
  readonly from: Positions
  readonly sites: Positions
}

/** A task that works out journeys. */
export type JourneysTask = RoadsTask | TimetableTask | MatrixTask | BarriersTask

/** Anything that the worker does. */
export type JourneyTask = CheckTask | NetworksTask | JourneysTask | IsochronesTask | RouteTask

/** What a worker has found so far: where the origins met the network, or one site's journeys, whole. */
export type JourneyNews =
  | { readonly snap: Float32Array }
  | {
      /** Index of the site. */
      readonly site: number
      readonly siteOffMetres: number | null
      readonly columns: readonly { readonly measure: JourneyMeasure; readonly seconds: Float64Array }[]
      readonly buses: BusesAtSite | null
    }

/** How a task ended: what it found, null where all of it went out as news; or why it refused. */
export type JourneyAnswer =
  | { readonly found: unknown }
  | { readonly refused: { readonly code: string; readonly status: number; readonly sentence: string } }

/** What a task tells while it works. */
export interface Telling {
  readonly progress: (done: number, total: number, saying: string) => void
  /** Hands over what was found; waits while too much of it is not yet stored. */
  readonly news: (news: JourneyNews) => void
}
