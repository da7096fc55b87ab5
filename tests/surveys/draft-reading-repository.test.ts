import { expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { asideKey } from '../../server/surveys/draft.ts'
import {
  readAnswering,
  readDraft,
  readPage,
  pagesNow,
} from '../../server/surveys/draft-reading-repository.ts'
import { beginDraft, savePage } from '../../server/surveys/draft-repository.ts'
import { addSurvey, pepperFrom } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, at, days, pepper, readDraftOf, said } from './drafts.ts'

eachDatabase('reading drafts', database => {
  it('finds all of several on one device, the first in use, and passes over tokens that open nothing', async () => {
    const { db } = database
    const { survey, token } = await aDraft(db)
    const second = await beginDraft(db, pepper, survey.id, { at, days })
    const asked = { consultationId: survey.consultationId, districtCode: 'D1' }
    const answering = await readAnswering(db, pepper, asked, ['x'.repeat(43), second, token], at)
    expect(answering?.onDevice.map(one => [one.token, one.pages])).toEqual([
      [second, 0],
      [token, 1],
    ])
    expect(answering?.draft?.pages.size).toBe(0)
  })

  it('finds none from the announced moment on', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    expect(Date.parse(draft.expiresAt) - at.getTime()).toBe(days * 86_400_000)
    expect(await readDraftOf(db, survey, [token], new Date(Date.parse(draft.expiresAt) - 1))).not.toBeNull()
    expect(await readDraftOf(db, survey, [token], new Date(draft.expiresAt))).toBeNull()
  })

  it('asks once, and once more for a survey that was not read before', async () => {
    const { db } = database
    const { survey, token } = await aDraft(db)
    const asked = { consultationId: survey.consultationId, districtCode: 'D1' }
    const answering = await readAnswering(db, pepper, asked, [], at)
    expect([answering?.surveyId, answering?.definition, answering?.draft]).toEqual([
      survey.id,
      survey.definition,
      null,
    ])
    for (const none of [
      { ...asked, districtCode: 'D2' },
      { ...asked, consultationId: 'none' },
    ]) {
      expect(await readAnswering(db, pepper, none, [token], at)).toBeNull()
    }
  })

  it('goes on with the survey that a draft was begun with, and begins with the newest', async () => {
    const { db } = database
    const { survey, token } = await aDraft(db)
    const { consultationId, definition } = survey
    const changed = { ...definition, title: 'Another' }
    const next = await addSurvey(db, { consultationId, districtCode: 'D1', definition: changed }, at)
    const asked = { consultationId, districtCode: 'D1' }
    expect((await readAnswering(db, pepper, asked, [token], at))?.surveyId).toBe(survey.id)
    const fresh = await readAnswering(db, pepper, asked, [], at)
    expect([fresh?.surveyId, fresh?.definition.title]).toEqual([next.id, 'Another'])
  })

  it('tells another version of a page from the page, and counts it as none', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    await savePage(db, draft, asideKey('role', 'x'), said('staff'), at)
    const asked = { consultationId: survey.consultationId, districtCode: 'D1' }
    const answering = await readAnswering(db, pepper, asked, [token], at)
    expect([...(answering?.draft?.pages ?? [])]).toEqual([['role', said('parent')]])
    expect(answering?.draft?.asides.get('role')?.map(one => one.page)).toEqual([said('staff')])
    expect(answering?.onDevice.map(one => one.pages)).toEqual([1])
    expect(answering?.draft?.stored.size).toBe(2)
  })

  it('reads one page as it is now, and nothing of a page that was not saved', async () => {
    const { db } = database
    const { token, draft } = await aDraft(db)
    const { page, stored } = await readPage(db, draft, 'role')
    expect(page).toEqual(said('parent'))
    expect(await pagesNow(db, [draft.id, 'no-such'])).toEqual(new Map([[draft.id, `role ${stored}`]]))
    expect(await readPage(db, draft, 'no-such')).toEqual({ page: undefined, stored: null })
    await expect(readPage(db, { id: draft.id, key: randomBytes(32) }, 'role')).rejects.toThrow()
    expect((await readDraft(db, pepper, token))?.pages.get('role')).toEqual(said('parent'))
    expect(await readDraft(db, pepper, "' or '1'='1")).toBeNull()
    expect(await readDraft(db, pepperFrom('another'), token)).toBeNull()
  })
})
