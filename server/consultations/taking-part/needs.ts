import type { Db } from '../../db/index.ts'
import type { Clock } from '../../platform/clock.ts'

/** What the pages for taking part need. */
export interface TakingPartNeeds {
  readonly db: Db
  readonly clock: Clock
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
  /** Signs what a person takes away, such as the link that withdraws a signature. */
  readonly secret: string
  /** Whether letters leave the machine; otherwise they wait in the outbox, and the public is told so. */
  readonly sendsMail: boolean
}
