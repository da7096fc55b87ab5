import type { County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { travelModeNames } from './basis.ts'
import { listJourneyBases } from './basis-repository.ts'
import { readJourneyColumns } from './column-repository.ts'
import { readFamilies } from './families-service.ts'
import { readJourneySettings } from './journey-settings.ts'
import type { TravelMode } from './journey-provider.ts'
import { placedSites } from './missing-columns.ts'
import { readOriginSnap } from './snap-repository.ts'

/** A neighbourhood some of whose homes are far from a road, or reach no site. */
export interface UnreachedRow {
  readonly name: string
  readonly homes: number
  /** Homes further from any road than the limit. */
  readonly far: number
  /** Homes from which no site at all can be reached. */
  readonly unreached: number
  /** Children of those, a neighbourhood's shared equally among its homes; null where not known. */
  readonly children: number | null
}

/** What is far from the network, and what cannot be reached by a way of travelling. */
export interface UnreachedPage {
  readonly mode: TravelMode
  readonly modeName: string
  readonly method: string
  readonly limitMetres: number
  readonly rows: readonly UnreachedRow[]
  readonly homes: number
  readonly unreached: number
  /** Homes of which it is not known where they are, or to which neighbourhood they belong. */
  readonly unplaced: number
  readonly sites: readonly {
    readonly id: string
    readonly name: string
    readonly why: string
  }[]
  readonly modes: readonly { readonly mode: TravelMode; readonly name: string }[]
}

/**
 * Gathers what cannot be reached by one way of travelling. Postcodes are counted, not named.
 *
 * @param db - the database
 * @param county - the county
 * @param wanted - the way of travelling; the first that is measured when it is not
 * @returns neighbourhoods and sites; null when nothing is measured
 */
export async function unreachedPage(db: Db, county: County, wanted: string): Promise<UnreachedPage | null> {
  const bases = await listJourneyBases(db, county.id)
  const basis = bases.find(one => one.mode === wanted) ?? bases[0]
  if (!basis) return null
  const families = await readFamilies(db, county)
  const { origins, of, children, neighbourhoods } = families
  const snap = await readOriginSnap(db, basis.hash, origins.hash)
  const sites = await placedSites(db, county)
  const columns = await readJourneyColumns(
    db,
    basis.hash,
    origins.hash,
    sites.map(site => site.position),
  )
  const reaches = new Uint8Array(origins.codes.length)
  const unplacedSites: { id: string; name: string; why: string }[] = []
  const measured = basis.mode !== 'council-matrix' && basis.mode !== 'straight-line'
  sites.forEach((site, at) => {
    const column = columns[at]
    if (!column) return
    let reached = 0
    column.seconds.forEach((journey, origin) => {
      if (!Number.isFinite(journey)) return
      reaches[origin] = 1
      reached += 1
    })
    const why =
      measured && column.siteOffMetres === null && basis.mode !== 'public-transport'
        ? 'further from any road than the limit'
        : reached === 0
          ? 'nobody can reach it'
          : null
    if (why !== null) unplacedSites.push({ id: site.id, name: site.name, why })
  })
  const anything = columns.some(column => column !== null)
  const rows = neighbourhoods.map(({ name }) => ({ name, homes: 0, far: 0, unreached: 0, children: 0 }))
  let [unplaced, unreached] = [0, 0]
  for (let origin = 0; origin < origins.codes.length; origin++) {
    const row = rows[of[origin] as number]
    const known = !Number.isNaN(origins.positions.lons[origin])
    if (!row || !known) unplaced += 1
    if (!row) continue
    row.homes += 1
    const far = known && snap !== null && Number.isNaN(snap[origin])
    const lost = anything && known && reaches[origin] === 0
    if (far) row.far += 1
    if (lost) {
      row.unreached += 1
      unreached += 1
    }
    if (far || lost) row.children += children[origin] as number
  }
  return {
    mode: basis.mode,
    modeName: travelModeNames[basis.mode],
    method: basis.method,
    limitMetres: (await readJourneySettings(db, county.id)).snapLimitMetres,
    rows: rows
      .filter(row => row.far > 0 || row.unreached > 0)
      .map(row => ({ ...row, children: Number.isNaN(row.children) ? null : Math.round(row.children) }))
      .sort((a, b) => (b.children ?? 0) - (a.children ?? 0) || (a.name < b.name ? -1 : 1)),
    homes: origins.codes.length,
    unreached,
    unplaced,
    sites: unplacedSites,
    modes: bases.map(one => ({ mode: one.mode, name: travelModeNames[one.mode] })),
  }
}
