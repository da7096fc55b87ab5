import { eraseLettersAbout } from '../../accounts/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { hashToken, newId, newToken } from '../../platform/ids.ts'

/** Days after which an address that nobody confirmed is erased, and its link no longer works. */
export const unconfirmedDays = 7

const daysBefore = (at: Date, days: number): string =>
  new Date(at.getTime() - days * 86_400_000).toISOString()

/** What came of somebody's wish to subscribe. The token opens a link, once, and is kept nowhere. */
export interface SubscriptionAsked {
  readonly token: string
  readonly subscriptionId: string
  /** Whether the address is subscribed already: then the token ends the subscription instead of confirming it. */
  readonly already: boolean
}

/**
 * Remembers that somebody typed an address and wants updates; nothing is sent to it but a link that confirms it.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param asked - address and language
 * @param at - now
 * @returns a token for the letter to that address
 */
export async function askSubscription(
  tx: Db,
  consultationId: string,
  { email, language }: { email: string; language: string },
  at: Date,
): Promise<SubscriptionAsked> {
  await eraseUnconfirmed(tx, at)
  const now = at.toISOString()
  await tx
    .insertInto('subscription')
    .values({
      id: newId(),
      consultation_id: consultationId,
      email,
      language,
      asked_at: now,
      confirmed_at: null,
    })
    // Whoever asks again waits seven days from now, in the language of now.
    .onConflict(same =>
      same
        .columns(['consultation_id', 'email'])
        .doUpdateSet({ asked_at: now, language })
        .where('subscription.confirmed_at', 'is', null),
    )
    .execute()
  const { id, confirmed_at } = await tx
    .selectFrom('subscription')
    .select(['id', 'confirmed_at'])
    .where('consultation_id', '=', consultationId)
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  const already = confirmed_at !== null
  const token = newToken()
  await tx
    .insertInto('subscription_link')
    .values({
      token_hash: hashToken(token),
      subscription_id: id,
      purpose: already ? 'stop' : 'confirm',
      made_at: now,
    })
    .execute()
  return { token, subscriptionId: id, already }
}

/** A link to one subscription. */
export interface SubscriptionLink {
  readonly subscriptionId: string
  readonly confirmed: boolean
}

/**
 * The subscription that a link in a letter leads to.
 *
 * @param db - the database
 * @param consultationId - the consultation in the link's address
 * @param token - the secret in the link's address
 * @param purpose - what the link is for
 * @param at - now
 * @returns the subscription; null when there is no such link, or it is too old
 */
export async function followLink(
  db: Db,
  consultationId: string,
  token: string,
  purpose: 'confirm' | 'stop',
  at: Date,
): Promise<SubscriptionLink | null> {
  const row = await db
    .selectFrom('subscription_link')
    .innerJoin('subscription', 'subscription.id', 'subscription_link.subscription_id')
    .select(['subscription.id', 'subscription.confirmed_at', 'subscription_link.made_at'])
    .where('token_hash', '=', hashToken(token))
    .where('purpose', '=', purpose)
    .where('subscription.consultation_id', '=', consultationId)
    .executeTakeFirst()
  if (row === undefined) return null
  if (purpose === 'confirm' && row.made_at < daysBefore(at, unconfirmedDays)) return null
  return { subscriptionId: row.id, confirmed: row.confirmed_at !== null }
}

/**
 * Confirms a subscription by the link in its letter; once confirmed it stays so.
 *
 * @param db - the database
 * @param consultationId - the consultation in the link's address
 * @param token - the secret in the link's address
 * @param at - now
 * @returns false when there is no such link, or it is too old
 */
export async function confirmSubscription(
  db: Db,
  consultationId: string,
  token: string,
  at: Date,
): Promise<boolean> {
  const link = await followLink(db, consultationId, token, 'confirm', at)
  if (link === null) return false
  await db
    .updateTable('subscription')
    .set({ confirmed_at: at.toISOString() })
    .where('id', '=', link.subscriptionId)
    .where('confirmed_at', 'is', null)
    .execute()
  return true
}

/**
 * Ends a subscription by a link in any of its letters, and erases the address and every letter to it.
 *
 * @param db - the database
 * @param consultationId - the consultation in the link's address
 * @param token - the secret in the link's address
 * @param at - now
 * @returns false when there is no such subscription, or no longer
 */
export function endSubscription(db: Db, consultationId: string, token: string, at: Date): Promise<boolean> {
  return inTransaction(db, async tx => {
    const link = await followLink(tx, consultationId, token, 'stop', at)
    if (link === null) return false
    await eraseLettersAbout(tx, [link.subscriptionId])
    await tx.deleteFrom('subscription').where('id', '=', link.subscriptionId).execute()
    return true
  })
}

/** A subscriber that an update is sent to. */
export interface Subscriber {
  readonly id: string
  readonly email: string
  readonly language: string
}

/**
 * Everybody who confirmed that they want updates.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the subscribers, by when they confirmed
 */
export function confirmedSubscribers(db: Db, consultationId: string): Promise<Subscriber[]> {
  return db
    .selectFrom('subscription')
    .select(['id', 'email', 'language'])
    .where('consultation_id', '=', consultationId)
    .where('confirmed_at', 'is not', null)
    .orderBy('confirmed_at')
    .orderBy('id')
    .execute()
}

/**
 * Makes a link for each subscriber by which they can end their subscription.
 *
 * @param tx - a transaction
 * @param subscribers - the subscribers
 * @param at - now
 * @returns the token of each, by the subscriber's id
 */
export async function addStopLinks(
  tx: Db,
  subscribers: readonly Subscriber[],
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map(subscribers.map(({ id }) => [id, newToken()]))
  const rows = [...tokens].map(([id, token]) => ({
    token_hash: hashToken(token),
    subscription_id: id,
    purpose: 'stop',
    made_at: at.toISOString(),
  }))
  for (let first = 0; first < rows.length; first += 400)
    await tx
      .insertInto('subscription_link')
      .values(rows.slice(first, first + 400))
      .execute()
  return tokens
}

/**
 * How many want updates; for staff, who see no addresses.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns those who confirmed, and those whose address waits to be confirmed
 */
export async function countSubscriptions(
  db: Db,
  consultationId: string,
): Promise<{ confirmed: number; unconfirmed: number }> {
  const { all, confirmed } = await db
    .selectFrom('subscription')
    .select(of => [of.fn.countAll<number>().as('all'), of.fn.count<number>('confirmed_at').as('confirmed')])
    .where('consultation_id', '=', consultationId)
    .executeTakeFirstOrThrow()
  return { confirmed, unconfirmed: all - confirmed }
}

/**
 * Erases addresses that nobody confirmed within seven days, and the letters to them.
 *
 * @param db - the database
 * @param at - now
 * @returns how many were erased
 */
export function eraseUnconfirmed(db: Db, at: Date): Promise<number> {
  return inTransaction(db, async tx => {
    const old = await tx
      .selectFrom('subscription')
      .select('id')
      .where('confirmed_at', 'is', null)
      .where('asked_at', '<', daysBefore(at, unconfirmedDays))
      .execute()
    const ids = old.map(({ id }) => id)
    await eraseLettersAbout(tx, ids)
    for (let first = 0; first < ids.length; first += 400)
      await tx
        .deleteFrom('subscription')
        .where('id', 'in', ids.slice(first, first + 400))
        .where('confirmed_at', 'is', null)
        .execute()
    return ids.length
  })
}
