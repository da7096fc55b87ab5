import type { Job, JobResult } from './job.ts'

/** A job that outlives its process, as it is kept. */
export interface KeptJob extends Job {
  /** What the work was asked to do, as plain data. */
  readonly input: unknown
}

/** How a job ended. */
export type JobEnd =
  | { readonly state: 'done'; readonly result: JobResult }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'stopped' }

/** Where jobs that outlive their process are kept. Times are ISO. */
export interface JobKeeper {
  /**
   * Keeps a job that begins, unless one of the same kind and input is under way.
   *
   * @returns the id of the one that is under way: this one, or the other
   */
  add(job: KeptJob, owner: string, at: string): Promise<string>
  find(id: string): Promise<KeptJob | null>
  /**
   * Says that the owner is alive, and how far it is.
   *
   * @returns what the owner must do: go on, stop because a person asked, or let go because another process has it
   */
  beat(id: string, owner: string, how: Pick<Job, 'done' | 'total' | 'saying'>, at: string): Promise<Beat>
  /** Keeps how the job ended, if the owner still has it. */
  end(id: string, owner: string, end: JobEnd, at: string): Promise<void>
  askToStop(id: string): Promise<void>
  /** Leaves a job to whoever comes next. */
  letGo(id: string, owner: string): Promise<void>
  /**
   * Takes over one job of these kinds whose owner was not heard of since a moment. One that ended its process three
   * times is kept as failed instead.
   *
   * @returns the job, now the new owner's; null when there is none
   */
  takeAbandoned(
    kinds: readonly string[],
    owner: string,
    silentSince: string,
    at: string,
  ): Promise<KeptJob | null>
}

/** What a job's owner hears when it says that it is alive. */
export type Beat = 'go on' | 'stop' | 'let go'

/** How often a job may end its process before it is given up. */
export const mostAttempts = 3

/** Said of a job that ended its process again and again. */
export const gaveUp =
  'This work was begun three times and each time the program ended before it was done. Ask whoever runs Doorstep to look at its log.'

/**
 * Keeps jobs in memory, for tests and for a program without a database.
 *
 * @returns the keeper
 */
export function keepJobsInMemory(): JobKeeper {
  interface Row {
    job: KeptJob
    owner: string
    seenAt: string
    stopAsked: boolean
    attempts: number
  }
  const rows = new Map<string, Row>()
  const mine = (id: string, owner: string): Row | null => {
    const row = rows.get(id)
    return row?.owner === owner && row.job.state === 'running' ? row : null
  }
  return {
    add(job, owner, at) {
      for (const { job: other } of rows.values()) {
        const same = other.kind === job.kind && JSON.stringify(other.input) === JSON.stringify(job.input)
        if (other.state === 'running' && same) return Promise.resolve(other.id)
      }
      rows.set(job.id, { job, owner, seenAt: at, stopAsked: false, attempts: 1 })
      return Promise.resolve(job.id)
    },
    find: id => Promise.resolve(rows.get(id)?.job ?? null),
    beat(id, owner, how, at) {
      const row = mine(id, owner)
      if (row === null) return Promise.resolve('let go')
      row.job = { ...row.job, ...how }
      row.seenAt = at
      return Promise.resolve(row.stopAsked ? 'stop' : 'go on')
    },
    end(id, owner, end, at) {
      const row = mine(id, owner)
      if (row !== null) row.job = { ...row.job, ...end, endedAt: at }
      return Promise.resolve()
    },
    askToStop(id) {
      const row = rows.get(id)
      if (row) row.stopAsked = true
      return Promise.resolve()
    },
    letGo(id, owner) {
      const row = mine(id, owner)
      if (row !== null) Object.assign(row, { owner: '', seenAt: '', attempts: row.attempts - 1 })
      return Promise.resolve()
    },
    takeAbandoned(kinds, owner, silentSince, at) {
      for (const row of rows.values()) {
        if (row.job.state !== 'running' || !kinds.includes(row.job.kind) || row.seenAt >= silentSince)
          continue
        if (row.attempts >= mostAttempts) {
          row.job = { ...row.job, state: 'failed', problem: gaveUp, endedAt: at }
          continue
        }
        Object.assign(row, { owner, seenAt: at, attempts: row.attempts + 1 })
        return Promise.resolve(row.job)
      }
      return Promise.resolve(null)
    },
  }
}
