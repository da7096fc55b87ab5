import { expect, it } from '@jest/globals'
import { storeResponse } from '../../server/surveys/index.ts'
import {
  listResponseFiles,
  readDraftFiles,
  removeDraftFile,
  saveDraftFile,
  storeResponseFiles,
  type ResponseFile,
} from '../../server/surveys/response-file-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, at } from './drafts.ts'
import { aResponse, aSurvey, whileOpen } from './support.ts'

const photo = (questionKey: string, originalName = 'map <b>.png'): ResponseFile => ({
  questionKey,
  sha256: 'a'.repeat(64),
  originalName,
  mediaType: 'image/png',
  bytes: 67,
})

eachDatabase('files of responses', database => {
  it('are listed by response and question, those of withdrawn responses and of others left out', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const ids = ['r1', 'r2', 'r3']
    for (const responseId of ids) await storeResponse(db, aResponse(survey, { responseId }))
    await storeResponseFiles(db, 'r2', [photo('way'), photo('photo')])
    await storeResponseFiles(db, 'r1', [photo('photo')])
    await storeResponseFiles(db, 'r3', [photo('photo')])
    await db.updateTable('response').set({ withdrawn_at: whileOpen }).where('id', '=', 'r3').execute()
    const listed = await listResponseFiles(db, survey.consultationId)
    expect(listed.map(file => [file.responseId, file.questionKey])).toEqual([
      ['r1', 'photo'],
      ['r2', 'photo'],
      ['r2', 'way'],
    ])
    expect(listed[0]).toMatchObject(photo('photo'))
    expect(new Set(listed.map(file => file.id)).size).toBe(3)
    expect(await listResponseFiles(db, 'another')).toEqual([])
  })

  it('stay the first that was stored for a question, and need a response', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    await storeResponse(db, aResponse(survey, { responseId: 'r1' }))
    await storeResponseFiles(db, 'r1', [photo('photo')])
    await storeResponseFiles(db, 'r1', [photo('photo', 'another.png')])
    const listed = await listResponseFiles(db, survey.consultationId)
    expect(listed.map(file => file.originalName)).toEqual(['map <b>.png'])
    await expect(storeResponseFiles(db, 'none', [photo('photo')])).rejects.toHaveProperty('message')
  })
})

eachDatabase('files of drafts', database => {
  it('are one for a question, the last that was chosen, until they are removed', async () => {
    const { db } = database
    const { draft } = await aDraft(db)
    await saveDraftFile(db, draft.id, 'way', 'sealed way', at)
    await saveDraftFile(db, draft.id, 'photo', 'sealed first', at)
    await saveDraftFile(db, draft.id, 'photo', 'sealed second', new Date(at.getTime() + 1000))
    expect([...(await readDraftFiles(db, draft.id))]).toEqual([
      ['photo', 'sealed second'],
      ['way', 'sealed way'],
    ])
    const rows = await db.selectFrom('draft_file').select('saved_at').orderBy('saved_at').execute()
    expect(rows.map(row => row.saved_at)).toEqual([whileOpen, '2026-06-10T12:00:01.000Z'])
    await removeDraftFile(db, 'another', 'photo')
    await removeDraftFile(db, draft.id, 'photo')
    await removeDraftFile(db, draft.id, 'photo')
    expect([...(await readDraftFiles(db, draft.id)).keys()]).toEqual(['way'])
    expect((await readDraftFiles(db, 'another')).size).toBe(0)
  })

  it('go with their draft', async () => {
    const { db } = database
    const { draft } = await aDraft(db)
    await saveDraftFile(db, draft.id, 'photo', 'sealed', at)
    await db.deleteFrom('draft').where('id', '=', draft.id).execute()
    expect((await readDraftFiles(db, draft.id)).size).toBe(0)
  })
})
