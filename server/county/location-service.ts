import type { Db } from '../db/index.ts'
import { indexAreas, type AreaIndex } from './area-index.ts'
import type { Boundary, Position, Postcode } from './county.ts'
import { districtBoundaries, neighbourhoodBoundaries } from './place-repository.ts'
import { postcodesWithin } from './postcode-repository.ts'

/** Published boundaries are generalised by up to 200 metres: nearer to an edge than that they cannot decide. */
const edgeMetres = 200

/** A postcode as far away as this can still tell for a place near an edge. */
const postcodeMetres = 500

/** Tells which district and neighbourhood of the county places lie in. */
export interface Locator {
  /** Whether any boundary was loaded; without one, only postcodes tell. */
  readonly hasBoundaries: boolean
  /** The district's code; null beyond the county, or where nothing tells. */
  districtAt(position: Position): Promise<string | null>
  /** The neighbourhood's code in the county's vintage; null beyond the county, or where nothing tells. */
  neighbourhoodAt(position: Position): Promise<string | null>
  /** Metres from the county: 0 inside; null when further than `within`, or where there are no boundaries. */
  metresBeyond(position: Position, within: number): number | null
}

/**
 * Prepares the county's boundaries for asking where many places lie. Well inside a district its boundary decides; near
 * an edge, where published boundaries are generalised, the nearest postcode does.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns answers for as long as the boundaries stay as they are
 */
export async function prepareLocator(db: Db, countyId: string): Promise<Locator> {
  const neighbourhoods = (await neighbourhoodBoundaries(db, countyId)).filter(bounded)
  const ofDistricts = (await districtBoundaries(db, countyId)).filter(bounded)
  const districtOf = new Map(neighbourhoods.map(one => [one.code, one.districtCode]))
  const small = indexAreas(neighbourhoods)
  // Neighbourhoods are drawn finer than districts.
  const large = neighbourhoods.length > 0 ? joinedBy(small, districtOf) : indexAreas(ofDistricts)
  const known = neighbourhoods.length + ofDistricts.length > 0
  const nearestPostcode = async (position: Position, within: number): Promise<Postcode | null> => {
    const north = within / 111_195
    const east = north / Math.cos((position[1] * Math.PI) / 180)
    const [lon, lat] = position
    const near = await postcodesWithin(db, countyId, [lon - east, lat - north, lon + east, lat + north])
    return nearestOf(near, position)
  }
  return {
    hasBoundaries: known,
    async districtAt(position) {
      const inside = large.at(position)
      if (inside !== null && large.metresFromEdge(inside, position) > edgeMetres) return inside
      const nearEdge = inside ?? large.nearest(position, edgeMetres)?.code ?? null
      if (known && nearEdge === null) return null
      return (await nearestPostcode(position, postcodeMetres))?.districtCode ?? inside
    },
    async neighbourhoodAt(position) {
      const inside = small.at(position)
      if (inside !== null) return inside
      if (known && small.nearest(position, edgeMetres) === null) return null
      return (await nearestPostcode(position, postcodeMetres))?.neighbourhoodCode ?? null
    },
    metresBeyond: (position, within) => large.nearest(position, within)?.metres ?? null,
  }
}

/**
 * The district that a place lies in. For many places, prepare a locator once.
 *
 * @param db - the database
 * @param countyId - the county
 * @param position - the place
 * @returns the district's code; null beyond the county, or where neither boundaries nor postcodes tell
 */
export async function districtAt(db: Db, countyId: string, position: Position): Promise<string | null> {
  return (await prepareLocator(db, countyId)).districtAt(position)
}

/**
 * The neighbourhood that a place lies in. For many places, prepare a locator once.
 *
 * @param db - the database
 * @param countyId - the county
 * @param position - the place
 * @returns the neighbourhood's code in the county's vintage; null beyond the county, or where nothing tells
 */
export async function neighbourhoodAt(db: Db, countyId: string, position: Position): Promise<string | null> {
  return (await prepareLocator(db, countyId)).neighbourhoodAt(position)
}

function bounded<Area extends { readonly boundary: Boundary | null }>(
  area: Area,
): area is Area & { readonly boundary: Boundary } {
  return area.boundary !== null
}

// A district is its neighbourhoods; edges between two of one district count as edges too, so that the nearest postcode is asked more often than it need be.
function joinedBy(small: AreaIndex, districtOf: ReadonlyMap<string, string>): AreaIndex {
  const district = (code: string | null): string | null =>
    code === null ? null : (districtOf.get(code) ?? null)
  return {
    at: position => district(small.at(position)),
    nearest(position, within) {
      const found = small.nearest(position, within)
      const code = district(found?.code ?? null)
      return found && code !== null ? { code, metres: found.metres } : null
    },
    metresFromEdge(_, position) {
      const inside = small.at(position)
      return inside === null ? 0 : small.metresFromEdge(inside, position)
    },
  }
}

function nearestOf(postcodes: readonly Postcode[], [lon, lat]: Position): Postcode | null {
  const shrink = Math.cos((lat * Math.PI) / 180)
  let best: Postcode | null = null
  let least = Infinity
  for (const postcode of postcodes) {
    const [x, y] = postcode.position
    const distance = ((x - lon) * shrink) ** 2 + (y - lat) ** 2
    if (distance < least || (distance === least && postcode.postcode < (best?.postcode ?? ''))) {
      best = postcode
      least = distance
    }
  }
  return best
}
