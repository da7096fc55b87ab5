import cluster, { type Worker } from 'node:cluster'
import type { Logger } from '../log.ts'
import type { Heard, Told } from './messages.ts'

/** Where to listen, and where the office is. */
export interface Listening {
  readonly host: string
  readonly port: number
  /** Path of the office's socket. */
  readonly office: string
}

/** The processes that answer. */
export interface AnsweringProcesses {
  /** Lets them answer by themselves what is theirs; until then all is handed over. */
  readonly open: () => void
  /** Lets them end what they have begun; resolves when they have gone. */
  stop(): Promise<void>
}

/** How long it takes until another follows one that ended, in milliseconds: longer where none can live. */
const shortestPause = 250
const longestPause = 30_000
/** How long one may take to end before it is made to, in milliseconds; it cuts its connections after ten seconds. */
const patience = 15_000

/**
 * Starts processes of this same program that share one port. The system gives a connection to one that is free, so
 * that none waits for another's work. One that ends is followed by another; all end with this process, however it ends.
 *
 * @param count - how many
 * @param listening - where
 * @param log - hears of one that ended
 * @returns the processes, once all of them listen
 * @throws {NodeJS.ErrnoException} when they cannot listen there
 */
export async function startAnswering(
  count: number,
  listening: Listening,
  log: Pick<Logger, 'error'>,
): Promise<AnsweringProcesses> {
  const alive = new Set<Worker>()
  let stage: 'starting' | 'handing over' | 'open' | 'stopping' = 'starting'
  let pause = shortestPause

  const follow = (): void => {
    setTimeout(() => {
      if (stage !== 'stopping') begin().catch(() => undefined)
    }, pause)
    pause = Math.min(longestPause, pause * 2)
  }

  const begin = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = cluster.fork()
      alive.add(worker)
      worker.on('message', (news: Heard) => {
        switch (news.heard) {
          case 'awake':
            tell(worker, stage === 'stopping' ? { tell: 'stop' } : { tell: 'listen', ...listening })
            break
          case 'listening':
            pause = shortestPause
            if (stage === 'open') tell(worker, { tell: 'open' })
            resolve()
            break
          case 'cannot listen':
            reject(Object.assign(new Error(news.message), { code: news.code }))
            worker.process.kill('SIGKILL')
        }
      })
      worker.once('error', reject)
      worker.once('exit', (code: number | null, signal: string | null) => {
        alive.delete(worker)
        reject(new Error(`A process that answers ended (${signal ?? code ?? 'without a word'}).`))
        if (stage === 'starting' || stage === 'stopping') return
        log.error({ code, signal }, 'a process that answers ended; another follows')
        follow()
      })
    })

  cluster.schedulingPolicy = cluster.SCHED_NONE
  const began = await Promise.allSettled(Array.from({ length: count }, begin))
  const failed = began.find(one => one.status === 'rejected')
  if (failed) {
    for (const worker of alive) worker.process.kill('SIGKILL')
    throw failed.reason
  }
  stage = 'handing over'
  return {
    open: () => {
      stage = 'open'
      for (const worker of alive) tell(worker, { tell: 'open' })
    },
    stop: async () => {
      stage = 'stopping'
      const gone = [...alive].map(worker => new Promise(resolve => worker.once('exit', resolve)))
      for (const worker of alive) tell(worker, { tell: 'stop' })
      const impatient = setTimeout(() => {
        for (const worker of alive) worker.process.kill('SIGKILL')
      }, patience)
      await Promise.all(gone)
      clearTimeout(impatient)
    },
  }
}

function tell(worker: Worker, told: Told): void {
  // One that has just gone hears nothing.
  if (worker.isConnected()) worker.send(told, () => undefined)
}
