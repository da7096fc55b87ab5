import { expect, it } from '@jest/globals'
import { addCounty } from '../../../server/county/index.ts'
import { editPlan } from '../../../server/surveys/builder/builder-service.ts'
import { addPage } from '../../../server/surveys/builder/plan-edits.ts'
import { readPlan, storePlan } from '../../../server/surveys/index.ts'
import { listPlanSteps } from '../../../server/surveys/survey-plan-repository.ts'
import { eachDatabase, type TestDatabase } from '../../support/databases.ts'
import { aConsultation, whileOpen } from '../support.ts'

const ann = { accountId: null, name: 'Ann' }
const clock = (): Date => new Date(whileOpen)
const page = (key: string): Parameters<typeof addPage>[2] => ({ id: key, key, title: key, questions: [] })

async function begin({ db }: TestDatabase): Promise<string> {
  const county = await addCounty(
    db,
    { code: null, name: 'Fenmarch', vintage: 'LSOA 2021', districtCodes: ['D1'], demonstration: true },
    whileOpen,
  )
  return aConsultation(db, county.id)
}

eachDatabase('changing the questions', database => {
  it('keeps what everybody changed at the same moment', async () => {
    const id = await begin(database)
    const { db } = database
    const keys = ['a', 'b', 'c', 'd']
    const outcomes = await Promise.all(
      keys.map(key =>
        editPlan(db, id, ann, clock, `Added ${key}`, plan => addPage(plan, 'pages', page(key), null)),
      ),
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['saved', 'saved', 'saved', 'saved'])
    const { plan, version } = await readPlan(db, id)
    expect(
      plan.pages
        .slice(-4)
        .map(one => one.key)
        .sort(),
    ).toEqual(keys)
    expect(version).toBe(4)
    const steps = await listPlanSteps(db, id)
    expect(steps.map(step => step.version)).toEqual([4, 3, 2, 1])
    const log = await db.selectFrom('audit').select('summary').where('action', '=', 'survey.built').execute()
    expect(log.map(row => row.summary).sort()).toEqual(keys.map(key => `Added ${key}`))
  })

  it('stores and logs nothing where nothing changes, or what would change is not as it was shown', async () => {
    const id = await begin(database)
    const { db } = database
    for (const [edit, outcome] of [
      ['same', 'saved'],
      ['changed', 'changed'],
      ['gone', 'gone'],
    ] as const) {
      const done = await editPlan(db, id, ann, clock, 'Nothing', plan => (edit === 'same' ? plan : edit))
      expect(done.outcome).toBe(outcome)
    }
    expect((await readPlan(db, id)).version).toBe(0)
    expect(await db.selectFrom('audit').selectAll().where('action', '=', 'survey.built').execute()).toEqual(
      [],
    )
  })

  it('stops when it went to review after its page was opened', async () => {
    const id = await begin(database)
    const { db } = database
    await db
      .updateTable('consultation')
      .set({ preparation: 'review', published_at: null })
      .where('id', '=', id)
      .execute()
    await expect(
      editPlan(db, id, ann, clock, 'Late', plan => ({ ...plan, title: 'Late' })),
    ).rejects.toMatchObject({ code: 'under-review' })
    expect((await readPlan(db, id)).version).toBe(0)
  })

  it('gives up with a sentence when others save without end', async () => {
    const id = await begin(database)
    const { db } = database
    let version = 0
    const saved: Promise<unknown>[] = []
    const edit = editPlan(db, id, ann, clock, 'Mine', plan => {
      saved.push(
        storePlan(db, id, { ...plan, title: `T${version}` }, version, {
          at: clock(),
          by: 'Bob',
          summary: 'Theirs',
        }),
      )
      version += 1
      return { ...plan, title: 'Mine' }
    })
    const outcome = await edit.then(
      ({ outcome: done }) => done,
      (error: unknown) => (error as { code: string }).code,
    )
    await Promise.all(saved)
    // Whoever came first, nothing is half stored.
    expect(['busy', 'saved']).toContain(outcome)
    expect((await readPlan(db, id)).version).toBe((await listPlanSteps(db, id)).length)
  })
})
