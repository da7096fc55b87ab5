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
  /** Tells them, and all that follow, where the office is to be found from now on. */
  readonly moved: (office: string) => void
  /** Lets them end what they have begun; resolves when they have gone. */
  stop(): Promise<void>
}

/** How long it takes until another follows one that ended, in milliseconds: longer where none can live. */
const shortestPause = 250
const longestPause = 30_000
/** How long one may take to end before it is made to, in milliseconds; it cuts its connections after ten seconds. */
const patience = 15_000

/** How the office makes sure that each of them still works. */
export interface Pulse {
  /** How often they are asked, in milliseconds. */
  readonly every: number
  /** One that has not replied to so many questions in a row is stuck. */
  readonly missed: number
}

/** A minute: also a busy machine lets each of them reply once in this time. */
const usualPulse: Pulse = { every: 10_000, missed: 6 }

/**
 * Starts processes of this same program that share one port. The system gives a connection to one that is free, so
 * that none waits for another's work. One that ends is followed by another, and so is one that is stuck; all end with
 * this process, however it ends.
 *
 * @param count - how many
 * @param where - where they listen, and where the office is
 * @param log - hears of one that ended
 * @param pulse - how it is made sure that each still works
 * @returns the processes, once all of them listen
 * @throws {NodeJS.ErrnoException} when they cannot listen there
 */
export async function startAnswering(
  count: number,
  where: Listening,
  log: Pick<Logger, 'error'>,
  pulse: Pulse = usualPulse,
): Promise<AnsweringProcesses> {
  /** How many questions in a row each has not replied to; null until it is awake. */
  const alive = new Map<Worker, number | null>()
  let listening = where
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
      let ended = false
      const end = (why: Record<string, unknown>, error: Error): void => {
        if (ended) return
        ended = true
        reject(error)
        if (stage === 'starting' || stage === 'stopping') return
        log.error(why, 'a process that answers ended; another follows')
        follow()
      }
      let worker: Worker
      try {
        worker = cluster.fork()
      } catch (error) {
        // The system has no memory or no number left for it, which may pass.
        end({ err: error }, error as Error)
        return
      }
      alive.set(worker, null)
      worker.on('message', (news: Heard) => {
        switch (news.heard) {
          case 'awake':
            alive.set(worker, 0)
            tell(worker, stage === 'stopping' ? { tell: 'stop' } : { tell: 'listen', ...listening })
            break
          case 'listening':
            pause = shortestPause
            if (stage === 'open') tell(worker, { tell: 'open' })
            resolve()
            break
          case 'here':
            alive.set(worker, 0)
            break
          case 'cannot listen':
            reject(Object.assign(new Error(news.message), { code: news.code }))
            worker.process.kill('SIGKILL')
        }
      })
      worker.on('error', (error: Error) => {
        // One that could not begin does not end either; one that lives tells by ending.
        if (worker.process.pid !== undefined) return
        alive.delete(worker)
        end({ err: error }, error)
      })
      worker.once('exit', (code: number | null, signal: string | null) => {
        alive.delete(worker)
        end(
          { code, signal },
          new Error(`A process that answers ended (${signal ?? code ?? 'without a word'}).`),
        )
      })
    })

  const feelPulse = (): void => {
    for (const [worker, missed] of alive) {
      if (missed === null || stage === 'stopping') continue
      if (missed >= pulse.missed) {
        log.error({}, 'a process that answers is stuck, and is ended')
        worker.process.kill('SIGKILL')
      } else {
        alive.set(worker, missed + 1)
        tell(worker, { tell: 'say' })
      }
    }
  }

  cluster.schedulingPolicy = cluster.SCHED_NONE
  const began = await Promise.allSettled(Array.from({ length: count }, begin))
  const failed = began.find(one => one.status === 'rejected')
  if (failed) {
    for (const worker of alive.keys()) worker.process.kill('SIGKILL')
    throw failed.reason
  }
  stage = 'handing over'
  const feeling = setInterval(feelPulse, pulse.every)
  return {
    open: () => {
      stage = 'open'
      for (const worker of alive.keys()) tell(worker, { tell: 'open' })
    },
    moved: office => {
      listening = { ...listening, office }
      for (const worker of alive.keys()) tell(worker, { tell: 'moved', office })
    },
    stop: async () => {
      stage = 'stopping'
      clearInterval(feeling)
      const gone = [...alive.keys()].map(worker => new Promise(resolve => worker.once('exit', resolve)))
      for (const worker of alive.keys()) tell(worker, { tell: 'stop' })
      const impatient = setTimeout(() => {
        for (const worker of alive.keys()) worker.process.kill('SIGKILL')
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
