import type { Position } from './county.ts'

/** What kind of place a published file tells of. */
export const publishedSiteKinds = [
  'centre',
  'linked-site',
  'nursery',
  'school',
  'library',
  'gp-practice',
] as const

/** What kind of place a published file tells of: `centre` and `linked-site` are the register of children's centres. */
export type PublishedSiteKind = (typeof publishedSiteKinds)[number]

/** Who runs a place. */
export const providerKinds = ['council', 'school', 'health', 'voluntary', 'private'] as const

/** Who runs a place. */
export type ProviderKind = (typeof providerKinds)[number]

/** A place as a published file tells of it. */
export interface PublishedSite {
  /** The same each time that the file is published: `urn:110593`, `gp:D81001`, or the kind, postcode and name. */
  readonly reference: string
  readonly name: string
  readonly kind: PublishedSiteKind
  /** Lines joined by commas; null when the file has none. */
  readonly address: string | null
  /** As written on a letter; null when the file has none, or not a postcode. */
  readonly postcode: string | null
  readonly position: Position
  /** The county's district that it stands in; null beyond the county. */
  readonly districtCode: string | null
  /** In the county's vintage; null beyond the county, or where no boundary tells. */
  readonly neighbourhoodCode: string | null
  /** Just over the boundary: kept, because families use it. */
  readonly beyondCounty: boolean
  /** Who runs it; null when the file does not say. */
  readonly providerKind: ProviderKind | null
  readonly providerName: string | null
  readonly phone: string | null
  /** What a planner should know, such as that a library is a mobile one; null when there is nothing. */
  readonly note: string | null
}

/** What storing published sites did to the register. */
export interface StoredSites {
  readonly added: number
  readonly changed: number
}
