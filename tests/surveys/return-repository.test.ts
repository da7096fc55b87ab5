import { expect, it } from '@jest/globals'
import { savePage } from '../../server/surveys/draft-repository.ts'
import { newReturnCode } from '../../server/surveys/letters.ts'
import { pepperFrom } from '../../server/surveys/index.ts'
import { addReturn, openByReturn, withKey } from '../../server/surveys/return-repository.ts'
import { sendDraft } from '../../server/surveys/sending-service.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, at, pepper, readDraftOf, said } from './drafts.ts'

eachDatabase('ways back to a draft', database => {
  it('open it by a code on a second device, which reads and writes the same', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const key = withKey(draft)
    if (key === null) throw new Error('The draft has no key.')
    const code = newReturnCode()
    await addReturn(db, pepper, key, { kind: 'code', holder: code, at })
    const opened = await openByReturn(db, pepper, survey.consultationId, { kind: 'code', holder: code, at })
    expect(opened?.districtSlug).toBe('fen')
    const there = await readDraftOf(db, survey, [opened?.token ?? ''])
    expect(there?.pages.get('role')).toEqual(said('parent'))
    if (there) await savePage(db, there, 'role', said('carer'), at)
    expect((await readDraftOf(db, survey, [token]))?.pages.get('role')).toEqual(said('carer'))
  })

  it('open it by no other code, kind, consultation or server, nor after expiring, sending or five newer codes', async () => {
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

  it('are five at the most, and devices ten: the oldest ends, and the rest go on', async () => {
    const { db } = database
    const { survey, token, draft } = await aDraft(db)
    const key = withKey(draft)
    if (key === null) throw new Error('The draft has no key.')
    const code = newReturnCode()
    await addReturn(db, pepper, key, { kind: 'code', holder: code, at })
    const devices = [token]
    for (let more = 1; more <= 10; more += 1) {
      const later = new Date(at.getTime() + more)
      const opened = await openByReturn(db, pepper, survey.consultationId, {
        kind: 'code',
        holder: code,
        at: later,
      })
      devices.push(opened?.token ?? '')
    }
    const open = await Promise.all(devices.map(one => readDraftOf(db, survey, [one])))
    expect(open.map(one => one !== null)).toEqual([false, ...Array<boolean>(10).fill(true)])
  })

  it('hold neither the code nor the key in the database', async () => {
    const { db } = database
    const { draft } = await aDraft(db)
    const key = withKey(draft)
    if (key === null) throw new Error('The draft has no key.')
    const code = newReturnCode()
    await addReturn(db, pepper, key, { kind: 'code', holder: code, at })
    const rows = JSON.stringify(await db.selectFrom('draft_token').selectAll().execute())
    expect(rows).not.toContain(code)
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(rows).not.toContain(key.key.toString(form))
    expect(withKey({ ...draft, key: null })).toBeNull()
  })
})
