import type { Db } from '../db/index.ts'
import { hashToken, newId, newToken } from '../platform/ids.ts'
import { roleNames, type Role } from './roles.ts'

/** A person who signs in. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly hasPassword: boolean
  readonly lockedUntil: string | null
  readonly disabledAt: string | null
  readonly createdAt: string
}

/** An account with what signing in needs. */
export interface AccountWithPassword extends Account {
  readonly passwordHash: string | null
  readonly failedAttempts: number
}

interface Row {
  id: string
  email: string
  name: string
  password_hash: string | null
  failed_attempts: number
  locked_until: string | null
  disabled_at: string | null
  created_at: string
}

function toAccount(row: Row, roles: readonly string[]): AccountWithPassword {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    roles: roleNames.filter(role => roles.includes(role)),
    hasPassword: row.password_hash !== null,
    passwordHash: row.password_hash,
    failedAttempts: row.failed_attempts,
    lockedUntil: row.locked_until,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  }
}

async function findWhere(db: Db, column: 'id' | 'email', value: string): Promise<AccountWithPassword | null> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('account_role', 'account_role.account_id', 'account.id')
    .selectAll('account')
    .select('account_role.role')
    .where(`account.${column}`, '=', value)
    .execute()
  const first = rows[0]
  if (!first) return null
  return toAccount(
    first,
    rows.flatMap(row => row.role ?? []),
  )
}

/**
 * The account with an id.
 *
 * @param db - the database
 * @param id - the account's id
 * @returns the account, or null
 */
export function findAccount(db: Db, id: string): Promise<AccountWithPassword | null> {
  return findWhere(db, 'id', id)
}

/**
 * The account with an e-mail address.
 *
 * @param db - the database
 * @param email - lower case
 * @returns the account, or null
 */
export function findAccountByEmail(db: Db, email: string): Promise<AccountWithPassword | null> {
  return findWhere(db, 'email', email)
}

/**
 * Every account, by name.
 *
 * @param db - the database
 * @returns the accounts
 */
export async function listAccounts(db: Db): Promise<Account[]> {
  const accounts = await db.selectFrom('account').selectAll().orderBy('name').execute()
  const held = await db.selectFrom('account_role').selectAll().execute()
  return accounts.map(row =>
    toAccount(
      row,
      held.filter(role => role.account_id === row.id).map(role => role.role),
    ),
  )
}

/**
 * Adds an account without a password.
 *
 * @param db - the database
 * @param account - name, lower-case address, roles, and the moment
 * @returns the new account's id
 */
export async function addAccount(
  db: Db,
  account: { email: string; name: string; roles: readonly Role[]; at: Date },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('account')
    .values({
      id,
      email: account.email,
      name: account.name,
      password_hash: null,
      failed_attempts: 0,
      locked_until: null,
      disabled_at: null,
      created_at: account.at.toISOString(),
    })
    .execute()
  await replaceRoles(db, id, account.roles)
  return id
}

/**
 * Gives an account other roles.
 *
 * @param db - the database
 * @param accountId - the account
 * @param held - every role that it has from now on
 */
export async function replaceRoles(db: Db, accountId: string, held: readonly Role[]): Promise<void> {
  await db.deleteFrom('account_role').where('account_id', '=', accountId).execute()
  if (held.length === 0) return
  await db
    .insertInto('account_role')
    .values(held.map(role => ({ account_id: accountId, role })))
    .execute()
}

/**
 * Switches an account off, or on again.
 *
 * @param db - the database
 * @param accountId - the account
 * @param disabledAt - ISO UTC, or null to switch it on
 */
export async function setDisabled(db: Db, accountId: string, disabledAt: string | null): Promise<void> {
  await db.updateTable('account').set({ disabled_at: disabledAt }).where('id', '=', accountId).execute()
}

/**
 * Sets a password; wrong attempts are forgotten.
 *
 * @param db - the database
 * @param accountId - the account
 * @param passwordHash - argon2id hash
 */
export async function setPassword(db: Db, accountId: string, passwordHash: string): Promise<void> {
  await db
    .updateTable('account')
    .set({ password_hash: passwordHash, failed_attempts: 0, locked_until: null })
    .where('id', '=', accountId)
    .execute()
}

/**
 * Counts a wrong password, in one statement so that attempts side by side all count.
 *
 * @param db - the database
 * @param accountId - the account
 * @returns how many in a row there have been, with this one
 */
export async function countWrongPassword(db: Db, accountId: string): Promise<number> {
  const { failed_attempts } = await db
    .updateTable('account')
    .set(set => ({ failed_attempts: set('failed_attempts', '+', 1) }))
    .where('id', '=', accountId)
    .returning('failed_attempts')
    .executeTakeFirstOrThrow()
  return failed_attempts
}

/**
 * Locks an account for a while, or unlocks it; the count of wrong passwords starts again.
 *
 * @param db - the database
 * @param accountId - the account
 * @param until - ISO UTC, or null
 */
export async function setLock(db: Db, accountId: string, until: string | null): Promise<void> {
  await db
    .updateTable('account')
    .set({ failed_attempts: 0, locked_until: until })
    .where('id', '=', accountId)
    .execute()
}

/** What a one-time link is for: signing in as things are, or choosing a password. */
export type LinkPurpose = 'sign-in' | 'password'

/**
 * Makes a one-time link.
 *
 * @param db - the database
 * @param accountId - whom it signs in
 * @param purpose - what it is for
 * @param at - the moment
 * @param hours - how long it is good for
 * @returns the token, which is not kept anywhere
 */
export async function addOneTimeLink(
  db: Db,
  accountId: string,
  purpose: LinkPurpose,
  at: Date,
  hours: number,
): Promise<string> {
  const token = newToken()
  await db
    .insertInto('one_time_link')
    .values({
      token_hash: hashToken(token),
      account_id: accountId,
      purpose,
      expires_at: new Date(at.getTime() + hours * 3_600_000).toISOString(),
      used_at: null,
      created_at: at.toISOString(),
    })
    .execute()
  return token
}

/**
 * Whether a one-time link can still be used.
 *
 * @param db - the database
 * @param token - from the link
 * @param at - the moment
 * @returns the account's id and the purpose, or null when it is unknown, used or too old
 */
export async function readOneTimeLink(
  db: Db,
  token: string,
  at: Date,
): Promise<{ accountId: string; purpose: LinkPurpose } | null> {
  const row = await db
    .selectFrom('one_time_link')
    .innerJoin('account', 'account.id', 'one_time_link.account_id')
    .select(['account_id', 'purpose'])
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at.toISOString())
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row ? { accountId: row.account_id, purpose: row.purpose as LinkPurpose } : null
}

/**
 * Uses up a one-time link; of two people at once only one succeeds.
 *
 * @param db - the database
 * @param token - from the link
 * @param at - the moment
 * @returns true for the one who used it
 */
export async function useOneTimeLink(db: Db, token: string, at: Date): Promise<boolean> {
  const used = await db
    .updateTable('one_time_link')
    .set({ used_at: at.toISOString() })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at.toISOString())
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}
