import { createHash } from 'node:crypto'
import type { JourneyProvider, Positions } from './journey-provider.ts'

/** Journeys that were worked out before are kept, one column for each site, so that a change costs a pass and no more. */
export interface JourneyColumns {
  /**
   * Journeys as the provider gives them; only what is missing is asked for.
   *
   * @param provider - gives what is not kept yet
   * @param origins - where families set out
   * @param sites - where they go
   * @returns one array for each site, shared with whoever asked before: to be read, never written
   */
  journeys(provider: JourneyProvider, origins: Positions, sites: Positions): Promise<Float64Array[]>
}

/**
 * Makes an empty store of journeys in memory. When it is full, the columns that were not used for longest go first.
 *
 * @param maximumBytes - most memory for the columns
 * @returns the store
 */
export function keepJourneyColumns(maximumBytes = 512 * 1024 * 1024): JourneyColumns {
  const kept = new Map<string, Float64Array>()
  const nameOfOrigins = new WeakMap<Positions, string>()
  let bytes = 0

  const originsName = (origins: Positions): string => {
    const known = nameOfOrigins.get(origins)
    if (known !== undefined) return known
    const name = createHash('sha256')
      .update(bytesOf(origins.lons))
      .update(bytesOf(origins.lats))
      .digest('base64url')
    nameOfOrigins.set(origins, name)
    return name
  }
  const keep = (key: string, column: Float64Array): void => {
    kept.set(key, column)
    bytes += column.byteLength
    for (const [oldest, { byteLength }] of kept) {
      if (bytes <= maximumBytes) break
      kept.delete(oldest)
      bytes -= byteLength
    }
  }

  return {
    async journeys(provider, origins, sites) {
      const from = `${provider.key}|${originsName(origins)}|`
      const keys = Array.from(sites.lons, (lon, at) => `${from}${lon},${sites.lats[at] ?? NaN}`)
      const columns = new Map<string, Float64Array>()
      const missing = new Map<string, number>()
      keys.forEach((key, at) => {
        const column = kept.get(key)
        if (column === undefined) {
          missing.set(key, at)
          return
        }
        kept.delete(key)
        kept.set(key, column)
        columns.set(key, column)
      })
      if (missing.size > 0) {
        const made = await provider.journeys(origins, {
          lons: Float64Array.from(missing.values(), at => sites.lons[at] ?? NaN),
          lats: Float64Array.from(missing.values(), at => sites.lats[at] ?? NaN),
        })
        ;[...missing.keys()].forEach((key, at) => {
          const column = made[at]
          if (column?.length !== origins.lons.length)
            throw new RangeError('A site came back without its journeys.')
          columns.set(key, column)
          if (!kept.has(key)) keep(key, column)
        })
      }
      return keys.map(key => columns.get(key) as Float64Array)
    },
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
