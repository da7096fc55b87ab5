import type { Position } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import {
  readJourneyColumns,
  readOrigins,
  siteKey,
  type JourneyColumn,
  type OriginSet,
} from '../travel/index.ts'

/** Where measured journeys come from. */
export interface JourneySource {
  /**
   * The places from which families set out.
   *
   * @param hash - of the set
   * @returns null when none with this hash is kept
   */
  origins(hash: string): Promise<OriginSet | null>
  /**
   * Journeys that were worked out, never changed since.
   *
   * @param basisHash - what they were worked out from
   * @param originsHash - where families set out
   * @param sites - positions of the sites; null where one is not known
   * @returns one column for each site, to be read and never written; null where it is not worked out yet, or the
   * position is not known
   */
  columns(
    basisHash: string,
    originsHash: string,
    sites: readonly (Position | null)[],
  ): Promise<(JourneyColumn | null)[]>
}

interface Memory {
  readonly columns: Map<string, JourneyColumn>
  bytes: number
}

const mostBytes = 512 * 1024 * 1024
const memories = new WeakMap<Db, Memory>()

/**
 * Journeys as the database keeps them. Columns stay in memory, those that were not used for longest leave first: what
 * is kept under a hash can never be another.
 *
 * @param db - the database; through a transaction everything is read anew
 * @returns the source
 */
export function journeySource(db: Db): JourneySource {
  const memory = memories.get(db) ?? { columns: new Map<string, JourneyColumn>(), bytes: 0 }
  if (!db.isTransaction) memories.set(db, memory)
  return {
    origins: hash => readOrigins(db, hash),
    async columns(basisHash, originsHash, sites) {
      const keys = sites.map(site => (site === null ? null : `${basisHash}|${originsHash}|${siteKey(site)}`))
      const missing = sites.filter((_, at) => {
        const key = keys[at]
        return key != null && !memory.columns.has(key)
      })
      const read = missing.length > 0 ? await readJourneyColumns(db, basisHash, originsHash, missing) : []
      const found = new Map<string, JourneyColumn>()
      missing.forEach((site, at) => {
        const column = read[at]
        if (column && site) found.set(`${basisHash}|${originsHash}|${siteKey(site)}`, column)
      })
      const columns = keys.map(key => {
        if (key === null) return null
        const column = memory.columns.get(key) ?? found.get(key) ?? null
        if (column !== null) keep(memory, key, column)
        return column
      })
      forget(memory)
      return columns
    },
  }
}

function keep(memory: Memory, key: string, column: JourneyColumn): void {
  if (!memory.columns.delete(key)) memory.bytes += column.seconds.byteLength
  memory.columns.set(key, column)
}

function forget(memory: Memory): void {
  for (const [key, { seconds }] of memory.columns) {
    if (memory.bytes <= mostBytes) return
    memory.columns.delete(key)
    memory.bytes -= seconds.byteLength
  }
}
