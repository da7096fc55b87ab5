import { expect, it } from '@jest/globals'
import { findPublicFigures, storePublicFigures } from '../../server/scenarios/public-figures-repository.ts'
import { importScenario, publicFigures, publishScenario } from '../../server/scenarios/index.ts'
import { keepJourneyColumns } from '../../server/travel/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { clock, meridian, planner } from './builders.ts'

const at = '2026-09-22T09:00:00.000Z'

eachDatabase('the store of figures for the public', database => {
  const made = async () => {
    const { db } = database
    const { county } = await meridian(db)
    const id = await importScenario(
      db,
      county.id,
      {
        name: 'A plan',
        fates: [
          { site: 'a', fate: 'closed' },
          { site: 'b', fate: 'centre' },
        ],
      },
      planner,
      clock,
    )
    const hash = await publishScenario(db, county, id, planner, clock, keepJourneyColumns())
    const figures = await publicFigures(db, { id, hash }, clock)
    await db.deleteFrom('scenario_public_figures').execute()
    return { figures }
  }

  it('gives back what was kept, what is withheld as withheld', async () => {
    const { db } = database
    const { figures } = await made()
    expect(await findPublicFigures(db, figures.scenarioHash)).toBeNull()
    await storePublicFigures(db, figures, at)
    expect(await findPublicFigures(db, figures.scenarioHash)).toEqual(figures)
    expect(await findPublicFigures(db, 'f'.repeat(64))).toBeNull()
  })

  it('keeps one for each scenario, however many processes made it', async () => {
    const { db } = database
    const { figures } = await made()
    await Promise.all([1, 2, 3].map(() => storePublicFigures(db, figures, at)))
    expect(await db.selectFrom('scenario_public_figures').selectAll().execute()).toHaveLength(1)
  })

  it('finds none where what is kept is of an earlier release, so that they are made anew and take its place', async () => {
    const { db } = database
    const { figures } = await made()
    await storePublicFigures(db, figures, at)
    await db
      .updateTable('scenario_public_figures')
      .set({ document: '{"format":"doorstep-public-figures/0"}' })
      .execute()
    expect(await findPublicFigures(db, figures.scenarioHash)).toBeNull()
    await storePublicFigures(db, figures, at)
    expect(await findPublicFigures(db, figures.scenarioHash)).toEqual(figures)
  })
})
