import { expect, it } from '@jest/globals'
import { jobsIn } from '../../server/accounts/index.ts'
import { gaveUp, type KeptJob } from '../../server/platform/job-keeper.ts'
import { eachDatabase } from '../support/databases.ts'

const nine = '2026-01-05T09:00:00.000Z'
const tenPast = '2026-01-05T09:10:00.000Z'
const later = '2026-01-05T10:00:00.000Z'

const aJob = (changed: Partial<KeptJob> = {}): KeptJob => ({
  id: 'job-1',
  kind: 'journeys',
  label: 'Working out journeys',
  input: { modes: ['driving'] },
  state: 'running',
  done: 0,
  total: 0,
  saying: 'Starting',
  startedAt: nine,
  endedAt: null,
  result: null,
  problem: null,
  ...changed,
})

eachDatabase('jobs in the database', database => {
  it('come back as they were added', async () => {
    const jobs = jobsIn(database.db)
    expect(await jobs.add(aJob(), 'one', nine)).toBe('job-1')
    expect(await jobs.find('job-1')).toEqual(aJob())
    expect(await jobs.find('job-2')).toBeNull()
  })

  it('are one when the same work is begun twice, until it has ended', async () => {
    const jobs = jobsIn(database.db)
    await jobs.add(aJob(), 'one', nine)
    expect(await jobs.add(aJob({ id: 'job-2' }), 'two', nine)).toBe('job-1')
    await jobs.end('job-1', 'one', { state: 'done', result: { summary: 'Done', details: ['a'] } }, later)
    expect(await jobs.add(aJob({ id: 'job-3' }), 'two', later)).toBe('job-3')
    expect(await jobs.find('job-1')).toMatchObject({
      state: 'done',
      endedAt: later,
      result: { summary: 'Done', details: ['a'] },
    })
  })

  it('tell their owner to go on, to stop, or to let go', async () => {
    const jobs = jobsIn(database.db)
    await jobs.add(aJob(), 'one', nine)
    const how = { done: 2, total: 5, saying: 'Halfway' }
    expect(await jobs.beat('job-1', 'one', how, tenPast)).toBe('go on')
    expect(await jobs.find('job-1')).toMatchObject(how)
    expect(await jobs.beat('job-1', 'two', how, tenPast)).toBe('let go')
    await jobs.askToStop('job-1')
    expect(await jobs.beat('job-1', 'one', how, tenPast)).toBe('stop')
    await jobs.end('job-1', 'one', { state: 'stopped' }, later)
    expect(await jobs.beat('job-1', 'one', how, later)).toBe('let go')
  })

  it('are taken over once, by one process, when their owner went silent', async () => {
    const jobs = jobsIn(database.db)
    await jobs.add(aJob(), 'one', nine)
    expect(await jobs.takeAbandoned(['journeys'], 'two', nine, tenPast)).toBeNull()
    expect(await jobs.takeAbandoned(['plans'], 'two', later, tenPast)).toBeNull()
    const taken = await Promise.all(
      ['two', 'three'].map(owner => jobs.takeAbandoned(['journeys'], owner, tenPast, tenPast)),
    )
    expect(taken.filter(job => job !== null)).toHaveLength(1)
    expect(await jobs.beat('job-1', 'one', { done: 1, total: 1, saying: '' }, later)).toBe('let go')
    await jobs.end('job-1', 'one', { state: 'stopped' }, later)
    expect(await jobs.find('job-1')).toMatchObject({ state: 'running' })
  })

  it('are given up after the third process', async () => {
    const jobs = jobsIn(database.db)
    await jobs.add(aJob(), 'one', nine)
    for (const owner of ['two', 'three']) {
      expect(await jobs.takeAbandoned(['journeys'], owner, tenPast, nine)).not.toBeNull()
    }
    expect(await jobs.takeAbandoned(['journeys'], 'four', tenPast, later)).toBeNull()
    expect(await jobs.find('job-1')).toMatchObject({ state: 'failed', problem: gaveUp, endedAt: later })
  })

  it('do not count an orderly end as an attempt', async () => {
    const jobs = jobsIn(database.db)
    await jobs.add(aJob(), 'one', nine)
    for (const owner of ['one', 'two', 'three', 'four']) {
      await jobs.letGo('job-1', owner)
      const next = { one: 'two', two: 'three', three: 'four', four: 'five' }[owner] ?? ''
      expect(await jobs.takeAbandoned(['journeys'], next, nine, nine)).not.toBeNull()
    }
  })
})
