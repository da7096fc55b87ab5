import { AppError } from './errors.ts'
import { newId } from './ids.ts'
import type { Logger } from './log.ts'

/** Long work as a person sees it. */
export interface Job {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly state: 'running' | 'done' | 'failed' | 'stopped'
  readonly done: number
  /** 0 while it is not known how much there is to do. */
  readonly total: number
  readonly saying: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly result: JobResult | null
  /** A sentence fit to show, when it failed. */
  readonly problem: string | null
}

/** What a job leaves: a sentence, and where to look. */
export interface JobResult {
  readonly summary: string
  readonly url?: string
  readonly details?: readonly string[]
}

/** Tells how far the work is. */
export type Progress = (done: number, total: number, saying: string) => void

/** The work itself. */
export type Work = (progress: Progress, signal: AbortSignal) => Promise<JobResult>

/** Long work, with progress that a person sees and a button that stops it. */
export interface Jobs {
  /** Starts work and returns the job's id at once. */
  start(kind: string, label: string, work: Work): string
  /** The job as it stands, or null when there is none. */
  read(id: string): Job | null
  /** Asks the work to stop. */
  cancel(id: string): void
  /** Waits until every job has ended. */
  settled(): Promise<void>
}

/**
 * Jobs of this process; the last 200 are remembered.
 *
 * @param log - where defects go
 * @param clock - tells the time
 * @returns the jobs
 */
export function createJobs(log: Logger, clock: () => Date): Jobs {
  const jobs = new Map<string, Job>()
  const stops = new Map<string, AbortController>()
  const running = new Map<string, Promise<void>>()
  const change = (id: string, now: Partial<Job>): void => {
    const job = jobs.get(id)
    if (job) jobs.set(id, { ...job, ...now })
  }
  return {
    start(kind, label, work) {
      const id = newId()
      const stop = new AbortController()
      stops.set(id, stop)
      jobs.set(id, {
        id,
        kind,
        label,
        state: 'running',
        done: 0,
        total: 0,
        saying: 'Starting',
        startedAt: clock().toISOString(),
        endedAt: null,
        result: null,
        problem: null,
      })
      for (const [oldest, job] of jobs) {
        if (jobs.size <= 200) break
        if (job.state !== 'running') jobs.delete(oldest)
      }
      const progress: Progress = (done, total, saying) => {
        change(id, { done, total, saying })
      }
      const finished = work(progress, stop.signal).then(
        result => {
          change(id, { state: 'done', result, endedAt: clock().toISOString() })
        },
        (error: unknown) => {
          const endedAt = clock().toISOString()
          if (stop.signal.aborted) return change(id, { state: 'stopped', endedAt })
          if (!(error instanceof AppError)) log.error({ err: error, kind }, 'job failed')
          const problem =
            error instanceof AppError
              ? error.message
              : 'Something went wrong on our side. Nothing was changed.'
          change(id, { state: 'failed', problem, endedAt })
        },
      )
      running.set(
        id,
        finished.finally(() => {
          stops.delete(id)
          running.delete(id)
        }),
      )
      return id
    },
    read: id => jobs.get(id) ?? null,
    cancel: id => stops.get(id)?.abort(),
    settled: async () => {
      await Promise.all(running.values())
    },
  }
}
