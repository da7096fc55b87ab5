import { expect, it } from '@jest/globals'
import { hashToken } from '../../server/platform/ids.ts'
import { savePage, sealOldDraft } from '../../server/surveys/draft-repository.ts'
import { sealPage } from '../../server/surveys/draft-seal.ts'
import { pepperFrom } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, at, pepper, readDraftOf, said } from './drafts.ts'
import { aSurvey, whileOpen } from './support.ts'

eachDatabase('drafts', database => {
  it('hold nothing that the database alone can open', async () => {
    const { db } = database
    const { survey, token } = await aDraft(db)
    const everything = JSON.stringify([
      await db.selectFrom('draft').selectAll().execute(),
      await db.selectFrom('draft_page').selectAll().execute(),
      await db.selectFrom('draft_token').selectAll().execute(),
    ])
    expect(everything).not.toContain('parent')
    expect(everything).not.toContain(token)
    // With the token, but on a server with another secret, it opens as little.
    expect(await readDraftOf(db, survey, [token], at, pepperFrom('another'))).toBeNull()
  })

  it('refuse pages that were swapped in the database', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    await savePage(db, draft, 'times', said('staff'), at)
    const rows = await db.selectFrom('draft_page').select(['page_key', 'saved']).execute()
    const [role, times] = [
      rows.find(row => row.page_key === 'role'),
      rows.find(row => row.page_key === 'times'),
    ]
    await db
      .updateTable('draft_page')
      .set({ saved: times?.saved ?? '' })
      .where('page_key', '=', 'role')
      .execute()
    await expect(readDraftOf(db, survey, [token])).rejects.toThrow()
    await db
      .updateTable('draft_page')
      .set({ saved: role?.saved ?? '' })
      .where('page_key', '=', 'role')
      .execute()
    expect((await readDraftOf(db, survey, [token]))?.pages.get('role')).toEqual(said('parent'))
  })

  it('of before stay readable, and are sealed with all they hold when they are next saved', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const token = 'a-token-from-before-drafts-were-sealed-at-all'
    const before = { token_hash: hashToken(token), survey_id: survey.id, response_id: 'r', sent_at: null }
    const moments = { begun_at: whileOpen, updated_at: whileOpen, expires_at: '2026-06-20T12:00:00.000Z' }
    await db
      .insertInto('draft')
      .values({ id: 'old', ...before, ...moments, reference: null })
      .execute()
    await db
      .insertInto('draft_token')
      .values({
        lookup_hash: hashToken(token),
        draft_id: 'old',
        kind: 'device',
        wrapped_key: null,
        made_at: whileOpen,
      })
      .execute()
    const plain = sealPage(null, 'old', 'role', said('parent'))
    await db
      .insertInto('draft_page')
      .values({ draft_id: 'old', page_key: 'role', saved: plain, saved_at: whileOpen })
      .execute()
    const draft = await readDraftOf(db, survey, [token])
    expect(draft?.pages.get('role')).toEqual(said('parent'))
    if (draft === null) return
    const both = await Promise.all([1, 2].map(() => sealOldDraft(db, pepper, draft, token, at)))
    expect(both[0]?.key).toEqual(both[1]?.key)
    expect((await db.selectFrom('draft_page').select('saved').execute())[0]?.saved).toMatch(/^v1\./)
    expect((await readDraftOf(db, survey, [token]))?.pages.get('role')).toEqual(said('parent'))
  })
})
