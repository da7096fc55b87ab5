/** One letter, from when it is queued until it is erased. */
interface LetterRow {
  id: string
  purpose: string
  recipient: string
  subject: string
  body_text: string | null
  body_html: string | null
  unsubscribe_url: string | null
  once: string | null
  about: string | null
  state: string
  queued_at: string
  next_at: string
  attempts: number
  sender: string | null
  sender_until: string | null
  ended_at: string | null
  problem: string | null
}

/** Tables of the outbox. */
export interface MailTables {
  letter: LetterRow
}
