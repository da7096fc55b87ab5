import { expect, it } from '@jest/globals'
import { pageMark } from '../../server/surveys/draft.ts'
import { saveWithoutLoss } from '../../server/surveys/saving-service.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, at, readDraftOf, said } from './drafts.ts'

eachDatabase('two devices on one draft', database => {
  it('keep both versions when they saved different answers, whichever came first', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const seen = pageMark(said('parent'))
    expect(await saveWithoutLoss(db, draft, 'role', said('staff'), { seen, at })).toBe('saved')
    // The other device still has what it read before.
    expect(await saveWithoutLoss(db, draft, 'role', said('carer'), { seen, at })).toBe('kept aside')
    const now = await readDraftOf(db, survey, [token])
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
    const now = await readDraftOf(db, survey, [token])
    const kept = [now?.pages.get('role'), ...(now?.asides.get('role') ?? []).map(aside => aside.page)]
    expect(kept.map(page => page?.answers[0]?.choices[0]).sort()).toEqual([...choices].sort())
  })

  it('have no conflict in the same answers, in an empty form, or in a form without a mark', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const none = { answers: [], place: null }
    expect(await saveWithoutLoss(db, draft, 'role', said('parent'), { seen: 'none', at })).toBe('saved')
    const now = await readDraftOf(db, survey, [token])
    if (now === null) throw new Error('The draft was not found.')
    expect(await saveWithoutLoss(db, now, 'role', none, { seen: 'none', at })).toBe('saved')
    expect((await readDraftOf(db, survey, [token]))?.pages.get('role')).toEqual(said('parent'))
    expect(await saveWithoutLoss(db, now, 'role', said('staff'), { seen: '', at })).toBe('saved')
    const after = await readDraftOf(db, survey, [token])
    expect([after?.pages.get('role'), after?.asides.size]).toEqual([said('staff'), 0])
  })
})
