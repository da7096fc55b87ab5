import { describe, expect, it } from '@jest/globals'
import { recordAnswerDeletion } from '../../server/consultations/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { deleteBesideAnswers, deleteSomeResponses } from '../../server/findings/answer-deletion-repository.ts'
import { keyed } from './keyed-forms.ts'
import { at, begin, openBatch, paperOnPages, print } from './on-pages.ts'

describe('a form whose answers were deleted', () => {
  const on = paperOnPages()

  it('says so wherever somebody would key, check or settle it, and does not stand as something to do', async () => {
    const { serials } = await print(on, 3)
    const [same = '', differing = '', out = ''] = serials
    const batch = await openBatch(on, { countIn: '2' })
    const checkable = await begin(on.ann, batch, same)
    await on.ann.post(checkable, keyed({ 'tick-overall': 'agree' }))
    const unsettled = await begin(on.ann, batch, differing)
    await on.ann.post(unsettled, keyed({ 'tick-overall': 'agree' }))
    await on.bob.post(unsettled, keyed({ 'tick-overall': 'neither' }))
    expect((await on.bob.get(batch)).text).toContain('Settle the differences')
    expect((await on.bob.get(at)).text).toContain('Differences to settle')
    expect((await on.bob.get(at)).text).not.toContain('were deleted')

    const { db } = on.app
    await inTransaction(db, async tx => {
      const deletion = { at: '2026-09-21T09:00:00.000Z', by: 'Zoë Clerk', responses: 2 }
      await recordAnswerDeletion(tx, on.consultation.id, deletion)
      await deleteBesideAnswers(tx, on.consultation.id)
      await deleteSomeResponses(tx, on.consultation.id, 200)
    })

    const told = (serial: string): string =>
      `${serial} was entered, and its answers were deleted on Monday 21 September 2026 by Zoë Clerk`
    for (const [form, serial] of [
      [checkable, same],
      [unsettled, differing],
    ] as const) {
      for (const who of [on.ann, on.bob]) {
        const answers = [
          await who.get(`${form}/differences`),
          await who.post(form, keyed({ 'tick-overall': 'agree' })),
          await who.post(form, keyed({ 'received-day': '31' })),
          await who.post(`${form}/draft`, keyed()),
          await who.post(`${form}/differences`, { 'decide-overall': 'first' }),
        ]
        if (form === checkable) answers.push(await who.get(form))
        for (const { status, text } of answers)
          expect([status, text.includes(told(serial))]).toEqual([409, true])
        const begun = await who.post(`${batch}/start`, { serial })
        expect([begun.status, begun.text.includes(told(serial))]).toEqual([422, true])
        expect(begun.text).not.toContain('again as a second person')
      }
    }
    const page = (await on.bob.get(batch)).text
    expect(page).toMatch(/The answers to this consultation were deleted at .* by Zoë Clerk/)
    expect(page.match(/Answers deleted/g)).toHaveLength(2)
    expect(page).not.toMatch(/Settle the differences|Check CITY/)
    expect(page).toContain('Every form that was counted in is accounted for.')
    const all = (await on.bob.get(at)).text
    expect(all).toMatch(/The answers to this consultation were deleted at .* by Zoë Clerk/)
    expect(all).not.toContain('Differences to settle')
    expect(all).toContain('Ready to close')
    // Nobody came back with it: nothing of it was deleted.
    expect((await on.ann.post(`${batch}/start`, { serial: out })).status).toBe(303)
    expect(await db.selectFrom('paper_repeat').selectAll().execute()).toEqual([])
  })
})
