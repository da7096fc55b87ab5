/** Long work that outlives the process which does it. */
interface JobRow {
  id: string
  kind: string
  label: string
  /** JSON. */
  input: string
  state: string
  done: number
  total: number
  saying: string
  started_at: string
  ended_at: string | null
  /** JSON; null until it is done. */
  result: string | null
  problem: string | null
  /** The process that does it; empty when it was left to the next one. */
  owner: string
  /** When the owner was last heard of; empty when it was left to the next one. */
  seen_at: string
  attempts: number
  stop_asked: number
  /** Kind and input while it is under way, else null; unique. */
  under_way: string | null
}

/** Tables of long work. */
export interface JobsTables {
  job: JobRow
}
