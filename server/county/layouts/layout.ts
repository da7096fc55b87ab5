import type { Row } from '../../platform/tables/row.ts'
import type { Boundary, Position, Vintage } from '../county.ts'
import type { DatasetKind } from '../dataset.ts'
import type { ProviderKind, PublishedSiteKind } from '../published-site.ts'

/** How a figure may be carried to another vintage: counts add up, anything else holds only where an area is unchanged. */
export type Nature = 'count' | 'rate' | 'class'

/** A figure that a file has for each neighbourhood. */
export interface Measure {
  readonly name: string
  readonly nature: Nature
}

/** What a row of a file says, why it cannot be used, or null for a row that says nothing (blank, a footnote). */
export type RowReading<Record> =
  { readonly record: Record } | { readonly refused: string } | { readonly passed: string } | null

/** Reads the cells of one row. */
export type ReadRow<Record> = (cells: readonly string[]) => RowReading<Record>

/** Figures of one neighbourhood, in the order of the reading's measures; null is not known. */
export interface FiguresRecord {
  readonly code: string
  readonly name: string | null
  readonly districtCode: string | null
  readonly districtName: string | null
  readonly values: readonly (number | string | null)[]
}

/** Where the people of a neighbourhood live on average. */
export interface CentroidRecord {
  readonly code: string
  readonly position: Position
}

/** One line of the 2011–2021 lookup. */
export interface LookupRecord {
  readonly code2011: string
  readonly name2011: string | null
  readonly code2021: string
  readonly name2021: string | null
  /** U unchanged, S split, M merged, X irregular. */
  readonly change: 'U' | 'S' | 'M' | 'X'
  readonly districtCode: string | null
  readonly districtName: string | null
}

/** One live postcode. */
export interface PostcodeRecord {
  readonly postcode: string
  readonly position: Position
  readonly districtCode: string
  readonly neighbourhoods: Readonly<Partial<Record<Vintage, string>>>
}

/** One place, before it is known where in the county it lies. */
export interface SiteRecord {
  readonly reference: string
  readonly name: string
  readonly kind: PublishedSiteKind
  readonly address: string | null
  readonly postcode: string | null
  /** null: the file has no position, so that the postcode must tell. */
  readonly position: Position | null
  /** As the file says; null where it does not. */
  readonly districtCode: string | null
  /** Codes of the neighbourhood that the file puts it in, of whatever vintage; none where it does not say. */
  readonly neighbourhoodCodes: readonly string[]
  readonly providerKind: ProviderKind | null
  readonly providerName: string | null
  readonly phone: string | null
  readonly note: string | null
}

/** What is said of a file that was recognised. */
interface Described {
  readonly kind: DatasetKind
  readonly title: string
  readonly publisher: string
  readonly licence: string
  /** Year or date of the figures; '' where the file does not say. */
  readonly period: string
  /** Of two files of one kind, the one with the higher preference is used. */
  readonly preference: number
  /** What a figure means, where its name does not say it all; null when there is nothing to add. */
  readonly definition: string | null
}

/** A table that was recognised, with the function that reads its rows. */
export type TableReading =
  | (Described & {
      readonly content: 'figures'
      readonly vintage: Vintage
      readonly measures: readonly Measure[]
      /** Whether rows say their district: only then can the file tell which neighbourhoods make the county. */
      readonly tellsDistricts: boolean
      readonly read: ReadRow<FiguresRecord>
    })
  | (Described & {
      readonly content: 'centroids'
      readonly vintage: Vintage
      readonly read: ReadRow<CentroidRecord>
    })
  | (Described & { readonly content: 'lookup'; readonly read: ReadRow<LookupRecord> })
  | (Described & { readonly content: 'postcodes'; readonly read: ReadRow<PostcodeRecord> })
  | (Described & { readonly content: 'sites'; readonly read: ReadRow<SiteRecord> })
  | NotNeeded

/** A shape that was read. */
export interface AreaRecord {
  readonly code: string
  readonly name: string
  readonly districtCode: string | null
  readonly districtName: string | null
  readonly boundary: Boundary
}

/** Boundaries that were recognised. */
export type ShapesReading =
  | (Described & {
      readonly content: 'boundaries'
      readonly vintage: Vintage
      readonly tellsDistricts: boolean
      readonly fields: AreaFields
    })
  | (Described & { readonly content: 'districts'; readonly fields: AreaFields })
  | NotNeeded

/** Names of the properties that hold a shape's code, name and district. */
export interface AreaFields {
  readonly code: string
  readonly name: string | null
  readonly district: string | null
  readonly districtName: string | null
}

/** A file that is what it should be, but that the county has no use for. */
export interface NotNeeded {
  readonly content: 'not-needed'
  readonly title: string
  readonly sentence: string
}

/** A row that may be the header of a table, with what stands around it. */
export interface Heading {
  /** Blanks and line breaks made single, `; measures: Value` taken off. */
  readonly cells: readonly string[]
  /** Rows before it: titles, units, dates. */
  readonly above: readonly Row[]
  /** The first rows after it. */
  readonly below: readonly Row[]
  /** Names of the sheet and of the file: for telling the year where the contents do not, and for nothing else. */
  readonly hints: string
}

/** Tells whether a row is the header of this layout, and how to read what follows. */
export type Recogniser = (heading: Heading) => TableReading | null

/** The licence of most official figures. */
export const openGovernmentLicence = 'Open Government Licence v3.0'

/** The licence of boundaries and postcodes. */
export const ordnanceSurveyLicence =
  'Open Government Licence v3.0. Contains OS data © Crown copyright and database right. Contains Royal Mail data © Royal Mail copyright and database right'
