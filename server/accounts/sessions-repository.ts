import type { Db } from '../db/index.ts'
import type { SessionKeeper } from '../platform/sessions.ts'

/**
 * Sessions in the database.
 *
 * @param db - the database
 * @param clock - tells the time
 * @returns where the sessions' middleware keeps them
 */
export function sessionsIn(db: Db, clock: () => Date): SessionKeeper {
  return {
    async read(idHash) {
      const row = await db
        .selectFrom('session')
        .select('data')
        .where('id_hash', '=', idHash)
        .where('expires_at', '>', clock().toISOString())
        .executeTakeFirst()
      return row?.data ?? null
    },
    async write(idHash, accountId, data, expiresAt) {
      await db
        .insertInto('session')
        .values({ id_hash: idHash, account_id: accountId, data, expires_at: expiresAt })
        .onConflict(same =>
          same.column('id_hash').doUpdateSet({ account_id: accountId, data, expires_at: expiresAt }),
        )
        .execute()
    },
    async remove(idHash) {
      await db.deleteFrom('session').where('id_hash', '=', idHash).execute()
    },
  }
}

/**
 * Ends every session of an account: it is signed out everywhere.
 *
 * @param db - the database
 * @param accountId - the account
 * @returns how many sessions ended
 */
export async function endSessions(db: Db, accountId: string): Promise<number> {
  const ended = await db.deleteFrom('session').where('account_id', '=', accountId).executeTakeFirst()
  return Number(ended.numDeletedRows)
}

/**
 * Removes sessions that have run out.
 *
 * @param db - the database
 * @param at - the moment
 */
export async function removeOldSessions(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', at.toISOString()).execute()
}
