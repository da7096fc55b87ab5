import type { Db } from '../db/index.ts'

/**
 * How many responses stand: those that were not taken back, the late ones among them.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns all of them, and those that staff entered
 */
export async function countStanding(
  db: Db,
  consultationId: string,
): Promise<{ responses: number; paper: number }> {
  const rows = await db
    .selectFrom('response')
    .select(({ fn }) => ['channel', fn.countAll<number>().as('total')])
    .where('consultation_id', '=', consultationId)
    .where('withdrawn_at', 'is', null)
    .groupBy('channel')
    .execute()
  const sum = (some: typeof rows): number => some.reduce((all, { total }) => all + total, 0)
  return { responses: sum(rows), paper: sum(rows.filter(({ channel }) => channel !== 'online')) }
}
