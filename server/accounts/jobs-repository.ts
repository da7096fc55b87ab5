import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { gaveUp, mostAttempts, type JobKeeper, type KeptJob } from '../platform/job-keeper.ts'

const states = z.enum(['running', 'done', 'failed', 'stopped'])
const results = z.object({
  summary: z.string(),
  url: z.string().exactOptional(),
  details: z.array(z.string()).exactOptional(),
})

/**
 * Jobs in the database: several processes see the same ones, and one goes on with what another left.
 *
 * @param db - the database
 * @returns where jobs are kept
 */
export function jobsIn(db: Db): JobKeeper {
  const find = async (id: string): Promise<KeptJob | null> => {
    const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) return null
    return {
      id: row.id,
      kind: row.kind,
      label: row.label,
      input: JSON.parse(row.input) as unknown,
      state: states.parse(row.state),
      done: row.done,
      total: row.total,
      saying: row.saying,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      result: row.result === null ? null : results.parse(JSON.parse(row.result)),
      problem: row.problem,
    }
  }
  return {
    find,
    async add(job, owner, at) {
      const input = JSON.stringify(job.input ?? null)
      const under_way = createHash('sha256').update(`${job.kind}\n${input}`).digest('hex')
      for (;;) {
        const added = await db
          .insertInto('job')
          .values({
            id: job.id,
            kind: job.kind,
            label: job.label,
            input,
            state: job.state,
            done: job.done,
            total: job.total,
            saying: job.saying,
            started_at: job.startedAt,
            ended_at: null,
            result: null,
            problem: null,
            owner,
            seen_at: at,
            attempts: 1,
            stop_asked: 0,
            under_way,
          })
          .onConflict(same => same.column('under_way').doNothing())
          .executeTakeFirst()
        if (Number(added.numInsertedOrUpdatedRows) === 1) return job.id
        const other = await db
          .selectFrom('job')
          .select('id')
          .where('under_way', '=', under_way)
          .executeTakeFirst()
        // Should it have ended between the two statements, ours is added after all.
        if (other !== undefined) return other.id
      }
    },
    async beat(id, owner, { done, total, saying }, at) {
      const alive = await db
        .updateTable('job')
        .set({ done, total, saying, seen_at: at })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .where('state', '=', 'running')
        .returning('stop_asked')
        .executeTakeFirst()
      if (alive === undefined) return 'let go'
      return alive.stop_asked === 1 ? 'stop' : 'go on'
    },
    async end(id, owner, end, at) {
      await db
        .updateTable('job')
        .set({
          state: end.state,
          ended_at: at,
          under_way: null,
          result: end.state === 'done' ? JSON.stringify(end.result) : null,
          problem: end.state === 'failed' ? end.problem : null,
        })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .where('state', '=', 'running')
        .execute()
    },
    async askToStop(id) {
      await db.updateTable('job').set({ stop_asked: 1 }).where('id', '=', id).execute()
    },
    async letGo(id, owner) {
      await db
        .updateTable('job')
        .set(changed => ({ owner: '', seen_at: '', attempts: changed('attempts', '-', 1) }))
        .where('id', '=', id)
        .where('owner', '=', owner)
        .where('state', '=', 'running')
        .execute()
    },
    async takeAbandoned(kinds, owner, silentSince, at) {
      if (kinds.length === 0) return null
      for (;;) {
        const left = await db
          .selectFrom('job')
          .select(['id', 'owner', 'seen_at', 'attempts'])
          .where('state', '=', 'running')
          .where('kind', 'in', kinds)
          .where('seen_at', '<', silentSince)
          .orderBy('started_at')
          .executeTakeFirst()
        if (left === undefined) return null
        const tooOften = left.attempts >= mostAttempts
        const mine = await db
          .updateTable('job')
          .set(
            tooOften
              ? { state: 'failed', problem: gaveUp, ended_at: at, under_way: null }
              : { owner, seen_at: at, attempts: left.attempts + 1 },
          )
          .where('id', '=', left.id)
          .where('owner', '=', left.owner)
          .where('seen_at', '=', left.seen_at)
          .executeTakeFirst()
        // Another process may have been quicker: then there may be one more to take.
        if (Number(mine.numUpdatedRows) === 1 && !tooOften) return find(left.id)
      }
    },
  }
}
