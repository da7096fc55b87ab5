import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import { hashToken } from '../../server/platform/ids.ts'
import { pageMark, type Draft, type SavedPage } from '../../server/surveys/draft.ts'
import { readAnswering } from '../../server/surveys/draft-reading-repository.ts'
import { beginDraft, savePage, sealOldDraft } from '../../server/surveys/draft-repository.ts'
import { sealPage } from '../../server/surveys/draft-seal.ts'
import { newReturnCode } from '../../server/surveys/letters.ts'
import { pepperFrom, type Survey } from '../../server/surveys/index.ts'
import { addReturn, openByReturn, withKey } from '../../server/surveys/return-repository.ts'
import { saveWithoutLoss } from '../../server/surveys/saving-service.ts'
import { sendDraft } from '../../server/surveys/sending-service.ts'
import { eachDatabase } from '../support/databases.ts'
import { aSurvey, whileOpen } from './support.ts'

const at = new Date(whileOpen)
const pepper = pepperFrom('a secret for these tests')
const days = 14
const said = (choice: string): SavedPage => ({
  answers: [{ questionKey: 'role', choices: [choice], text: null }],
  place: null,
})

async function read(db: Db, survey: Survey, tokens: string[], now = at, by = pepper): Promise<Draft | null> {
  const asked = { consultationId: survey.consultationId, districtCode: 'D1' }
  return (await readAnswering(db, by, asked, tokens, now))?.draft ?? null
}

async function aDraft(db: Db): Promise<{ survey: Survey; token: string; draft: Draft }> {
  const survey = await aSurvey(db)
  await db
    .insertInto('consultation_district')
    .values({
      consultation_id: survey.consultationId,
      district_code: 'D1',
      slug: 'fen',
      name: 'Fen Edge',
      position: 0,
      what_is_lost: '',
      what_is_proposed: '',
    })
    .execute()
  const token = await beginDraft(db, pepper, survey.id, { at, days }, new Map([['role', said('parent')]]))
  const draft = await read(db, survey, [token])
  if (draft === null) throw new Error('The draft was not found.')
  return { survey, token, draft }
}

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
    expect(await read(db, survey, [token], at, pepperFrom('another'))).toBeNull()
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
    await expect(read(db, survey, [token])).rejects.toThrow()
    await db
      .updateTable('draft_page')
      .set({ saved: role?.saved ?? '' })
      .where('page_key', '=', 'role')
      .execute()
    expect((await read(db, survey, [token]))?.pages.get('role')).toEqual(said('parent'))
  })

  it('of several on one device are all found, the first in use; tokens that open nothing are passed over', async () => {
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

  it('expire at the announced moment', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    expect(Date.parse(draft.expiresAt) - at.getTime()).toBe(days * 86_400_000)
    expect(await read(db, survey, [token], new Date(Date.parse(draft.expiresAt) - 1))).not.toBeNull()
    expect(await read(db, survey, [token], new Date(draft.expiresAt))).toBeNull()
  })

  it('open by a code on a second device, which reads and writes the same draft', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const key = withKey(draft)
    if (key === null) throw new Error('The draft has no key.')
    const code = newReturnCode()
    await addReturn(db, pepper, key, { kind: 'code', holder: code, at })
    const opened = await openByReturn(db, pepper, survey.consultationId, { kind: 'code', holder: code, at })
    expect(opened?.districtSlug).toBe('fen')
    const there = await read(db, survey, [opened?.token ?? ''])
    expect(there?.pages.get('role')).toEqual(said('parent'))
    if (there) await savePage(db, there, 'role', said('carer'), at)
    expect((await read(db, survey, [token]))?.pages.get('role')).toEqual(said('carer'))
  })

  it('open by no other code, kind, consultation or server, nor after expiring, sending or five newer codes', async () => {
    const { db } = database
    const { survey, draft } = await aDraft(db)
    const key = withKey(draft)
    if (key === null) throw new Error('The draft has no key.')
    const code = newReturnCode()
    await addReturn(db, pepper, key, { kind: 'code', holder: code, at })
    const given = { kind: 'code', holder: code, at } as const
    const id = survey.consultationId
    expect(await openByReturn(db, pepper, id, { ...given, holder: newReturnCode() })).toBeNull()
    expect(await openByReturn(db, pepper, id, { ...given, kind: 'link' })).toBeNull()
    expect(await openByReturn(db, pepper, 'another', given)).toBeNull()
    expect(await openByReturn(db, pepperFrom('another'), id, given)).toBeNull()
    expect(await openByReturn(db, pepper, id, { ...given, at: new Date(draft.expiresAt) })).toBeNull()
    for (let more = 1; more <= 5; more += 1) {
      const later = new Date(at.getTime() + more)
      await addReturn(db, pepper, key, { kind: 'code', holder: newReturnCode(), at: later })
    }
    expect(await openByReturn(db, pepper, id, given)).toBeNull()
    const last = newReturnCode()
    await addReturn(db, pepper, key, { kind: 'link', holder: last, at: new Date(at.getTime() + 9) })
    await sendDraft(db, draft, survey.definition, { at, withinGrace: false })
    expect(await openByReturn(db, pepper, id, { kind: 'link', holder: last, at })).toBeNull()
    expect(await db.selectFrom('draft_token').select('kind').execute()).toEqual([{ kind: 'device' }])
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
    const draft = await read(db, survey, [token])
    expect(draft?.pages.get('role')).toEqual(said('parent'))
    if (draft === null) return
    const both = await Promise.all([1, 2].map(() => sealOldDraft(db, pepper, draft, token, at)))
    expect(both[0]?.key).toEqual(both[1]?.key)
    expect((await db.selectFrom('draft_page').select('saved').execute())[0]?.saved).toMatch(/^v1\./)
    expect((await read(db, survey, [token]))?.pages.get('role')).toEqual(said('parent'))
  })
})

