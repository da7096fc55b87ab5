// A process of its own that serves one open survey on loopback: `survey-process.ts DATABASE-URL FOLDER PROCESSES`, the
// last being how many answer. It says its port, and does what it is told: see `Order`.
import cluster, { type Worker } from 'node:cluster'
import { sql } from 'kysely'
import { createApplication } from '../../server/app.ts'
import { migrate, openDatabase } from '../../server/db/index.ts'
import { answerHere } from '../../server/platform/answering/answering-process.ts'
import { openDoor } from '../../server/platform/answering/door.ts'
import { createLog } from '../../server/platform/log.ts'
import { openServices } from '../../server/services.ts'
import { isSurveyPath } from '../../server/surveys/index.ts'
import { testSettings } from '../support/settings.ts'
import { copyDraft, type Copying } from './copied-drafts.ts'
import { openSurvey } from './open-survey.ts'

/** What the process has used since it was last asked. */
export interface Usage {
  readonly cpuMilliseconds: number
  readonly statements: number
}

/** What the process is told. */
export type Order =
  /** Answer with what was used since this was last asked. */
  | { readonly order: 'usage' }
  /** Kill yourself without a word after so many more statements. */
  | { readonly order: 'die'; readonly afterStatements: number }
  /** Set the clock forward. */
  | { readonly order: 'clock'; readonly forwardMilliseconds: number }
  /** Behave as if the disk were full, or no longer (SQLite). */
  | { readonly order: 'disk'; readonly full: boolean }
  /** Begin drafts that hold what this one holds; answer with their tokens. */
  | { readonly order: 'copy'; readonly copying: Copying }
  /** Answer as soon as all processes that should answer do. */
  | { readonly order: 'whole' }

const [databaseUrl = '', folder = '', processes = '1'] = process.argv.slice(2)
let statements = 0
let statementsToLive = Infinity
let forward = 0
const db = openDatabase(databaseUrl, () => {
  statements += 1
  statementsToLive -= 1
  if (statementsToLive <= 0) process.kill(process.pid, 'SIGKILL')
})
if (cluster.isPrimary) {
  await migrate(db)
  await openSurvey(db)
}
// Each respondent has an address of their own.
const settings = { ...testSettings(folder), databaseUrl, trustProxy: 1 }
const log = createLog('silent')
const services = await openServices(settings, {
  db,
  log,
  clock: () => new Date(Date.now() + forward),
})
const { app } = createApplication(services)

let before = process.cpuUsage()
function usage(): Usage {
  const used = process.cpuUsage(before)
  const answer = { cpuMilliseconds: (used.user + used.system) / 1000, statements }
  before = process.cpuUsage()
  statements = 0
  return answer
}

async function fillDisk(full: boolean): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql`pragma max_page_count = ${sql.lit(full ? (rows[0]?.page_count ?? 1) : 1_000_000_000)}`.execute(db)
}

const heardFrom = (worker: Worker): Promise<unknown> =>
  new Promise(resolve => {
    const hear = (news: unknown): void => {
      if (typeof news !== 'object' || news === null || !('done' in news)) return
      worker.off('message', hear)
      resolve(news.done)
    }
    const gone = (): void => {
      worker.off('message', hear)
      resolve(null)
    }
    worker.on('message', hear)
    worker.once('exit', gone)
    worker.setMaxListeners(0)
  })

/** Lets the processes that answer do the same. */
async function othersToo(order: Order): Promise<unknown[]> {
  const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined)
  const done = workers.map(heardFrom)
  for (const worker of workers) worker.send(order)
  return Promise.all(done)
}

/** Processes that answer now, by id. */
const listening = new Set<number>()
cluster.on('listening', worker => listening.add(worker.id))
cluster.on('exit', worker => listening.delete(worker.id))

/** Only one of those that answer dies: the others go on. */
function tellOne(order: Order): void {
  Object.values(cluster.workers ?? {})[0]?.send(order)
}

async function carryOut(told: Order): Promise<object> {
  switch (told.order) {
    case 'usage': {
      const all = [usage(), ...((await othersToo(told)) as (Usage | null)[])]
      const sum = (figure: keyof Usage): number => all.reduce((total, one) => total + (one?.[figure] ?? 0), 0)
      return { cpuMilliseconds: sum('cpuMilliseconds'), statements: sum('statements') }
    }
    case 'die':
      if (Object.keys(cluster.workers ?? {}).length > 0) tellOne(told)
      else statementsToLive = told.afterStatements
      return {}
    case 'clock':
      await othersToo(told)
      forward += told.forwardMilliseconds
      return {}
    case 'disk':
      await othersToo(told)
      await fillDisk(told.full)
      return {}
    case 'whole':
      while (listening.size < Number(processes)) await new Promise(resolve => setTimeout(resolve, 50))
      return {}
    case 'copy':
      return { tokens: await copyDraft(db, settings.secret, told.copying) }
  }
}

if (cluster.isPrimary) {
  const door = await openDoor({ host: '127.0.0.1', port: 0, answeringProcesses: Number(processes) }, log, app)
  door.open()
  process.on('message', (told: Order) => {
    const carriedOut = carryOut(told)
    if (told.order !== 'die') void carriedOut.then(answer => process.send?.(answer))
  })
  process.on('disconnect', () => {
    process.exit(0)
  })
  process.send?.({ port: door.port })
} else {
  process.on('message', (told: Order | { readonly tell: string }) => {
    if ('order' in told) void carryOut(told).then(done => process.send?.({ done }))
  })
  answerHere({ answer: app, isOwn: isSurveyPath, close: () => db.destroy() })
}
