import type { Generated } from 'kysely'

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
  preparation: Generated<string>
  review_asked_at: string | null
  review_asked_by: string | null
  review_asked_name: Generated<string>
  sent_back_because: Generated<string>
  decision_recorded_at: string | null
  followed_up_at: string | null
  /** JSON: hash of the translations in force, by language. */
  translations: Generated<string>
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
  reason: Generated<string>
  published_by: Generated<string>
  contents: Generated<string>
  checklist: Generated<string>
}

/** What was changed in public, with its reason; never changed itself. */
interface ConsultationChangeRow {
  id: string
  consultation_id: string
  kind: string
  summary: string
  reason: string
  at: string
  position: number
  before_hash: string | null
  after_hash: string | null
}

/** What was answered to one point of the checklist; earlier answers stay. */
interface ConsultationCheckRow {
  id: string
  consultation_id: string
  item: string
  answer: string
  evidence: string
  answered_at: string
  answered_by: string
  replaced_at: string | null
}

/** The next version of what is published, while it is written. */
interface ConsultationCorrectionRow {
  consultation_id: string
  base_version: number
  record: string
  version: number
  begun_at: string
  begun_by: string
  changed_at: string
  asked_at: string | null
  asked_by: string | null
  asked_name: string
  reason: string
}

/** Where a paper can be read: an address, or one of the consultation's documents. */
interface WithPaper {
  paper_title: string | null
  paper_url: string | null
  document_id: string | null
}

/** A meeting on the way to the decision. */
interface GovernanceDateRow extends WithPaper {
  id: string
  consultation_id: string
  on_date: string
  committee: string
  what: string
  added_at: string
}

/** What was decided; an earlier wording stays. */
interface ConsultationDecisionRow extends WithPaper {
  id: string
  consultation_id: string
  decided_on: string
  decided_by: string
  decision: string
  what_changed: string
  recorded_at: string
  recorded_by: string
  replaced_at: string | null
}

/** What happened after the decision. */
interface DecisionFollowUpRow extends WithPaper {
  id: string
  consultation_id: string
  on_date: string
  happened: string
  recorded_at: string
  recorded_by: string
  replaced_at: string | null
}

/** A document; what can be read of it are its versions. */
interface ConsultationDocumentRow {
  id: string
  consultation_id: string
  district_code: string | null
  position: number
  title: string
  description: string
  added_at: string
  /** How title and description stood before, as JSON. */
  changes: Generated<string>
}

/** One version of a document in one form and language: a text on a page, a file, both, or a link. */
interface DocumentVariantRow {
  id: string
  document_id: string
  consultation_id: string
  kind: string
  language: string
  version: number
  body: string | null
  link: string | null
  sha256: string | null
  original_name: string | null
  media_type: string | null
  bytes: number | null
  hash: string
  reason: string
  added_at: string
  superseded_at: string | null
}

/** A question that somebody sent, apart from every answer to a survey. */
interface ResidentQuestionRow {
  id: string
  consultation_id: string
  form_id: string
  district_code: string | null
  question: string
  asked_at: string
  state: string
  faq_id: string | null
  shown_question: string
  shown_answer: string
  declined_because: string | null
  settled_at: string | null
  settled_by: string
  /** In which it was asked. */
  language: Generated<string>
  /** When the address was deleted because its time was over; null while it was not. */
  address_erased_at: string | null
}

/** Where a question is answered to; deleted with the answer, or when its time is over. */
interface ResidentQuestionReplyRow {
  question_id: string
  email: string
}

/** Whether a page was useful to somebody. */
interface PageOpinionRow {
  id: string
  consultation_id: string
  page: string
  useful: number
  comment: string
  given_on: string
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
  site_id: string | null
  postcode: string | null
  lon: number | null
  lat: number | null
  changed_at: string | null
  cancelled_at: string | null
  sequence: Generated<number>
  changes: Generated<string>
}

/** An option that was looked at, while it is written. */
interface ConsultationOptionRow {
  id: string
  consultation_id: string
  position: number
  name: string
  what_it_was: string
  why_not: string
  /** 1 for keeping everything as it is. */
  status_quo: number
  scenario_id: string | null
}

/** What is said of one place, while it is written. */
interface ConsultationPlaceTextRow {
  consultation_id: string
  site_id: string
  why: string
  replaced_by: string
  from_on: string | null
}

/** That the answers to a consultation were deleted, by whom, and how many there were. */
interface AnswerDeletionRow {
  id: string
  consultation_id: string
  deleted_at: string
  deleted_by: string
  responses: number
}

/** Tables of the consultations room. */
export interface ConsultationsTables {
  consultation: ConsultationRow
  consultation_district: ConsultationDistrictRow
  proposal: ProposalRow
  consultation_option: ConsultationOptionRow
  consultation_place_text: ConsultationPlaceTextRow
  consultation_record: ConsultationRecordRow
  consultation_change: ConsultationChangeRow
  consultation_check: ConsultationCheckRow
  consultation_correction: ConsultationCorrectionRow
  governance_date: GovernanceDateRow
  consultation_decision: ConsultationDecisionRow
  decision_follow_up: DecisionFollowUpRow
  consultation_document: ConsultationDocumentRow
  faq: FaqRow
  drop_in_session: DropInSessionRow
  document_variant: DocumentVariantRow
  resident_question: ResidentQuestionRow
  resident_question_reply: ResidentQuestionReplyRow
  page_opinion: PageOpinionRow
  answer_deletion: AnswerDeletionRow
}
