import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../platform/errors.ts'
import type { JourneyAnswer, JourneyTask, Telling } from './journey-tasks.ts'
import { barrierColumns, matrixColumns } from './given-columns.ts'
import { checkRoads, makeNetworks, roadColumns } from './road-columns.ts'
import { landAround, routeToNearest } from './road-questions.ts'
import { checkTimetable, timetableColumns } from './timetable-columns.ts'

const { task, waiting } = workerData as { task: JourneyTask; waiting: Int32Array }

/** So many columns may wait to be stored. */
const mostWaiting = 16

const telling: Telling = {
  progress: (done, total, saying) => {
    parentPort?.postMessage({ progress: { done, total, saying } })
  },
  news: news => {
    Atomics.add(waiting, 0, 1)
    parentPort?.postMessage({ news })
    for (let count = Atomics.load(waiting, 0); count >= mostWaiting; count = Atomics.load(waiting, 0)) {
      Atomics.wait(waiting, 0, count)
    }
  },
}

function run(): Promise<unknown> {
  switch (task.task) {
    case 'check-roads':
      return checkRoads(task, telling)
    case 'check-timetable':
      return checkTimetable(task, telling)
    case 'networks':
      return makeNetworks(task, telling)
    case 'roads':
      return roadColumns(task, telling)
    case 'timetable':
      return timetableColumns(task, telling)
    case 'matrix':
      return matrixColumns(task, telling)
    case 'barriers':
      return barrierColumns(task, telling)
    case 'isochrones':
      return landAround(task, telling)
    case 'route':
      return routeToNearest(task, telling)
  }
}

// An error loses its class on the way out of a thread: what is fit to show goes as an answer.
parentPort?.postMessage(
  await run().then(
    (found): JourneyAnswer => ({ found: found ?? null }),
    (error: unknown): JourneyAnswer => {
      if (!(error instanceof AppError)) throw error
      return { refused: { code: error.code, status: error.status, sentence: error.message } }
    },
  ),
)
