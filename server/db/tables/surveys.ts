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
}

/** One chosen option, or one text, of one response. */
interface AnswerRow {
  id: string
  response_id: string
  section: string
  question_key: string
  position: number
  choice: string | null
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

/** Tables of the surveys room. */
export interface SurveysTables {
  survey: SurveyRow
  response: ResponseRow
  answer: AnswerRow
  response_aside: ResponseAsideRow
  draft: DraftRow
  draft_page: DraftPageRow
}
