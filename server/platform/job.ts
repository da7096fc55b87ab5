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
