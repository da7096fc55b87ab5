/** Somebody who wants to hear of updates; without `confirmed_at`, somebody whose address was typed. */
interface SubscriptionRow {
  id: string
  consultation_id: string
  email: string
  language: string
  asked_at: string
  confirmed_at: string | null
}

/** A link in a letter to a subscriber; only the token's hash is kept. */
interface SubscriptionLinkRow {
  token_hash: string
  subscription_id: string
  purpose: string
  made_at: string
}

/** News of a consultation; a draft until it is published. */
interface BulletinRow {
  id: string
  consultation_id: string
  title: string
  body: string
  written_at: string
  published_at: string | null
  letters: number | null
}

/** A question that residents post ideas to. */
interface IdeaBoardRow {
  id: string
  consultation_id: string
  district_code: string | null
  question: string
  introduction: string
  opens_at: string
  closes_at: string
  created_at: string
}

/** A resident's idea. */
interface IdeaRow {
  id: string
  board_id: string
  title: string
  body: string
  neighbourhood: string
  language: string
  state: string
  reason: string | null
  posted_at: string
  moderated_at: string | null
  redacted: number
  reply: string | null
  replied_at: string | null
}

/** One browser that agreed with an idea. */
interface IdeaAgreementRow {
  idea_id: string
  browser: string
}

/** A version of the staff's pledge. */
interface PledgeVersionRow {
  id: string
  consultation_id: string
  version: number
  title: string
  body: string
  note: string
  published_at: string
}

/** Somebody who signed a version; without name, role and organisation once they withdrew. */
interface PledgeSignatureRow {
  id: string
  pledge_version_id: string
  name: string
  role: string
  organisation: string
  may_be_named: number
  checked_at: string | null
  signed_at: string
  withdrawn_at: string | null
  token_hash: string
}

/** Tables of subscriptions, updates, idea boards and pledges. */
export interface TakingPartTables {
  subscription: SubscriptionRow
  subscription_link: SubscriptionLinkRow
  bulletin: BulletinRow
  idea_board: IdeaBoardRow
  idea: IdeaRow
  idea_agreement: IdeaAgreementRow
  pledge_version: PledgeVersionRow
  pledge_signature: PledgeSignatureRow
}
