import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import http from 'node:http'
import { ownPostgres, type OwnPostgres } from '../support/own-postgres.ts'
import { serveSurvey, type ServedSurvey } from './served-survey.ts'
import { round, afterGrace, withinGrace, type Fault } from './trial.ts'

// The longer trial, with every step and thousands of answers, is `npm run trial`.
describe.each(['SQLite', 'PostgreSQL'])('answers under fault on %s', database => {
  let postgres: OwnPostgres | null = null
  let served: ServedSurvey
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 })
  let number = 0
  const respondents = (count: number): { first: number; count: number } => {
    const first = number
    number += count
    return { first, count }
  }

  beforeAll(async () => {
    if (database === 'PostgreSQL') postgres = await ownPostgres()
    served = await serveSurvey(postgres?.url)
  })
  afterAll(async () => {
    agent.destroy()
    await served.stop()
    await postgres?.remove()
  })

  const nothingLost = async (fault: Fault, count = 6): Promise<void> => {
    const verdict = await round(served, agent, respondents(count), fault)
    expect(verdict).toMatchObject({
      respondents: count,
      acknowledged: count,
      lost: 0,
      twice: 0,
      storedTooLate: 0,
      untruthful: [],
    })
  }

  it.each([3, 9, 14, 26])(
    'loses nothing when the process is killed after %i statements',
    async statements => {
      await nothingLost({ kind: 'killed', afterStatements: statements }, 12)
    },
  )

  it('counts once what was sent twice', async () => {
    await nothingLost({ kind: 'sent twice' })
  })

  it.each([0, 3])('counts once what was sent again after the line broke within %i ms', async after => {
    await nothingLost({ kind: 'line broken', afterMilliseconds: after })
  })

  it('loses nothing when the database is out of reach for a while', async () => {
    if (postgres === null) {
      await nothingLost({ kind: 'disk full' })
      await nothingLost({ kind: 'database locked', milliseconds: 1000 })
      return
    }
    const { stop, start } = postgres
    const restart = async (): Promise<void> => {
      await stop()
      await start()
    }
    await nothingLost({ kind: 'database restarted', restart })
  })

  it('takes what was begun in time a little after closing, and later nothing, and says so', async () => {
    await nothingLost({ kind: 'closing', minutesAfter: withinGrace })
    const verdict = await round(served, agent, respondents(24), { kind: 'closing', minutesAfter: afterGrace })
    expect(verdict).toMatchObject({ lost: 0, twice: 0, storedTooLate: 0, untruthful: [] })
    expect(verdict.acknowledged + verdict.tooLate).toBe(24)
    expect(verdict.tooLate).toBeGreaterThan(0)
  })
})

describe.each(['SQLite', 'PostgreSQL'])('answers by several processes on %s', database => {
  it('loses nothing and counts nothing twice, also when one of them is killed', async () => {
    const postgres = database === 'PostgreSQL' ? await ownPostgres() : null
    const served = await serveSurvey(postgres?.url, 2)
    const agent = new http.Agent({ keepAlive: true, maxSockets: 32 })
    try {
      const faults: Fault[] = [
        { kind: 'sent twice' },
        ...[3, 12].map(afterStatements => ({ kind: 'one of several killed', afterStatements }) as const),
        ...(postgres === null ? [{ kind: 'database locked', milliseconds: 500 } as const] : []),
      ]
      for (const [turn, fault] of faults.entries()) {
        const verdict = await round(served, agent, { first: turn * 16, count: 16 }, fault)
        const nothing = { lost: 0, twice: 0, storedTooLate: 0, untruthful: [] }
        expect(verdict).toMatchObject({ fault: fault.kind, acknowledged: 16, ...nothing })
      }
    } finally {
      agent.destroy()
      await served.stop()
      await postgres?.remove()
    }
  })
})
