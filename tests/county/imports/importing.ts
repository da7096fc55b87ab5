import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import {
  addCounty,
  importFile,
  type County,
  type FileOutcome,
  type PublishedSite,
} from '../../../server/county/index.ts'
import type { Db } from '../../../server/db/index.ts'
import { scratch, type Scratch } from '../../platform/tables/packed.ts'
import { marshland } from '../builders.ts'

/** A county into which files are brought. */
export interface Importing {
  readonly county: County
  /** Sites that the county gave on since the test began. */
  readonly stored: readonly PublishedSite[]
  /** Brings a file with such content. */
  load(content: string): Promise<FileOutcome>
}

const day = '2026-09-22T10:00:00.000Z'

/**
 * A new county for each test, and a way to bring files into it; for a block of tests.
 *
 * @param database - the database of the block
 */
export function importing(database: { readonly db: Db }): Importing {
  let place: Scratch
  let county: County
  let stored: PublishedSite[] = []
  beforeAll(async () => {
    place = await scratch()
  })
  afterAll(() => place.remove())
  beforeEach(async () => {
    county = await addCounty(database.db, marshland, day)
    stored = []
  })
  return {
    get county() {
      return county
    },
    get stored() {
      return stored
    },
    load: async content =>
      importFile(database.db, county, await place.file('file', content), 'download.csv', {
        clock: () => new Date(day),
        storeSites: (_, __, ___, sites) => {
          stored.push(...sites)
          return Promise.resolve({ added: sites.length, changed: 0 })
        },
      }),
  }
}
