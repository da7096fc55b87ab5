import { describe, expect, it } from '@jest/globals'
import { AppError } from '../../server/platform/errors.ts'
import { createJobs } from '../../server/platform/jobs.ts'
import { createLog } from '../../server/platform/log.ts'

const jobsNow = (): ReturnType<typeof createJobs> =>
  createJobs(createLog('silent'), () => new Date('2026-01-05T09:00:00Z'))

describe('a job', () => {
  it('tells how far it is, and what came of it', async () => {
    const jobs = jobsNow()
    let goOn: () => void = () => undefined
    const id = jobs.start('import', 'Loading a file', async progress => {
      progress(1, 2, 'Reading rows')
      await new Promise<void>(resolve => {
        goOn = resolve
      })
      return { summary: 'Two rows' }
    })
    expect(jobs.read(id)).toMatchObject({ state: 'running', done: 1, total: 2, saying: 'Reading rows' })
    goOn()
    await jobs.settled()
    expect(jobs.read(id)).toMatchObject({ state: 'done', result: { summary: 'Two rows' } })
  })

  it('shows a sentence that was meant for people, and hides what was not', async () => {
    const jobs = jobsNow()
    const meant = jobs.start('import', 'x', () =>
      Promise.reject(new AppError('empty', 422, 'The file is empty.')),
    )
    const defect = jobs.start('import', 'x', () => Promise.reject(new Error('secret of the database')))
    await jobs.settled()
    expect(jobs.read(meant)).toMatchObject({ state: 'failed', problem: 'The file is empty.' })
    expect(jobs.read(defect)?.problem).not.toContain('secret')
  })

  it('can be stopped', async () => {
    const jobs = jobsNow()
    const id = jobs.start('import', 'x', async (_progress, signal) => {
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('stopped'))
        })
      })
      return { summary: 'never' }
    })
    jobs.cancel(id)
    await jobs.settled()
    expect(jobs.read(id)?.state).toBe('stopped')
  })
})
