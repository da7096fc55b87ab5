/** One answer to what becomes of the county's sites; the status quo is one of them and holds no fates of its own. */
interface ScenarioRow {
  id: string
  county_id: string
  name: string
  description: string
  status_quo: number
  published_at: string | null
  hash: string | null
  based_on: string | null
  version: number
  created_at: string
  updated_at: string
}

/** What one site becomes in one scenario. */
interface ScenarioFateRow {
  scenario_id: string
  site_id: string
  fate: string
  lead_site_id: string | null
  note: string
}

/** A weekly session at an outreach venue. */
interface ScenarioOutreachRow {
  id: string
  scenario_id: string
  site_id: string
  weekday: number
  starts: string
  ends: string
  from_on: string | null
  to_on: string | null
  activity: string
}

/** A cost or income that a scenario brings beside what its fates do to yearly costs. */
interface ScenarioLedgerRow {
  id: string
  scenario_id: string
  site_id: string | null
  line: string
  pounds: number
  one_off: number
  note: string
}

/** A scenario as it was published: everything that its figures are made of, and the figures. */
interface ScenarioPublicationRow {
  scenario_id: string
  hash: string
  document: string
  figures: string
  published_at: string
  published_by: string
}

/** What the public may see of a published scenario's figures, small counts withheld; made from it, so never changed. */
interface ScenarioPublicFiguresRow {
  scenario_hash: string
  document: string
  made_at: string
}

/** Tables of the scenarios room. */
export interface ScenariosTables {
  scenario: ScenarioRow
  scenario_fate: ScenarioFateRow
  scenario_outreach: ScenarioOutreachRow
  scenario_ledger: ScenarioLedgerRow
  scenario_publication: ScenarioPublicationRow
  scenario_public_figures: ScenarioPublicFiguresRow
}
