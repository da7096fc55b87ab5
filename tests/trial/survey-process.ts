// A process of its own that serves one open survey on loopback: `survey-process.ts DATABASE-URL FOLDER PROCESSES`, the
// last being how many answer. It says its port, and does what it is told: see `Order`.
import { rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { createApplication } from '../../server/app.ts'
import { migrate, openDatabase } from '../../server/db/index.ts'
import { answerHere } from '../../server/platform/answering/answering-process.ts'
import { openDoor } from '../../server/platform/answering/door.ts'
import { isToAnswer } from '../../server/platform/answering/program.ts'
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
if (!isToAnswer()) {
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
const { app, kinds } = createApplication(services)

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

/** Where the processes that answer are told the same. */
const ordersPath = path.join(folder, 'orders')
/** Processes that answer now, in the order of their coming. */
const others = new Set<Socket>()

/** What one of them says next; null when it has gone. */
const heardFrom = (other: Socket): Promise<unknown> =>
  new Promise(resolve => {
    const hear = (line: Buffer): void => {
      other.off('close', gone)
      resolve(JSON.parse(line.toString()))
    }
    const gone = (): void => {
      other.off('data', hear)
      resolve(null)
    }
    // Each answer is short, and comes after its own order.
    other.once('data', hear)
    other.once('close', gone)
  })

const send = (other: Socket, order: Order): void => void other.write(`${JSON.stringify(order)}\n`)

/** Lets the processes that answer do the same. */
async function othersToo(order: Order): Promise<unknown[]> {
  const done = [...others].map(heardFrom)
  for (const other of others) send(other, order)
  return Promise.all(done)
}

/** Only one of those that answer dies: the others go on. */
function tellOne(order: Order): void {
  const [first] = others
  if (first) send(first, order)
}

async function carryOut(told: Order): Promise<object> {
  switch (told.order) {
    case 'usage': {
      const all = [usage(), ...((await othersToo(told)) as (Usage | null)[])]
      const sum = (figure: keyof Usage): number => all.reduce((total, one) => total + (one?.[figure] ?? 0), 0)
      return { cpuMilliseconds: sum('cpuMilliseconds'), statements: sum('statements') }
    }
    case 'die':
      if (others.size > 0) tellOne(told)
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
      while (others.size < Number(processes)) await new Promise(resolve => setTimeout(resolve, 50))
      return {}
    case 'copy':
      return { tokens: await copyDraft(db, settings.secret, told.copying) }
  }
}

async function listenForOthers(): Promise<void> {
  await rm(ordersPath, { force: true })
  const server = createServer(other => {
    other.setMaxListeners(0)
    others.add(other)
    // Read all the time: only so is it known when it has gone.
    other.resume()
    other.on('error', () => undefined)
    other.once('close', () => others.delete(other))
  })
  await new Promise<void>(resolve => server.listen(ordersPath, resolve))
}

function hearOrders(): void {
  const office = connect(ordersPath)
  createInterface(office).on('line', line => {
    const told = JSON.parse(line) as Order
    const carriedOut = carryOut(told)
    if (told.order !== 'die') void carriedOut.then(answer => office.write(JSON.stringify(answer)))
  })
}

if (isToAnswer()) {
  answerHere({ answer: app, kinds, isOwn: isSurveyPath, close: () => db.destroy() })
  hearOrders()
} else {
  await listenForOthers()
  const door = await openDoor({ host: '127.0.0.1', port: 0, answeringProcesses: Number(processes) }, log, {
    answer: app,
    kinds,
  })
  door.open()
  process.on('message', (told: Order) => {
    const carriedOut = carryOut(told)
    if (told.order !== 'die') void carriedOut.then(answer => process.send?.(answer))
  })
  process.on('disconnect', () => {
    process.exit(0)
  })
  process.send?.({ port: door.port })
}
