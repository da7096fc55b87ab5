/** A consultation: its texts while they are written, its dates, and how people reach the council. */
interface ConsultationRow {
  id: string
  county_id: string
  slug: string
  name: string
  scenario_id: string | null
  introduction: string
  what_is_lost: string
  what_is_proposed: string
  reasons: string
  opens_at: string | null
  closes_at: string | null
  grace_minutes: number
  decision_on: string | null
  decision_by: string
  contact_email: string
  contact_phone: string
  contact_post: string
  other_ways: string
  urgent_help: string
  published_at: string | null
  record_hash: string | null
  findings_public_since: string | null
  version: number
  created_at: string
  updated_at: string
}

/** A district's page of a consultation, while it is written. */
interface ConsultationDistrictRow {
  consultation_id: string
  district_code: string
  slug: string
  name: string
  position: number
  what_is_lost: string
  what_is_proposed: string
}

/** One proposal for one district, while it is written. */
interface ProposalRow {
  id: string
  consultation_id: string
  district_code: string
  position: number
  title: string
  what_is_lost: string
  what_changes: string
  site_id: string | null
}

/** What was published, word for word; never changed, only followed by another. */
interface ConsultationRecordRow {
  id: string
  consultation_id: string
  version: number
  hash: string
  record: string
  published_at: string
}

/** A document: a file, a text, or both. */
interface ConsultationDocumentRow {
  id: string
  consultation_id: string
  district_code: string | null
  position: number
  title: string
  description: string
  body: string | null
  sha256: string | null
  original_name: string | null
  media_type: string | null
  bytes: number | null
  added_at: string
}

/** A question that people ask, with its answer and how that has changed. */
interface FaqRow {
  id: string
  consultation_id: string
  position: number
  question: string
  answer: string
  added_at: string
  changed_at: string | null
  changes: string
}

/** A session where people can talk to the council's staff. */
interface DropInSessionRow {
  id: string
  consultation_id: string
  district_code: string | null
  starts_at: string
  ends_at: string
  venue: string
  address: string
  access: string
  languages: string
}

/** Tables of the consultations room. */
export interface ConsultationsTables {
  consultation: ConsultationRow
  consultation_district: ConsultationDistrictRow
  proposal: ProposalRow
  consultation_record: ConsultationRecordRow
  consultation_document: ConsultationDocumentRow
  faq: FaqRow
  drop_in_session: DropInSessionRow
}
