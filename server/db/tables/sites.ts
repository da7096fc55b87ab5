/** A building, or a place in one, of the county or just beyond it. */
interface SiteRow {
  id: string
  county_id: string
  reference: string
  name: string
  kind: string
  provider_kind: string | null
  provider_name: string | null
  address: string | null
  postcode: string | null
  lon: number | null
  lat: number | null
  position_source: string | null
  district_code: string | null
  neighbourhood_code: string | null
  beyond_county: number
  lease_ends_on: string | null
  contract_ends_on: string | null
  phone: string | null
  note: string | null
  weeks_closed: number | null
  hours_published: number | null
  published: string | null
  dataset_id: string | null
  created_at: string
  updated_at: string
  updated_by: string | null
  version: number
}

/** One period in which a site is open each week of a season. */
interface SiteHoursRow {
  id: string
  site_id: string
  season: string
  weekday: number
  opens: string
  closes: string
}

/** A room of a site. */
interface SiteRoomRow {
  id: string
  site_id: string
  position: number
  name: string
  area_square_metres: number | null
  uses: string | null
}

/** What a partner offers at a site. */
interface SiteServiceRow {
  id: string
  site_id: string
  position: number
  partner: string
  service: string
  weekday: number | null
  note: string | null
}

/** What one line of a site cost in one financial year; a line that is not here is not known. */
interface SiteCostRow {
  id: string
  site_id: string
  line: string
  pounds_per_year: number
  financial_year: string
  note: string | null
}

/** A photo, a floor plan or a piece of evidence about a site. */
interface SiteFileRow {
  id: string
  site_id: string
  purpose: string
  sha256: string
  original_name: string
  media_type: string
  bytes: number
  caption: string | null
  uploaded_at: string
  uploaded_by: string
  removed_at: string | null
}

/** A register that was sent as a table: looked at first, then applied or left. */
interface SiteImportRow {
  id: string
  county_id: string
  file_name: string
  sha256: string
  bytes: number
  content: string | null
  rows_added: number
  rows_changed: number
  rows_unchanged: number
  rows_refused: number
  refusals: string
  uploaded_at: string
  uploaded_by: string
  applied_at: string | null
}

/** Tables of the sites room. */
export interface SitesTables {
  site: SiteRow
  site_hours: SiteHoursRow
  site_room: SiteRoomRow
  site_service: SiteServiceRow
  site_cost: SiteCostRow
  site_file: SiteFileRow
  site_import: SiteImportRow
}
