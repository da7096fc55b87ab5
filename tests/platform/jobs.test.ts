import { describe, expect, it } from '@jest/globals'
import { AppError } from '../../server/platform/errors.ts'
import { gaveUp, keepJobsInMemory } from '../../server/platform/job-keeper.ts'
import { createJobs, type LastingWork } from '../../server/platform/jobs.ts'
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
    await jobs.cancel(id)
    await jobs.settled()
    expect(jobs.read(id)?.state).toBe('stopped')
  })
})

describe('a job that outlives its process', () => {
  const log = createLog('silent')
  /** Work that waits until it is told to go on, and remembers what it was asked. */
  function waitingWork(): { work: LastingWork; asked: unknown[]; goOn(): void } {
    const asked: unknown[] = []
    let resume: () => void = () => undefined
    const waiting = new Promise<void>(resolve => {
      resume = resolve
    })
    return {
      asked,
      goOn: () => {
        resume()
      },
      work: async (input, progress, signal) => {
        asked.push(input)
        progress(1, 3, 'Counting')
        await Promise.race([
          waiting,
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(new Error('stopped'))
            })
          }),
        ])
        return { summary: 'Counted' }
      },
    }
  }

  it('is not begun twice by a double click', async () => {
    const jobs = jobsNow()
    const { work, asked, goOn } = waitingWork()
    jobs.define('count', work)
    const first = await jobs.begin('count', 'Counting', { sites: [1, 2] })
    const second = await jobs.begin('count', 'Counting', { sites: [1, 2] })
    const other = await jobs.begin('count', 'Counting', { sites: [3] })
    expect(second).toBe(first)
    expect(other).not.toBe(first)
    goOn()
    await jobs.settled()
    expect(asked).toEqual([{ sites: [1, 2] }, { sites: [3] }])
    const again = await jobs.begin('count', 'Counting', { sites: [1, 2] })
    expect(again).not.toBe(first)
    await jobs.settled()
  })

  it('is taken up by the next process when its own went silent, with the same input', async () => {
    const keeper = keepJobsInMemory()
    let time = Date.parse('2026-01-05T09:00:00Z')
    const clock = (): Date => new Date(time)
    const killed = createJobs(log, clock, keeper)
    killed.define('count', () => new Promise(() => undefined))
    const id = await killed.begin('count', 'Counting', { sites: [1, 2] })
    const next = createJobs(log, clock, keeper)
    const { work, asked, goOn } = waitingWork()
    next.define('count', work)
    await next.takeUp()
    expect(asked).toEqual([])
    time += 60_000
    await next.takeUp()
    expect(asked).toEqual([{ sites: [1, 2] }])
    goOn()
    await next.settled()
    expect(await killed.find(id)).toMatchObject({ state: 'running' })
    expect(await next.find(id)).toMatchObject({ state: 'done', result: { summary: 'Counted' } })
    expect(await keeper.find(id)).toMatchObject({ state: 'done', label: 'Counting' })
  })

  it('is left to the next process at once by one that ends in good order', async () => {
    const keeper = keepJobsInMemory()
    const clock = (): Date => new Date('2026-01-05T09:00:00Z')
    const ending = createJobs(log, clock, keeper)
    const one = waitingWork()
    ending.define('count', one.work)
    const id = await ending.begin('count', 'Counting', null)
    await ending.letGo()
    await ending.settled()
    expect(await keeper.find(id)).toMatchObject({ state: 'running' })
    const next = createJobs(log, clock, keeper)
    const two = waitingWork()
    next.define('count', two.work)
    await next.takeUp()
    two.goOn()
    await next.settled()
    expect(await keeper.find(id)).toMatchObject({ state: 'done' })
  })

  it('is given up when it ended its process three times', async () => {
    const keeper = keepJobsInMemory()
    let time = Date.parse('2026-01-05T09:00:00Z')
    const clock = (): Date => new Date(time)
    let id = ''
    for (let attempt = 1; attempt <= 4; attempt++) {
      const process = createJobs(log, clock, keeper)
      process.define('count', () => new Promise(() => undefined))
      if (attempt === 1) id = await process.begin('count', 'Counting', null)
      else await process.takeUp()
      time += 60_000
    }
    expect(await keeper.find(id)).toMatchObject({ state: 'failed', problem: gaveUp })
  })

  it('stops when a person asks another process for it', async () => {
    const keeper = keepJobsInMemory()
    const doing = createJobs(log, () => new Date(), keeper)
    const asking = createJobs(log, () => new Date(), keeper)
    doing.define('count', waitingWork().work)
    const id = await doing.begin('count', 'Counting', null)
    await asking.cancel(id)
    await doing.settled()
    expect(await asking.find(id)).toMatchObject({ state: 'stopped' })
  })

  it('refuses work that nobody has defined', async () => {
    await expect(jobsNow().begin('unheard-of', 'x', null)).rejects.toThrow('unheard-of')
  })
})
