/** A person who signs in. */
interface AccountRow {
  id: string
  email: string
  name: string
  password_hash: string | null
  failed_attempts: number
  locked_until: string | null
  disabled_at: string | null
  created_at: string
}

/** One of a person's roles. */
interface AccountRoleRow {
  account_id: string
  role: string
}

/** A one-time link; only the token's hash is kept. */
interface OneTimeLinkRow {
  token_hash: string
  account_id: string
  purpose: string
  expires_at: string
  used_at: string | null
  created_at: string
}

/** A signed-in browser; only the identifier's hash is kept. */
interface SessionRow {
  id_hash: string
  account_id: string | null
  data: string
  expires_at: string
}

/** One thing that somebody did. */
interface AuditRow {
  id: string
  at: string
  account_id: string | null
  account_name: string
  action: string
  subject: string | null
  summary: string
  /** The consultation that it belongs to; null for everything else. */
  consultation_id: string | null
}

/** A form that has added something. */
interface FormSentRow {
  /** Of the form as it was shown, with what was typed into it. */
  mark: string
  /** Id of what it added. */
  made: string
  sent_at: string
}

/** Tables of the accounts room. */
export interface AccountsTables {
  account: AccountRow
  account_role: AccountRoleRow
  one_time_link: OneTimeLinkRow
  session: SessionRow
  audit: AuditRow
  form_sent: FormSentRow
}