eachDatabase('two devices on one draft', database => {
  it('keep both versions when they saved different answers, whichever came first', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const seen = pageMark(said('parent'))
    expect(await saveWithoutLoss(db, draft, 'role', said('staff'), { seen, at })).toBe('saved')
    // The other device still has what it read before.
    expect(await saveWithoutLoss(db, draft, 'role', said('carer'), { seen, at })).toBe('kept aside')
    const now = await read(db, survey, [token])
    expect(now?.pages.get('role')).toEqual(said('staff'))
    expect(now?.asides.get('role')?.map(aside => aside.page)).toEqual([said('carer')])
  })

  it('lose nothing when they save at the same moment', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const choices = ['staff', 'carer', 'councillor', 'resident']
    await Promise.all(
      choices.map(choice =>
        saveWithoutLoss(db, draft, 'role', said(choice), { seen: pageMark(said('parent')), at }),
      ),
    )
    const now = await read(db, survey, [token])
    const kept = [now?.pages.get('role'), ...(now?.asides.get('role') ?? []).map(aside => aside.page)]
    expect(kept.map(page => page?.answers[0]?.choices[0]).sort()).toEqual([...choices].sort())
  })

  it('have no conflict in the same answers, in an empty form, or in a form without a mark', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const none = { answers: [], place: null }
    expect(await saveWithoutLoss(db, draft, 'role', said('parent'), { seen: 'none', at })).toBe('saved')
    const now = await read(db, survey, [token])
    if (now === null) throw new Error('The draft was not found.')
    expect(await saveWithoutLoss(db, now, 'role', none, { seen: 'none', at })).toBe('saved')
    expect((await read(db, survey, [token]))?.pages.get('role')).toEqual(said('parent'))
    expect(await saveWithoutLoss(db, now, 'role', said('staff'), { seen: '', at })).toBe('saved')
    const after = await read(db, survey, [token])
    expect([after?.pages.get('role'), after?.asides.size]).toEqual([said('staff'), 0])
  })
})
