import { expect, it } from '@jest/globals'
import { standardPlan, storePlan } from '../../server/surveys/index.ts'
import {
  allowFiles,
  forbidFiles,
  readFilePermission,
  refuseForbiddenFiles,
} from '../../server/surveys/file-permission-repository.ts'
import { addSurvey } from '../../server/surveys/survey-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { everyKind } from './every-kind.ts'
import { aSurvey, whileOpen } from './support.ts'

const at = new Date(whileOpen)

eachDatabase('files with answers', database => {
  it('are forbidden until somebody allows them, and forbidden again', async () => {
    const { db } = database
    const { consultationId: id, definition } = await aSurvey(db)
    expect(await readFilePermission(db, id)).toBeNull()
    await expect(refuseForbiddenFiles(db, id, everyKind)).rejects.toThrow('takes no files')
    await refuseForbiddenFiles(db, id, definition)
    await allowFiles(db, id, { name: 'Ann' }, at)
    await allowFiles(db, id, { name: 'Bert' }, at)
    expect(await readFilePermission(db, id)).toEqual({ allowedAt: whileOpen, allowedBy: 'Ann' })
    await refuseForbiddenFiles(db, id, everyKind)
    await forbidFiles(db, id)
    expect(await readFilePermission(db, id)).toBeNull()
  })

  it('are not asked for by any plan or survey before they are allowed, wherever it comes from', async () => {
    const { db } = database
    const { consultationId } = await aSurvey(db)
    const standard = standardPlan()
    const pages = everyKind.pages.map(page => ({ ...page, id: page.key }))
    const change = { at, by: 'Ann', summary: 'Added' }
    const store = () =>
      db.transaction().execute(tx => storePlan(tx, consultationId, { ...standard, pages }, 0, change))
    const publish = () => addSurvey(db, { consultationId, districtCode: 'D1', definition: everyKind }, at)
    await expect(store()).rejects.toMatchObject({ code: 'files-forbidden', status: 422 })
    await expect(publish()).rejects.toMatchObject({ code: 'files-forbidden', status: 422 })
    await allowFiles(db, consultationId, { name: 'Ann' }, at)
    expect(await store()).toBe(true)
    expect((await publish()).version).toBe(2)
    // What is published already stays published.
    await forbidFiles(db, consultationId)
    expect((await publish()).version).toBe(2)
  })
})
