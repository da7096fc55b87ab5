import { AppError } from '../platform/errors.ts'
import type { Progress } from '../platform/jobs.ts'
import { runInWorker } from '../platform/worker.ts'
import type { JourneyAnswer, JourneyNews, JourneyTask } from './journey-tasks.ts'

/** How a task is followed and stopped. */
export interface TaskOptions {
  readonly progress?: Progress
  /** Stores what was found; the worker waits when this falls behind. */
  readonly news?: (news: JourneyNews) => Promise<void>
  readonly signal?: AbortSignal
}

/**
 * Runs a task in a worker thread of its own.
 *
 * @param task - what to do, as plain data
 * @param options - progress, what to do with what is found, and a signal that stops it
 * @returns what it found, of the kind that the task gives; null where all of it went out as news
 * @throws {AppError} when the task says what is wrong in a sentence
 * @throws {Error} when the worker dies, or what it found could not be stored. All that was stored by then is whole
 */
export async function runTask<Found>(task: JourneyTask, options: TaskOptions = {}): Promise<Found> {
  const waiting = new Int32Array(new SharedArrayBuffer(4))
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  signal.throwIfAborted()
  let storing: Promise<void> = Promise.resolve()
  const store = (news: JourneyNews): void => {
    storing = storing.then(async () => {
      if (!signal.aborted) await options.news?.(news)
      Atomics.sub(waiting, 0, 1)
      Atomics.notify(waiting, 0)
    })
    storing.catch((error: unknown) => {
      stop.abort(error)
    })
  }
  let answer: JourneyAnswer
  try {
    answer = await runInWorker<JourneyAnswer>(
      new URL('./journey-worker', import.meta.url),
      { task, waiting },
      {
        news: news => {
          store(news as JourneyNews)
        },
        ...(options.progress ? { progress: options.progress } : {}),
        signal,
      },
    )
  } catch (error) {
    await storing.catch(() => undefined)
    if (signal.aborted) throw signal.reason
    throw error
  }
  await storing
  if ('found' in answer) return answer.found as Found
  const { code, status, sentence } = answer.refused
  throw new AppError(code, status, sentence)
}
