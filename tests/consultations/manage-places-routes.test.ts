import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listPlaceTexts } from '../../server/consultations/place-text-repository.ts'
import { staffAndPublic } from './manage-support.ts'
import { day, hiddenOn, hostile } from './record-support.ts'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`the pages on which staff write what is said of places on ${database}`, () => {
    let staff: Awaited<ReturnType<typeof staffAndPublic>>
    let at: string
    let alder: string
    beforeEach(async () => {
      staff = await staffAndPublic(false, database)
      at = `/manage/consultations/${staff.id}/places`
      alder = `${at}/${/places\/([^"]+)">Alder Centre/.exec((await staff.planner.get(at)).text)?.[1] ?? ''}`
    })
    afterEach(() => staff.close())
    const stored = () => listPlaceTexts(staff.app.db, staff.id)

    it('keep why, what replaces it and when; a wrong date keeps what was typed', async () => {
      const texts = { why: hostile, replacedBy: '' }
      const wrong = await staff.planner.post(alder, { ...texts, ...day('fromOn', '2027-02-31') })
      expect([wrong.status, wrong.text.includes('&lt;script&gt;alert(1)')]).toEqual([422, true])
      expect(await stored()).toEqual([])
      const right = await staff.planner.post(alder, { ...texts, ...day('fromOn', '2027-04-01') })
      expect(right.status).toBe(303)
      expect(await stored()).toMatchObject([{ fromOn: '2027-04-01', replacedBy: '' }])
      for (const page of [at, alder])
        expect((await staff.planner.get(page)).text).not.toMatch(/<script>alert/)
      expect((await staff.planner.get(at)).text).toContain('why, from when')
      const audit = await staff.app.db.selectFrom('audit').select(['action', 'summary']).execute()
      expect(audit).toContainEqual({ action: 'consultation.changed', summary: 'Wrote about Alder Centre' })
    })

    it('take the words of one of two people at the same moment, and keep the other’s for them', async () => {
      const analyst = await staff.app.agent('analyst')
      const seen = hiddenOn((await staff.planner.get(alder)).text, 'seen')
      const words = (why: string) => ({ why, replacedBy: '', ...day('fromOn', ''), seen })
      const both = await Promise.all([
        staff.planner.post(alder, words('Mine.')),
        analyst.post(alder, words('Theirs.')),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
      const [late, again] = both[0].status === 422 ? ['Mine.', staff.planner] : ['Theirs.', analyst]
      const told = both.find(({ status }) => status === 422)?.text ?? ''
      expect(told).toContain('Somebody else has changed this place')
      expect(told).toContain(`${late}</textarea>`)
      expect((await stored())[0]?.why).not.toBe(late)
      expect((await again.post(alder, { ...words(late), seen: hiddenOn(told, 'seen') })).status).toBe(303)
      expect((await stored())[0]?.why).toBe(late)
    })

    it('are closed to those who may not, for places that are not there, and while it is read over', async () => {
      const worker = await staff.app.agent('drop-in')
      for (const page of [at, alder]) {
        expect([page, (await worker.get(page)).status]).toEqual([page, 403])
        expect([page, (await staff.visitor.get(page)).status]).toEqual([page, 303])
      }
      expect((await staff.planner.get(`${at}/none`)).status).toBe(404)
      expect((await staff.planner.post(`${at}/none`, { why: 'x' })).status).toBe(404)
      await staff.app.db.updateTable('consultation').set({ preparation: 'review' }).execute()
      const late = await staff.planner.post(alder, { why: 'A careful sentence.', replacedBy: '' })
      expect([late.status, late.text.includes('A careful sentence.')]).toEqual([409, true])
      expect(await stored()).toEqual([])
    })
  })
}
