/** One version of a consultation's list of themes; agreed ones do not change any more. */
interface CodeFrameRow {
  id: string
  consultation_id: string
  version: number
  note: string
  begun_at: string
  agreed_at: string | null
  agreed_by: string | null
}

/** A theme, the same through all versions that hold it. */
interface ThemeRow {
  id: string
  consultation_id: string
  added_at: string
  added_by: string
}

/** What a theme is called and means in one version. */
interface ThemeWordingRow {
  theme_id: string
  frame_id: string
  name: string
  meaning: string
  position: number
}

/** A theme given to a comment, by the first or the second coder. */
interface CommentThemeRow {
  answer_id: string
  theme_id: string
  turn: string
  frame_id: string
  account_id: string
  tagged_at: string
}

/** A comment that somebody has read and coded, with or without a theme. */
interface CommentReadingRow {
  answer_id: string
  turn: string
  account_id: string
  account_name: string
  read_at: string
}

/** A comment that somebody may have to act on at once; a log of its own. */
interface SafeguardingFlagRow {
  id: string
  consultation_id: string
  answer_id: string
  note: string
  flagged_at: string
  flagged_by: string
  passed_on_at: string | null
  passed_on_by: string | null
  outcome: string
}

/** Findings as they were published, word for word. */
interface FindingsPublicationRow {
  id: string
  consultation_id: string
  version: number
  result: string
  hash: string
  published_at: string
  published_by: string
  withdrawn_at: string | null
}

/** Tables of the room. */
export interface FindingsTables {
  code_frame: CodeFrameRow
  theme: ThemeRow
  theme_wording: ThemeWordingRow
  comment_theme: CommentThemeRow
  comment_reading: CommentReadingRow
  safeguarding_flag: SafeguardingFlagRow
  findings_publication: FindingsPublicationRow
}
