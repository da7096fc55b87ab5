import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { openDatabase, type Db } from '../../server/db/index.ts'
import type { Copying } from './copied-drafts.ts'
import type { Order, Usage } from './survey-process.ts'

/** A survey that is served by a process of its own, which may be killed and started again. */
export interface ServedSurvey {
  /** Where it is now. */
  readonly port: number
  /** Address of its database. */
  readonly databaseUrl: string
  /** Where its database is on the disk; PostgreSQL has its own place. */
  readonly folder: string
  /** Whether its process lives. */
  readonly alive: boolean
  /** What its process has used since this was last asked. */
  usage(): Promise<Usage>
  dieAfter(statements: number): void
  /** Waits until all processes that should answer do; where several do. */
  whole(): Promise<void>
  /** Ends its process at once, as a lost machine does. */
  kill(): Promise<void>
  /** Starts it again after it died. */
  restart(): Promise<void>
  forward(milliseconds: number): Promise<void>
  fillDisk(full: boolean): Promise<void>
  /** Begins drafts that hold what another one holds; gives their tokens. */
  copyDraft(copying: Copying): Promise<readonly string[]>
  /** Looks into its database from outside. */
  looking<Result>(look: (db: Db) => Promise<Result>): Promise<Result>
  /** Ends it and removes what it stored. */
  stop(): Promise<void>
}

/** The program as it stands in the sources, and as `npm run bench` compiles it. */
const sources = new URL('./survey-process.ts', import.meta.url)
const compiled = new URL('../../dist/tests/trial/survey-process.js', import.meta.url)

/** What `npm start` gives Node before the program: how it keeps its memory. */
async function flagsOfStart(): Promise<string[]> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const { scripts } = JSON.parse(text) as { scripts: { start: string } }
  const flags = / node (--.+) dist\//.exec(scripts.start)?.[1]
  // Without them everything would work as well, and something else would be measured.
  if (flags === undefined) throw new Error(`What is started is not told by "${scripts.start}".`)
  return flags.split(' ')
}

/**
 * Serves an open survey.
 *
 * @param givenUrl - an empty database; '' for a SQLite file in a temporary folder
 * @param processes - how many answer, beside the one that does all else; 1 when that one answers too
 * @param from - the sources, or what was compiled from them before: what runs sources adds to each function its name,
 *   which costs what a compiled product does not
 */
export async function serveSurvey(
  givenUrl = '',
  processes = 1,
  from: 'sources' | 'compiled' = 'sources',
): Promise<ServedSurvey> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-survey-'))
  const databaseUrl = givenUrl === '' ? `sqlite:${path.join(folder, 'doorstep.sqlite')}` : givenUrl
  let child: ChildProcess
  let alive = false
  let port = 0

  const hear = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const ended = (): void => {
        reject(new Error('The process that serves the survey has ended.'))
      }
      child.once('exit', ended)
      child.once('message', answer => {
        child.off('exit', ended)
        resolve(answer as T)
      })
    })
  const tell = <T>(order: Order): Promise<T> => {
    const answer = hear<T>()
    child.send(order)
    return answer
  }
  const start = async (): Promise<void> => {
    const memory = await flagsOfStart()
    const begun = fork(from === 'sources' ? sources : compiled, [databaseUrl, folder, String(processes)], {
      execArgv: from === 'sources' ? [...memory, '--import', 'tsx'] : memory,
    })
    child = begun
    begun.setMaxListeners(0)
    const first = await hear<{ port: number }>()
    port = first.port
    alive = true
    begun.once('exit', () => {
      alive = false
    })
  }
  const ended = (): Promise<void> =>
    alive
      ? new Promise(resolve =>
          child.once('exit', () => {
            resolve()
          }),
        )
      : Promise.resolve()

  await start()
  return {
    get port() {
      return port
    },
    get alive() {
      return alive
    },
    databaseUrl,
    folder,
    usage: () => tell<Usage>({ order: 'usage' }),
    dieAfter: afterStatements => {
      child.send({ order: 'die', afterStatements } satisfies Order)
    },
    whole: async () => {
      await tell({ order: 'whole' })
    },
    kill: async () => {
      const end = ended()
      child.kill('SIGKILL')
      await end
    },
    restart: async () => {
      await ended()
      await start()
    },
    forward: async milliseconds => {
      await tell({ order: 'clock', forwardMilliseconds: milliseconds })
    },
    fillDisk: async full => {
      await tell({ order: 'disk', full })
    },
    copyDraft: async copying => {
      const { tokens } = await tell<{ readonly tokens: readonly string[] }>({ order: 'copy', copying })
      return tokens
    },
    looking: async look => {
      const db = openDatabase(databaseUrl)
      try {
        return await look(db)
      } finally {
        await db.destroy()
      }
    },
    stop: async () => {
      const end = ended()
      if (alive) child.disconnect()
      await end
      await rm(folder, { recursive: true, force: true })
    },
  }
}
