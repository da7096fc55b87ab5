import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Jobs } from '../platform/jobs.ts'
import type { StoreSites } from './imports/import.ts'

/** What the county's pages need from around them. */
export interface CountyNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly jobs: Jobs
  /** Stores places in the register of sites, which is another room's. */
  readonly storeSites: StoreSites
}
