import { expect, it } from '@jest/globals'
import { addSurvey, listSurveys, readSurvey } from '../../server/surveys/survey-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aSurvey, whileOpen } from './support.ts'

const at = new Date(whileOpen)

eachDatabase('published surveys', database => {
  it('are the same version while they are the same, in whatever order their parts were made', async () => {
    const { db } = database
    const { consultationId, definition, id, hash } = await aSurvey(db)
    const { title, pages, equality } = definition
    const turned = { equality, pages, title }
    const again = await addSurvey(db, { consultationId, districtCode: 'D1', definition: turned }, at)
    expect(again).toMatchObject({ id, hash, version: 1 })
    expect(await readSurvey(db, id)).toEqual(again)
  })

  it('get a next version when a word is another, and the first one stays', async () => {
    const { db } = database
    const { consultationId, definition, id } = await aSurvey(db)
    const changed = { ...definition, title: 'مراكز <b>' }
    const next = await addSurvey(db, { consultationId, districtCode: 'D1', definition: changed }, at)
    const other = await addSurvey(db, { consultationId, districtCode: 'D2', definition }, at)
    expect([next.version, other.version]).toEqual([2, 1])
    const all = await listSurveys(db, consultationId)
    expect(all.map(survey => [survey.districtCode, survey.version])).toEqual([
      ['D1', 2],
      ['D1', 1],
      ['D2', 1],
    ])
    expect((await readSurvey(db, id))?.definition.title).toBe(definition.title)
    expect((await readSurvey(db, next.id))?.definition.title).toBe('مراكز <b>')
    expect(await readSurvey(db, 'none')).toBeNull()
    expect(await listSurveys(db, 'none')).toEqual([])
  })
})
