/** A county, or whatever a council plans for: a name, its districts, and the neighbourhoods that it counts by. */
interface CountyRow {
  id: string
  code: string | null
  name: string
  vintage: string
  district_codes: string
  demonstration: number
  active: number
  created_at: string
}

/** One import of a published file; kept when a later import takes its place. */
interface DatasetRow {
  id: string
  county_id: string
  kind: string
  title: string
  file_name: string
  publisher: string
  sha256: string
  bytes: number
  geography: string
  period: string
  licence: string
  method: string | null
  rows_taken: number
  rows_outside: number
  rows_refused: number
  refusals: string
  imported_at: string
  imported_by: string | null
  replaced_at: string | null
}

/** A district of the county. */
interface DistrictRow {
  county_id: string
  code: string
  name: string
  boundary: string | null
  dataset_id: string | null
}

/** A neighbourhood of the county, in the county's own vintage. */
interface NeighbourhoodRow {
  county_id: string
  code: string
  name: string
  district_code: string
  centroid_lon: number | null
  centroid_lat: number | null
  boundary: string | null
  dataset_id: string | null
  centroid_dataset_id: string | null
  boundary_dataset_id: string | null
}

/** One figure of one neighbourhood; neither value nor text means not known. */
interface FigureRow {
  county_id: string
  measure: string
  neighbourhood_code: string
  value: number | null
  text: string | null
  dataset_id: string
}

/** A live postcode of the county. */
interface PostcodeRow {
  county_id: string
  postcode: string
  lon: number
  lat: number
  district_code: string
  neighbourhood_code: string | null
  dataset_id: string
}

/** How one neighbourhood of 2011 became one of 2021. */
interface NeighbourhoodLookupRow {
  county_id: string
  code_2011: string
  code_2021: string
  change: string
  dataset_id: string
}

/** A council's choice, kept as JSON under a name. */
interface SettingRow {
  county_id: string
  name: string
  value: string
}

/** Tables of the county room. */
export interface CountyTables {
  county: CountyRow
  dataset: DatasetRow
  district: DistrictRow
  neighbourhood: NeighbourhoodRow
  figure: FigureRow
  postcode: PostcodeRow
  neighbourhood_lookup: NeighbourhoodLookupRow
  setting: SettingRow
}
