import { expect, it } from '@jest/globals'
import { addCounty } from '../../server/county/index.ts'
import { districtSurvey } from '../../server/model/survey.ts'
import { readPlan, standardPlan, storePlan } from '../../server/surveys/index.ts'
import { listPlanSteps, readPlanStep } from '../../server/surveys/survey-plan-repository.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { aConsultation, whileOpen } from './support.ts'

const changed = { at: new Date(whileOpen), by: 'Ann', accountId: 'ann', summary: 'Changed' }

async function begin({ db }: TestDatabase): Promise<string> {
  const county = await addCounty(
    db,
    { code: null, name: 'Fenmarch', vintage: 'LSOA 2021', districtCodes: ['D1'], demonstration: true },
    whileOpen,
  )
  return aConsultation(db, county.id)
}

eachDatabase('the questions of a consultation', database => {
  it('are the standard ones until somebody changes them', async () => {
    const id = await begin(database)
    expect(await readPlan(database.db, id)).toEqual({ plan: standardPlan(), version: 0, changed: null })
  })

  it('come back as they were stored, and make the same surveys', async () => {
    const id = await begin(database)
    const plan = { ...standardPlan(), title: 'مراكز <b> {{district}}' }
    expect(await storePlan(database.db, id, plan, 0, changed)).toBe(true)
    const read = await readPlan(database.db, id)
    expect(read).toEqual({ plan, version: 1, changed: { at: whileOpen, by: 'Ann', accountId: 'ann' } })
    const district = { code: 'A', name: 'Ash', proposals: [], centres: [] }
    expect(JSON.stringify(districtSurvey(read.plan, district).title)).toBe('"مراكز <b> Ash"')
  })

  it('are not overwritten by somebody who saw an older version', async () => {
    const id = await begin(database)
    const plan = standardPlan()
    expect(await storePlan(database.db, id, { ...plan, title: 'Mine' }, 0, changed)).toBe(true)
    expect(await storePlan(database.db, id, { ...plan, title: 'Theirs' }, 0, changed)).toBe(false)
    expect(await storePlan(database.db, id, { ...plan, title: 'Next' }, 1, changed)).toBe(true)
    expect(await storePlan(database.db, id, { ...plan, title: 'Late' }, 1, changed)).toBe(false)
    expect((await readPlan(database.db, id)).plan.title).toBe('Next')
  })

  it('are kept as they were after each of the last hundred changes', async () => {
    const id = await begin(database)
    for (let seen = 0; seen < 103; seen += 1) {
      const plan = { title: `T${seen + 1}`, pages: [], equality: [] }
      await storePlan(database.db, id, plan, seen, { ...changed, summary: `Change ${seen + 1}` })
    }
    const steps = await listPlanSteps(database.db, id)
    expect([steps.length, steps[0], steps.at(-1)?.version]).toEqual([
      100,
      { version: 103, summary: 'Change 103', at: whileOpen, by: 'Ann' },
      4,
    ])
    expect((await readPlanStep(database.db, id, 50))?.title).toBe('T50')
    expect(await readPlanStep(database.db, id, 3)).toBeNull()
    expect(await readPlanStep(database.db, 'other', 50)).toBeNull()
    expect(await readPlanStep(database.db, id, 0)).toEqual(standardPlan())
  })

  it('are stored once when two people save at the same moment', async () => {
    const id = await begin(database)
    const outcomes = await Promise.all(
      ['A', 'B', 'C'].map(title => storePlan(database.db, id, { ...standardPlan(), title }, 0, changed)),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(1)
  })
})
