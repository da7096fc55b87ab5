/** One version of one district's survey; never changed once it is here. */
interface SurveyRow {
  id: string
  consultation_id: string
  district_code: string
  version: number
  definition: string
  hash: string
  published_at: string
}

/** What one person or organisation answered. No address, no IP, no e-mail, no postcode. */
interface ResponseRow {
  id: string
  survey_id: string
  consultation_id: string
  district_code: string
  channel: string
  reference: string
  received_at: string
  submitted_at: string
  within_grace: number
  language: string
  helped: number
  neighbourhood_code: string | null
  distance_band: string | null
  payload_hash: string
  as_written: string | null
  withdrawn_at: string | null
  /** Who helped to answer, or answered for somebody: `family-or-friend`, `staff`, `interpreter`, `other`. */
  helped_by?: string | null
  /** 1 for the official response of an organisation, 0 for that of one of its people; null for anybody else. */
  official?: number | null
  members?: number | null
  /** Of how many other districts the same person had sent answers before; which ones is not kept. */
  also_answered?: number | null
  /** All options that were chosen, as JSON; null where none was. */
  choices?: string | null
}

/** What one response says in words in answer to one question. */
interface AnswerRow {
  id: string
  response_id: string
  section: string
  question_key: string
  text: string | null
}

/** A response that came again under the same id with other contents; kept for a person to look at. */
interface ResponseAsideRow {
  id: string
  response_id: string
  survey_id: string
  payload: string
  payload_hash: string
  received_at: string
  reviewed_at: string | null
  reviewed_by?: string | null
  review_note?: string | null
}

/** A sign that a response may not come from a person answering alone; it never makes an answer count less. */
interface ResponseSignalRow {
  response_id: string
  signal: string
  reason: string
  recorded_at: string
}

/** Answers on their way; the browser holds the token, only its hash is here. */
interface DraftRow {
  id: string
  token_hash: string
  survey_id: string
  response_id: string
  begun_at: string
  updated_at: string
  expires_at: string
  sent_at: string | null
  reference: string | null
}

/** One saved page of a draft; never a postcode. */
interface DraftPageRow {
  draft_id: string
  page_key: string
  saved: string
  saved_at: string
}

/** What opens a draft: a device's cookie, a code or a link. Only a hash of it is here, and the draft's key, wrapped. */
interface DraftTokenRow {
  lookup_hash: string
  draft_id: string
  kind: string
  /** null in drafts of before. */
  wrapped_key: string | null
  made_at: string
}

/** A file on its way, sealed like the pages of its draft. */
interface DraftFileRow {
  draft_id: string
  question_key: string
  sealed: string
  saved_at: string
}

/** A file that was sent with a response; its content is among the uploads. */
interface ResponseFileRow {
  id: string
  response_id: string
  question_key: string
  sha256: string
  original_name: string
  media_type: string
  bytes: number
}

/** The questions that a consultation's surveys are made from, while they are built. */
interface SurveyPlanRow {
  consultation_id: string
  plan: string
  version: number
  changed_at: string
  changed_by: string
  /** null where it is not known: a command, or a change from before accounts were kept. */
  changed_by_account?: string | null
}

/** The questions as they were after one change. */
interface SurveyPlanStepRow extends Omit<SurveyPlanRow, 'changed_by_account'> {
  summary: string
}

/** A wrong entry of a code or a withdrawal word; the address is here as a keyed hash only, and not for long. */
interface WrongGuessRow {
  id: string
  guesser: string
  consultation_id: string
  guessed_at: string
}

/** A consultation that may ask for files. */
interface FilePermissionRow {
  consultation_id: string
  /** '' for one that asked for files before it had to be allowed. */
  allowed_at: string
  allowed_by: string
}

/** Tables of the surveys room. */
export interface SurveysTables {
  survey: SurveyRow
  survey_plan: SurveyPlanRow
  survey_plan_step: SurveyPlanStepRow
  response: ResponseRow
  answer: AnswerRow
  response_aside: ResponseAsideRow
  response_signal: ResponseSignalRow
  draft: DraftRow
  draft_page: DraftPageRow
  draft_token: DraftTokenRow
  draft_file: DraftFileRow
  response_file: ResponseFileRow
  wrong_guess: WrongGuessRow
  file_permission: FilePermissionRow
}
