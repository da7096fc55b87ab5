import { describe, expect, it } from '@jest/globals'
import { addSession } from '../../server/consultations/session-repository.ts'
import { shownName } from '../../server/platform/form-shown.ts'
import { hiddenOn } from '../consultations/record-support.ts'
import type { Fields } from '../support/application.ts'
import { keyed } from './keyed-forms.ts'
import { answersToOthers, at, begin, byPost, openBatch, paperOnPages, print, traceOf } from './on-pages.ts'
import { aConsultation } from './support.ts'

describe('a batch on its page', () => {
  const on = paperOnPages()

  it('is for those who may key paper', async () => {
    const batch = await openBatch(on)
    for (const path of [`${at}/batches/new`, batch]) {
      expect([path, await answersToOthers(on, who => who.get(path))]).toEqual([path, [403, 403, 303]])
    }
    for (const path of [`${at}/batches`, batch, `${batch}/close`, `${batch}/open`]) {
      const statuses = await answersToOthers(on, who => who.post(path, byPost))
      expect([path, statuses]).toEqual([path, [403, 403, 303]])
    }
    expect((await traceOf(on, batch)).map(({ action }) => action)).toEqual(['paper.batch-opened'])
  })

  it('says what is wrong with it, keeps what was typed, and opens nothing', async () => {
    const before = await on.app.db.selectFrom('paper_batch').select('id').execute()
    const wrong: [Fields, string][] = [
      [{ kind: 'pigeon' }, 'Select how the forms came in'],
      [{ 'heldOn-day': '31' }, 'must be a real date'],
      [{ countIn: '-1' }, 'The number of forms'],
      [{ countIn: 'a few' }, 'The number of forms'],
      [{ label: 'x'.repeat(101) }, '100 characters'],
    ]
    for (const [fields, sentence] of wrong) {
      const refused = await on.ann.post(`${at}/batches`, { ...byPost, note: 'Kept <b>note</b>', ...fields })
      expect([fields, refused.status]).toEqual([fields, 422])
      expect(refused.text).toContain(sentence)
      expect(refused.text).toContain('Kept &lt;b&gt;note&lt;/b&gt;')
    }
    expect(await on.app.db.selectFrom('paper_batch').select('id').execute()).toEqual(before)
  })

  it('is opened once by a form that is sent twice', async () => {
    const count = async (): Promise<number> =>
      (await on.app.db.selectFrom('paper_batch').select('id').execute()).length
    const page = (await on.ann.get(`${at}/batches/new`)).text
    const form = { ...byPost, [shownName]: hiddenOn(page, shownName) }
    const before = await count()
    const both = [await on.ann.post(`${at}/batches`, form), await on.ann.post(`${at}/batches`, form)]
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(both[1]?.headers['location']).toBe(both[0]?.headers['location'])
    expect(await count()).toBe(before + 1)
  })

  it('is called what somebody calls it, else by how and when its forms came', async () => {
    const nameOf = async (fields: Fields): Promise<string> => {
      const { text } = await on.ann.get(await openBatch(on, fields))
      return /<\/span>([^<]*)<\/h1>/.exec(text)?.[1] ?? ''
    }
    expect(await nameOf({ label: 'Box <3>' })).toBe('Box &lt;3&gt;')
    expect(await nameOf({})).toBe('Post of Tuesday 22 September 2026')
    expect(await nameOf({ kind: 'phone' })).toBe('Calls of Tuesday 22 September 2026')
    expect(await nameOf({ kind: 'drop-in' })).toBe('Drop-in session, Tuesday 22 September 2026')
    const session = await addSession(on.app.db, on.consultation.id, {
      districtCode: 'D2',
      startsAt: '2026-09-15T09:00:00.000Z',
      endsAt: '2026-09-15T11:00:00.000Z',
      venue: 'Fen Hall',
      address: 'High Street',
      access: '',
      languages: '',
    })
    // The session's own day and district hold, whatever stood in the boxes.
    const atSession = await openBatch(on, { kind: 'drop-in', session })
    expect((await on.ann.get(atSession)).text).toContain('Fen Hall, Tuesday 15 September 2026')
    const stored = on.app.db.selectFrom('paper_batch').select(['held_on', 'district_code', 'session_id'])
    const found = await stored.where('id', '=', atSession.split('/').at(-1) ?? '').executeTakeFirst()
    expect(found).toEqual({ held_on: '2026-09-15', district_code: 'D2', session_id: session })
    // Post comes from no session, and there is none of that name.
    expect(await nameOf({ kind: 'post', session })).toBe('Post of Tuesday 22 September 2026')
    expect(await nameOf({ kind: 'drop-in', session: 'none' })).toBe(
      'Drop-in session, Tuesday 22 September 2026',
    )
  })

  it('belongs to one consultation', async () => {
    const batch = await openBatch(on)
    await aConsultation(on.app.db, 'others')
    const elsewhere = batch.replace('/centres/', '/others/')
    expect((await on.ann.get(elsewhere)).status).toBe(404)
    for (const page of ['', '/close', '/open', '/start', '/unnumbered', '/aside']) {
      expect([page, (await on.ann.post(`${elsewhere}${page}`, byPost)).status]).toEqual([page, 404])
    }
    expect((await on.ann.get(`${at}/batches/none`)).status).toBe(404)
  })

  it('is counted in later, and closed only when every form is accounted for', async () => {
    const { serials } = await print(on, 2)
    const batch = await openBatch(on, { countIn: '' })
    await on.ann.post(await begin(on.ann, batch, serials[0]), keyed())
    expect((await on.ann.post(`${batch}/close`)).status).toBe(422)
    const wrong = await on.ann.post(batch, { ...byPost, countIn: 'two' })
    expect([wrong.status, wrong.text.includes('value="two"')]).toEqual([422, true])
    expect((await on.ann.post(batch, { ...byPost, label: 'Counted' })).status).toBe(303)
    const refused = await on.ann.post(`${batch}/close`)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('1 form of 2 is still to be entered')
    const aside = { serial: serials[1] ?? '', status: 'spoilt', reason: 'Soaked in tea' }
    await on.ann.post(`${batch}/aside`, aside)
    expect((await on.ann.get(batch)).text).toContain('Every form that was counted in is accounted for.')
    expect((await on.ann.post(`${batch}/close`)).status).toBe(303)
    const summaries = (await traceOf(on, batch)).map(({ action, summary }) => [action, summary])
    expect(summaries).toEqual([
      ['paper.batch-changed', 'Changed the batch “Counted”: 2 counted in'],
      ['paper.batch-closed', 'Closed the batch “Counted”: 2 counted in, all accounted for'],
      ['paper.batch-opened', 'Opened the batch “Post of Tuesday 22 September 2026”'],
    ])
  })

  it('that is closed takes no change until it is opened again', async () => {
    const { serials } = await print(on, 1)
    const batch = await openBatch(on, { countIn: '1' })
    await on.ann.post(`${batch}/aside`, { serial: serials[0] ?? '', status: 'void', reason: 'Empty' })
    const back = /action="([^"]+\/back)"/.exec((await on.ann.get(batch)).text)?.[1] ?? ''
    const both = await Promise.all([1, 2].map(() => on.ann.post(`${batch}/close`)))
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await on.ann.post(batch, byPost)).status).toBe(409)
    expect((await on.ann.post(back)).status).toBe(409)
    expect((await on.ann.get(batch)).text).toContain('Open the batch again')
    expect((await on.ann.post(`${batch}/open`)).status).toBe(303)
    expect((await on.ann.post(back)).status).toBe(303)
    expect((await on.ann.post(`${batch}/close`)).status).toBe(422)
    expect((await traceOf(on, batch)).map(({ action }) => action)).toEqual([
      'paper.batch-closed',
      'paper.batch-opened',
      'paper.batch-reopened',
    ])
  })

  it('that is open is not opened again: nothing is written down of it', async () => {
    const batch = await openBatch(on)
    expect((await on.ann.post(`${batch}/open`)).status).toBe(303)
    expect((await traceOf(on, batch)).map(({ action }) => action)).toEqual(['paper.batch-opened'])
  })
})
