/** Forms that came in together: one drop-in session, one delivery of post, one run of phone calls. */
interface PaperBatchRow {
  id: string
  consultation_id: string
  kind: string
  session_id: string | null
  label: string
  held_on: string
  district_code: string | null
  count_in: number | null
  note: string
  opened_at: string
  opened_by: string
  closed_at: string | null
  closed_by: string | null
}

/** The newest serial number of a district; `last_number` grows in one statement, so no number is given out twice. */
interface PaperCounterRow {
  consultation_id: string
  district_code: string
  prefix: string
  last_number: number
}

/** Copies of the form that were numbered at one time. */
interface PaperIssueRow {
  id: string
  consultation_id: string
  district_code: string
  survey_id: string
  label: string
  /** BCP 47; in which the copies are printed. */
  language: string
  copies: number
  issued_at: string
  issued_by: string
}

/** One numbered copy, from printing to what became of it. */
interface PaperFormRow {
  id: string
  consultation_id: string
  district_code: string
  survey_id: string
  issue_id: string
  serial: string
  /** BCP 47; in which it is printed. */
  language: string
  status: string
  /** The batch that it came back in; null while it is out. */
  batch_id: string | null
  reason: string | null
  received_on: string | null
  /** 1 when it came in after the last day: kept as written, not counted. */
  late: number
  response_id: string | null
  checked: string
  changed_at: string
}

/** What one person read on a form; the turn is first, second or settled. */
interface PaperKeyingRow {
  id: string
  form_id: string
  turn: string
  account_id: string
  account_name: string
  keyed_at: string
  as_written: string
}

/** A half-keyed form, without its postcode. */
interface PaperDraftRow {
  form_id: string
  account_id: string
  fields: string
  saved_at: string
}

/** Somebody tried to enter a serial that was entered already: a copied form, or a slip. */
interface PaperRepeatRow {
  id: string
  form_id: string
  batch_id: string
  account_id: string
  at: string
}

/** Tables of the room. */
export interface PaperTables {
  paper_batch: PaperBatchRow
  paper_counter: PaperCounterRow
  paper_issue: PaperIssueRow
  paper_form: PaperFormRow
  paper_keying: PaperKeyingRow
  paper_draft: PaperDraftRow
  paper_repeat: PaperRepeatRow
}
