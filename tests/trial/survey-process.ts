// A process of its own that serves one open survey on loopback: `survey-process.ts DATABASE-URL FOLDER`. It says its
// port, and does what it is told: see `Order`.
import { sql } from 'kysely'
import { createApplication } from '../../server/app.ts'
import { migrate, openDatabase } from '../../server/db/index.ts'
import { makeHttpServer } from '../../server/platform/http-server.ts'
import { createLog } from '../../server/platform/log.ts'
import { openServices } from '../../server/services.ts'
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

const [databaseUrl = '', folder = ''] = process.argv.slice(2)
let statements = 0
let statementsToLive = Infinity
let forward = 0
const db = openDatabase(databaseUrl, () => {
  statements += 1
  statementsToLive -= 1
  if (statementsToLive <= 0) process.kill(process.pid, 'SIGKILL')
})
await migrate(db)
await openSurvey(db)
// Each respondent has an address of their own.
const settings = { ...testSettings(folder), databaseUrl, trustProxy: 1 }
const services = await openServices(settings, {
  db,
  log: createLog('silent'),
  clock: () => new Date(Date.now() + forward),
})
const server = makeHttpServer(createApplication(services).app)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})

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

process.on('message', (told: Order) => {
  if (told.order === 'usage') process.send?.(usage())
  if (told.order === 'die') statementsToLive = told.afterStatements
  if (told.order === 'clock') {
    forward += told.forwardMilliseconds
    process.send?.({})
  }
  if (told.order === 'disk') void fillDisk(told.full).then(() => process.send?.({}))
  if (told.order === 'copy') {
    const copying = copyDraft(db, settings.secret, told.copying)
    void copying.then(tokens => process.send?.({ tokens }))
  }
})
process.on('disconnect', () => {
  process.exit(0)
})
