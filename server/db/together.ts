import type { Db } from './connection.ts'
import { Gathering, mostTogether } from './gathering.ts'

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (reason: unknown) => void
}

interface Queue<Item, Result> {
  readonly waiting: Waiting<Item, Result>[]
  readonly company: Gathering
  /** Transactions under way. */
  underWay: number
  /** A transaction is about to begin, and waits for those who come along. */
  gathering: boolean
}

/** Most transactions at once: while one waits for the disk or the line, the next is put together. */
const mostUnderWay = 2

/**
 * Lets changes of one kind that arrive while the disk is busy share one transaction, and so one way to the disk, and
 * statements where the work takes many items in one. Each caller has its own result, and none has it before it is on
 * the disk. Should a shared transaction fail, nothing of it is stored, and each item is tried once more by itself, so
 * that the one that is wrong fails alone and with its own reason. Where it is the database that fails (full, locked,
 * gone), all hear that at once.
 *
 * @param work - does the changes of one or more items within the transaction that it receives, and nothing outside the
 * database, as it may run twice; gives each item's result in their order
 * @param alone - for one item that has come alone; without it a transaction with that item
 * @returns does one item's changes, all of them or none; called within a transaction it joins that one
 */
export function together<Item, Result>(
  work: (tx: Db, items: readonly Item[]) => Promise<readonly Result[]>,
  alone?: (db: Db, item: Item) => Promise<Result>,
): (db: Db, item: Item) => Promise<Result> {
  const queues = new WeakMap<Db, Queue<Item, Result>>()

  async function one(tx: Db, item: Item): Promise<Result> {
    const results = await work(tx, [item])
    return results[0] as Result
  }

  async function byItself(db: Db, { item, resolve, reject }: Waiting<Item, Result>): Promise<void> {
    const stored = alone ? alone(db, item) : db.transaction().execute(tx => one(tx, item))
    await stored.then(resolve, reject)
  }

  async function batch(db: Db, waiting: readonly Waiting<Item, Result>[]): Promise<void> {
    const [only] = waiting
    if (only !== undefined && waiting.length === 1) return byItself(db, only)
    try {
      const results = await db.transaction().execute(tx =>
        work(
          tx,
          waiting.map(each => each.item),
        ),
      )
      waiting.forEach((each, at) => {
        each.resolve(results[at] as Result)
      })
    } catch (error) {
      if (isOutage(error)) {
        for (const each of waiting) each.reject(error)
        return
      }
      for (const each of waiting) await byItself(db, each)
    }
  }

  async function empty(db: Db, queue: Queue<Item, Result>): Promise<void> {
    queue.gathering = true
    await queue.company.isComplete()
    const gathered = queue.waiting.splice(0, mostTogether)
    queue.gathering = false
    queue.underWay += 1
    goOn(db, queue)
    try {
      await batch(db, gathered)
    } finally {
      queue.underWay -= 1
      goOn(db, queue)
    }
  }

  function goOn(db: Db, queue: Queue<Item, Result>): void {
    if (queue.waiting.length > 0 && !queue.gathering && queue.underWay < mostUnderWay) void empty(db, queue)
  }

  return (db, item) => {
    if (db.isTransaction) return one(db, item)
    return new Promise<Result>((resolve, reject) => {
      const queue = queues.get(db) ?? newQueue<Item, Result>()
      queues.set(db, queue)
      const meetsOthers = queue.waiting.length > 0 || queue.underWay > 0
      queue.waiting.push({ item, resolve, reject })
      queue.company.joined(meetsOthers)
      goOn(db, queue)
    })
  }
}

function newQueue<Item, Result>(): Queue<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  return { waiting, company: new Gathering(waiting), underWay: 0, gathering: false }
}

/**
 * The same for work that takes one item at a time.
 *
 * @param work - does the changes of one item
 * @param alone - for one item that has come alone; without it a transaction with that item
 * @returns does one item's changes, all of them or none
 */
export function togetherOneByOne<Item, Result>(
  work: (tx: Db, item: Item) => Promise<Result>,
  alone?: (db: Db, item: Item) => Promise<Result>,
): (db: Db, item: Item) => Promise<Result> {
  return together<Item, Result>(async (tx, items) => {
    const results: Result[] = []
    for (const item of items) results.push(await work(tx, item))
    return results
  }, alone)
}

/**
 * Whether the database itself failed, and not what it was asked: SQLite's result codes, PostgreSQL's classes of
 * SQLSTATE (08 connection, 53 resources, 57 operator, 58 system), and lost connections.
 */
function isOutage(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code
  if (typeof code === 'string')
    return /^(SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT)|(08|53|57|58)\w{3}$|E[A-Z]+$)/.test(
      code,
    )
  return error instanceof Error && /Connection terminated|timeout/.test(error.message)
}
