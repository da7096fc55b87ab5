import { AppError } from './errors.ts'
import { newId } from './ids.ts'
import { keepJobsInMemory, type JobEnd, type JobKeeper } from './job-keeper.ts'
import type { Job, JobResult } from './job.ts'
import type { Logger } from './log.ts'

export type { Job, JobResult } from './job.ts'

/** Tells how far the work is. */
export type Progress = (done: number, total: number, saying: string) => void

/** The work itself. */
export type Work = (progress: Progress, signal: AbortSignal) => Promise<JobResult>

/**
 * Work that can be begun again with the same input, and then goes on from what it has stored. `label` and `input` are
 * as they were given to `begin`.
 */
export type LastingWork = (input: unknown, progress: Progress, signal: AbortSignal) => Promise<JobResult>

/** Long work, with progress that a person sees and a button that stops it. */
export interface Jobs {
  /** Starts work of this process and returns the job's id at once. It is gone when the process ends. */
  start(kind: string, label: string, work: Work): string
  /** Says how work of a kind is done, so that it can be begun, and taken up again by another process. */
  define(kind: string, work: LastingWork): void
  /**
   * Begins work that outlives this process: when it is killed, the next one goes on.
   *
   * @param kind - as defined
   * @param label - what a person reads
   * @param input - plain data
   * @returns the job's id; that of the same work, if it is under way already
   */
  begin(kind: string, label: string, input: unknown): Promise<string>
  /** The job as it stands, or null when there is none. */
  find(id: string): Promise<Job | null>
  /** A job of this process as it stands, or null when there is none. */
  read(id: string): Job | null
  /** Asks the work to stop, whichever process does it. */
  cancel(id: string): Promise<void>
  /** Takes up work that another process left; asked at the start and every few seconds by whoever runs jobs. */
  takeUp(): Promise<void>
  /** Leaves work to the next process, because this one is about to end. */
  letGo(): Promise<void>
  /** Waits until every job of this process has ended. */
  settled(): Promise<void>
}

/** Milliseconds between two signs of life of a job. */
const heartbeat = 1000
/** Milliseconds without a sign of life after which a job is taken to be abandoned. */
const abandonedAfter = 15_000
const mostRemembered = 200

/**
 * Jobs of this process, and those that outlive it. The last 200 of this process are remembered.
 *
 * @param log - where defects go
 * @param clock - tells the time
 * @param keeper - where jobs that outlive the process are kept
 * @returns the jobs
 */
export function createJobs(log: Logger, clock: () => Date, keeper: JobKeeper = keepJobsInMemory()): Jobs {
  const owner = newId()
  const jobs = new Map<string, Job>()
  const stops = new Map<string, AbortController>()
  const running = new Map<string, Promise<void>>()
  const kept = new Set<string>()
  const works = new Map<string, LastingWork>()
  const now = (): string => clock().toISOString()

  const change = (id: string, to: Partial<Job>): void => {
    const job = jobs.get(id)
    if (job) jobs.set(id, { ...job, ...to })
  }
  const endOf = (error: unknown, kind: string, stopped: boolean): JobEnd => {
    if (stopped) return { state: 'stopped' }
    if (error instanceof AppError) return { state: 'failed', problem: error.message }
    log.error({ err: error, kind }, 'job failed')
    return { state: 'failed', problem: 'Something went wrong on our side. Nothing was changed.' }
  }
  const run = (job: Job, work: Work, ended: (end: JobEnd) => Promise<void>): void => {
    const { id, kind } = job
    const stop = new AbortController()
    stops.set(id, stop)
    jobs.set(id, job)
    for (const [oldest, { state }] of jobs) {
      if (jobs.size <= mostRemembered) break
      if (state !== 'running') jobs.delete(oldest)
    }
    const progress: Progress = (done, total, saying) => {
      change(id, { done, total, saying })
    }
    const finished = work(progress, stop.signal)
      .then(
        (result): JobEnd => ({ state: 'done', result }),
        (error: unknown) => endOf(error, kind, stop.signal.aborted),
      )
      .then(async end => {
        await ended(end)
        change(id, { ...end, endedAt: now() })
      })
      .catch((error: unknown) => {
        log.error({ err: error, kind }, 'the end of a job could not be kept')
        change(id, { state: 'failed', problem: 'Its end could not be stored.', endedAt: now() })
      })
      .finally(() => {
        stops.delete(id)
        running.delete(id)
      })
    running.set(id, finished)
  }
  const runKept = (job: Job, input: unknown): void => {
    const work = works.get(job.kind)
    if (work === undefined) throw new RangeError(`Nobody has said how work of the kind ${job.kind} is done.`)
    kept.add(job.id)
    const beat = async (): Promise<void> => {
      const { done, total, saying } = jobs.get(job.id) ?? job
      const answer = await keeper.beat(job.id, owner, { done, total, saying }, now())
      if (answer !== 'go on') stops.get(job.id)?.abort()
    }
    const beating = setInterval(() => {
      beat().catch((error: unknown) => {
        log.error({ err: error }, 'a job could not say that it is alive')
      })
    }, heartbeat)
    beating.unref()
    run(
      job,
      (progress, signal) => work(input, progress, signal),
      async end => {
        clearInterval(beating)
        // Once this process has let go of it, the job is somebody else's.
        if (kept.delete(job.id)) await keeper.end(job.id, owner, end, now())
      },
    )
  }
  const newJob = (kind: string, label: string): Job => ({
    id: newId(),
    kind,
    label,
    state: 'running',
    done: 0,
    total: 0,
    saying: 'Starting',
    startedAt: now(),
    endedAt: null,
    result: null,
    problem: null,
  })

  return {
    start(kind, label, work) {
      const job = newJob(kind, label)
      run(job, work, () => Promise.resolve())
      return job.id
    },
    define(kind, work) {
      works.set(kind, work)
    },
    async begin(kind, label, input) {
      if (!works.has(kind)) throw new RangeError(`Nobody has said how work of the kind ${kind} is done.`)
      const job = newJob(kind, label)
      const id = await keeper.add({ ...job, input }, owner, now())
      if (id === job.id) runKept(job, input)
      return id
    },
    find: async id => jobs.get(id) ?? (await keeper.find(id)),
    read: id => jobs.get(id) ?? null,
    async cancel(id) {
      stops.get(id)?.abort()
      await keeper.askToStop(id)
    },
    async takeUp() {
      for (;;) {
        const silentSince = new Date(clock().getTime() - abandonedAfter).toISOString()
        const taken = await keeper.takeAbandoned([...works.keys()], owner, silentSince, now())
        if (taken === null) return
        const { input, ...job } = taken
        runKept(job, input)
      }
    },
    async letGo() {
      const ids = [...kept]
      kept.clear()
      for (const id of ids) {
        stops.get(id)?.abort()
        await keeper.letGo(id, owner)
      }
    },
    settled: async () => {
      await Promise.all(running.values())
    },
  }
}
