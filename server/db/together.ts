import { SqliteAdapter, sql } from 'kysely'
import type { Db } from './connection.ts'

interface Waiting {
  readonly attempt: (tx: Db) => Promise<() => void>
  readonly alone: () => Promise<void>
}

interface Queue {
  readonly waiting: Waiting[]
  running: boolean
}

const queues = new WeakMap<Db, Queue>()

/** Most changes that go to the disk at once: enough to share its slowness, few enough for readers not to wait long. */
const mostTogether = 64

/**
 * Does several changes as one, all of them or none, like `inTransaction`; changes that arrive while the disk is busy
 * share one way to it. Each succeeds or fails by itself, and none is answered before it is on the disk. Should the
 * shared way fail, each is tried again alone. PostgreSQL does this by itself, with a connection for each.
 *
 * @param db - the database; within a transaction the work joins that one
 * @param work - does the changes through the transaction that it receives; nothing outside the database, as it may run
 * twice
 * @returns what the work returns
 */
export function inSharedTransaction<Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> {
  if (db.isTransaction) return work(db)
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return db.transaction().execute(work)
  return new Promise<Result>((resolve, reject) => {
    const queue = queues.get(db) ?? { waiting: [], running: false }
    queues.set(db, queue)
    queue.waiting.push({
      attempt: async tx => {
        const result = await work(tx)
        return () => {
          resolve(result)
        }
      },
      alone: () => db.transaction().execute(work).then(resolve, reject),
    })
    if (queue.running) return
    queue.running = true
    // Requests that were read from the network in the same turn go along.
    setImmediate(() => void emptyQueue(db, queue))
  })
}

async function emptyQueue(db: Db, queue: Queue): Promise<void> {
  try {
    while (queue.waiting.length > 0) await storeTogether(db, queue.waiting.splice(0, mostTogether))
  } finally {
    queue.running = false
  }
}

async function storeTogether(db: Db, batch: readonly Waiting[]): Promise<void> {
  const [only] = batch
  if (only === undefined) return
  if (batch.length === 1) return only.alone()
  const again: Waiting[] = []
  const answers: (() => void)[] = []
  try {
    await db.transaction().execute(async tx => {
      for (const one of batch) {
        await begin.execute(tx)
        try {
          answers.push(await one.attempt(tx))
          await keep.execute(tx)
        } catch {
          // This one alone is undone, and tried once more by itself, so that its own reason reaches its sender.
          await undo.execute(tx)
          again.push(one)
        }
      }
    })
  } catch {
    // Nothing of the batch is on the disk.
    for (const one of batch) await one.alone()
    return
  }
  for (const answer of answers) answer()
  for (const one of again) await one.alone()
}

const begin = sql`savepoint one_of_many`
const keep = sql`release savepoint one_of_many`
// Undone and ended: otherwise the next one would stand inside it.
const undo = {
  execute: async (tx: Db): Promise<void> => {
    await sql`rollback to savepoint one_of_many`.execute(tx)
    await keep.execute(tx)
  },
}
