/** How much each criterion counts, as agreed; a later agreement is a new row. */
interface CriteriaWeightingRow {
  id: string
  county_id: string
  weights: string
  agreed_on: string
  agreed_by: string
  reason: string
  recorded_at: string
  recorded_by: string
}

/** Who rates a site: two people, each alone. */
interface AssessorRow {
  site_id: string
  place: string
  account_id: string | null
  account_name: string
  since: string
}

/** One assessor's rating of one criterion; kept when a later one takes its place. */
interface RatingRow {
  id: string
  county_id: string
  site_id: string
  criterion: number
  state: string
  assessor: string
  low: number
  high: number
  measure: string | null
  evidence_note: string | null
  evidence_file_id: string | null
  evidence_date: string | null
  account_id: string | null
  account_name: string
  recorded_at: string
  replaced_at: string | null
}

/** Building works that would raise a site's ratings, and their cost; kept when later ones take their place. */
interface WorksRow {
  id: string
  site_id: string
  description: string
  cost_low: number | null
  cost_high: number | null
  cost_basis: string | null
  recorded_at: string
  recorded_by: string
  replaced_at: string | null
}

/** Tables of the appraisal room. */
export interface AppraisalTables {
  criteria_weighting: CriteriaWeightingRow
  assessor: AssessorRow
  rating: RatingRow
  works: WorksRow
}
