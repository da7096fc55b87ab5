/** Roads, a timetable, barriers or a matrix, as somebody loaded them; kept when later ones take their place. */
interface TravelFileRow {
  id: string
  county_id: string
  kind: string
  file_name: string
  sha256: string
  bytes: number
  publisher: string
  licence: string
  period: string
  facts: string
  added_at: string
  added_by: string
  replaced_at: string | null
}

/** A line that families cannot cross, and the gaps where they can. */
interface BarrierRow {
  id: string
  county_id: string
  name: string
  reason: string
  course: string
  gaps: string
  travel_file_id: string | null
  added_at: string
  added_by: string
  removed_at: string | null
}

/** What a county's journeys of one mode are worked out from; retired when its files or settings change. */
interface JourneyBasisRow {
  county_id: string
  hash: string
  mode: string
  unit: string
  method: string
  document: string
  created_at: string
  retired_at: string | null
}

/** Where families set out, as it was when journeys were worked out. */
interface JourneyOriginsRow {
  hash: string
  kind: string
  document: string
  created_at: string
}

/** Journeys from every origin to one site: 32-bit floats, little end first. */
interface JourneyColumnRow {
  basis_hash: string
  origins_hash: string
  site_key: string
  measure: string
  seconds: Uint8Array
  sha256: string
  site_off_metres: number | null
  reached: number
  computed_at: string
}

/** How far each origin is from the network: 32-bit floats in metres, little end first. */
interface OriginSnapRow {
  basis_hash: string
  origins_hash: string
  off_metres: Uint8Array
}

/** The first and last bus of a site, and how many an hour. */
interface SiteBusesRow {
  basis_hash: string
  site_key: string
  document: string
}

/** Tables of the travel room. */
export interface TravelTables {
  travel_file: TravelFileRow
  barrier: BarrierRow
  journey_basis: JourneyBasisRow
  journey_origins: JourneyOriginsRow
  journey_column: JourneyColumnRow
  origin_snap: OriginSnapRow
  site_buses: SiteBusesRow
}
