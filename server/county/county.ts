import type { MultiPolygon, Polygon } from 'geojson'
import type { Position } from '../model/great-circle.ts'

export type { Position } from '../model/great-circle.ts'

/** A boundary in WGS84. */
export type Boundary = Polygon | MultiPolygon

/** The neighbourhood layers that a county may stand on. */
export const vintages = ['LSOA 2011', 'LSOA 2021'] as const

/** Which layer of neighbourhoods codes belong to: the same place may have other codes in another layer. */
export type Vintage = (typeof vintages)[number]

/** What a council plans for: its districts, and the neighbourhoods that it counts by. */
export interface County {
  readonly id: string
  /** The county's own published code; null where a council has none, or none was given. */
  readonly code: string | null
  readonly name: string
  readonly vintage: Vintage
  readonly districtCodes: readonly string[]
  /** Invented figures for trying the product; every page says so. */
  readonly demonstration: boolean
  readonly active: boolean
}

/** What makes a county, as `county.json` or the county page gives it. */
export type CountyDescription = Omit<County, 'id' | 'active'>

/** A district of the county; its name is its code until a file has named it. */
export interface District {
  readonly code: string
  readonly name: string
}

/** A district with its boundary; null when no boundary file was loaded. */
export interface DistrictBoundary extends District {
  readonly boundary: Boundary | null
}

/** A neighbourhood in the county's vintage. */
export interface Neighbourhood {
  readonly code: string
  readonly name: string
  readonly districtCode: string
  /** Where its people live on average (population-weighted); null when not known. */
  readonly centroid: Position | null
}

/** A neighbourhood with its boundary; null when no boundary file was loaded. */
export interface NeighbourhoodBoundary {
  readonly code: string
  readonly name: string
  readonly districtCode: string
  readonly boundary: Boundary | null
}

/** A live postcode of the county. */
export interface Postcode {
  /** As written on a letter: `CB1 2AB`. */
  readonly postcode: string
  readonly position: Position
  readonly districtCode: string
  /** In the county's vintage; null when neither its file nor its position tells. */
  readonly neighbourhoodCode: string | null
}
