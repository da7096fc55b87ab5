import { expect, it } from '@jest/globals'
import {
  addSuggestion,
  findSuggestion,
  keepAnswer,
  keepBest,
  listSuggestions,
  removeSuggestion,
  setSuggestionJob,
  type NewSuggestion,
} from '../../../server/scenarios/suggestions/suggestion-repository.ts'
import { eachDatabase } from '../../support/databases.ts'
import { aCounty } from '../../sites/builders.ts'

const asked = (countyId: string, changed: Partial<NewSuggestion> = {}): NewSuggestion => ({
  id: 'suggestion-1',
  countyId,
  kind: 'plan',
  ofSuggestion: null,
  ofScenario: null,
  name: 'Ten Centres',
  request: { centres: 10 },
  createdAt: '2026-10-01T09:00:00.000Z',
  createdBy: 'A planner',
  ...changed,
})

eachDatabase('suggestions in the database', database => {
  it('keep what was asked, the best so far and the answer', async () => {
    const { db } = database
    const { id: county } = await aCounty(db)
    await addSuggestion(db, asked(county))
    expect(await findSuggestion(db, county, 'suggestion-1')).toMatchObject({
      kind: 'plan',
      name: 'Ten Centres',
      request: { centres: 10 },
      best: null,
      answer: null,
      jobId: null,
    })
    await setSuggestionJob(db, 'suggestion-1', 'job-1')
    await keepBest(db, 'suggestion-1', { objective: 5 })
    await keepAnswer(db, 'suggestion-1', { objective: 4 }, new Date('2026-10-01T09:01:00Z'))
    expect(await findSuggestion(db, county, 'suggestion-1')).toMatchObject({
      jobId: 'job-1',
      best: { objective: 5 },
      answer: { objective: 4 },
      answeredAt: '2026-10-01T09:01:00.000Z',
    })
    await keepAnswer(db, 'suggestion-1', null, new Date())
    expect(await findSuggestion(db, county, 'suggestion-1')).toMatchObject({
      best: { objective: 5 },
      answer: null,
      answeredAt: null,
    })
  })

  it('belong to one county', async () => {
    const { db } = database
    const { id: county } = await aCounty(db)
    await addSuggestion(db, asked(county))
    expect(await findSuggestion(db, 'another', 'suggestion-1')).toBeNull()
    await removeSuggestion(db, 'another', 'suggestion-1')
    expect(await listSuggestions(db, county)).toHaveLength(1)
  })

  it('are listed latest first, and take the studies of them along when they go', async () => {
    const { db } = database
    const { id: county } = await aCounty(db)
    await addSuggestion(db, asked(county))
    await addSuggestion(
      db,
      asked(county, {
        id: 'study-1',
        kind: 'how-sure',
        ofSuggestion: 'suggestion-1',
        createdAt: '2026-10-01T10:00:00.000Z',
      }),
    )
    expect((await listSuggestions(db, county)).map(one => one.id)).toEqual(['study-1', 'suggestion-1'])
    await removeSuggestion(db, county, 'suggestion-1')
    expect(await listSuggestions(db, county)).toEqual([])
  })
})
