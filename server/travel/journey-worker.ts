import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../platform/errors.ts'
import type { JourneyAnswer, JourneyTask, Telling } from './journey-tasks.ts'
import { barrierColumns, matrixColumns } from './given-columns.ts'
import { checkRoads, makeNetworks, roadColumns } from './road-columns.ts'
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

async function run(): Promise<JourneyAnswer> {
  switch (task.task) {
    case 'check-roads':
      return { facts: await checkRoads(task, telling) }
    case 'check-timetable':
      return { facts: await checkTimetable(task, telling) }
    case 'networks':
      await makeNetworks(task, telling)
      break
    case 'roads':
      await roadColumns(task, telling)
      break
    case 'timetable':
      await timetableColumns(task, telling)
      break
    case 'matrix':
      await matrixColumns(task, telling)
      break
    case 'barriers':
      await barrierColumns(task, telling)
      break
  }
  return { facts: {} }
}

// An error loses its class on the way out of a thread: what is fit to show goes as an answer.
parentPort?.postMessage(
  await run().catch((error: unknown): JourneyAnswer => {
    if (!(error instanceof AppError)) throw error
    return { refused: { code: error.code, status: error.status, sentence: error.message } }
  }),
)
