/** Work that may have to wait for other work. */
export interface LaneWork {
  readonly name: string
  /** Not begun before the work of this name has ended, if that is to be done at all. */
  readonly after: string | null
  run(signal: AbortSignal): Promise<void>
}

/**
 * Does several pieces of work, so many at a time, in their order where nothing has to wait.
 *
 * @param works - the work
 * @param lanes - so many at a time
 * @param signal - stops all of it
 * @throws {Error} the first failure; the others are stopped then
 */
export async function inLanes(works: readonly LaneWork[], lanes: number, signal: AbortSignal): Promise<void> {
  const waiting = [...works]
  const unfinished = new Set(works.map(work => work.name))
  const running = new Set<Promise<void>>()
  const stop = new AbortController()
  const stopped = AbortSignal.any([signal, stop.signal])
  const failures: unknown[] = []
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(work => work.after === null || !unfinished.has(work.after))
    if (next >= 0 && running.size < lanes && !stopped.aborted) {
      const [work] = waiting.splice(next, 1)
      if (!work) continue
      const run = work
        .run(stopped)
        .catch((error: unknown) => {
          failures.push(error)
          stop.abort(error)
        })
        .finally(() => {
          unfinished.delete(work.name)
          running.delete(run)
        })
      running.add(run)
    } else if (running.size > 0) await Promise.race(running)
    else break
  }
  signal.throwIfAborted()
  if (failures.length > 0) throw failures[0]
}
