import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Uploads } from '../platform/uploads.ts'
import type { TravelState } from './bases.ts'
import type { PlacedSite } from './missing-columns.ts'
import type { OriginSet } from './origins.ts'

/** What working out journeys needs from around it. */
export interface TravelNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly uploads: Pick<Uploads, 'path'>
  /** This installation's data folder: prepared networks are kept in it. */
  readonly dataDirectory: string
}

/** What the parts of one run have in common. */
export interface JourneysRun {
  readonly needs: TravelNeeds
  readonly state: TravelState
  readonly origins: OriginSet
  readonly sites: readonly PlacedSite[]
}
