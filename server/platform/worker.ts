import { Worker } from 'node:worker_threads'
import { fromSource } from './paths.ts'

/** What a worker posts while it works. */
interface WorkerProgress {
  readonly progress: { readonly done: number; readonly total: number; readonly saying: string }
}

/** What a worker posts as soon as it knows something that must not be lost. */
interface WorkerNews {
  readonly news: unknown
}

function isNews(message: unknown): message is WorkerNews {
  return typeof message === 'object' && message !== null && 'news' in message
}

function isProgress(message: unknown): message is WorkerProgress {
  return typeof message === 'object' && message !== null && 'progress' in message
}

/**
 * Starts a module in a thread of its own, from source or from the build alike.
 *
 * On Node 20 a thread ignores `--import tsx`, so that from source it starts with a line that loads the module by tsx.
 *
 * @param moduleUrl - URL of the module without its ending
 * @param input - plain data, which the module reads as `workerData`
 * @returns the thread
 */
export function startThread(moduleUrl: URL, input: unknown): Worker {
  const entry = new URL(`${moduleUrl.href}${fromSource ? '.ts' : '.js'}`)
  if (!fromSource) return new Worker(entry, { workerData: input })
  const href = JSON.stringify(entry.href)
  return new Worker(`import('tsx/esm/api').then(({ tsImport }) => tsImport(${href}, ${href}))`, {
    eval: true,
    workerData: input,
  })
}

/**
 * Runs a worker module in its own thread. The module reads `workerData`, may post
 * `{ progress: { done, total, saying } }` and `{ news }`, and posts its answer last.
 *
 * @param moduleUrl - URL of the worker's module without its ending
 * @param input - plain data for the worker
 * @param options - `progress` hears how far it is; `news` hears what the worker has found so far; `signal` stops the
 * thread
 * @returns the first message that is neither progress nor news
 * @throws {Error} when the worker fails, is stopped, or ends without an answer
 */
export function runInWorker<Output>(
  moduleUrl: URL,
  input: unknown,
  options: {
    progress?: (done: number, total: number, saying: string) => void
    news?: (news: unknown) => void
    signal?: AbortSignal
  } = {},
): Promise<Output> {
  const worker = startThread(moduleUrl, input)
  const stop = (): void => void worker.terminate()
  options.signal?.addEventListener('abort', stop, { once: true })
  return new Promise<Output>((resolve, reject) => {
    worker.on('message', (message: unknown) => {
      if (isProgress(message)) {
        const { done, total, saying } = message.progress
        options.progress?.(done, total, saying)
      } else if (isNews(message)) options.news?.(message.news)
      else resolve(message as Output)
    })
    worker.once('error', reject)
    worker.once('exit', code => {
      reject(new Error(`The worker stopped with code ${code} before it answered.`))
    })
  }).finally(() => {
    options.signal?.removeEventListener('abort', stop)
    stop()
  })
}
