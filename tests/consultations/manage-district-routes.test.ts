import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listConsultationDistricts, listProposals } from '../../server/consultations/district-repository.ts'
import { staffAndPublic } from './manage-support.ts'
import { hiddenOn, hostile } from './record-support.ts'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`a district’s texts and proposals on ${database}`, () => {
    let staff: Awaited<ReturnType<typeof staffAndPublic>>
    let analyst: typeof staff.planner
    let at: string
    beforeEach(async () => {
      staff = await staffAndPublic(false, database)
      analyst = await staff.app.agent('analyst')
      at = `/manage/consultations/${staff.id}/districts/E07009991`
    })
    afterEach(() => staff.close())
    const proposals = async () =>
      (await listProposals(staff.app.db, staff.id)).filter(one => one.districtCode === 'E07009991')
    const summaries = async () =>
      (await staff.app.db.selectFrom('audit').select('summary').execute()).map(({ summary }) => summary)
    const added = { title: 'A hall', whatIsLost: '', whatChanges: 'A new hall.', siteId: '' }

    it('take the texts of one of two people at the same moment, and keep the other’s for them', async () => {
      const seen = hiddenOn((await staff.planner.get(at)).text, 'seen')
      const texts = (whatIsLost: string) => ({ whatIsLost, whatIsProposed: 'x', seen })
      const both = await Promise.all([
        staff.planner.post(at, texts('Mine.')),
        analyst.post(at, texts('Theirs.')),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
      const [late, again] = both[0].status === 422 ? ['Mine.', staff.planner] : ['Theirs.', analyst]
      const told = both.find(({ status }) => status === 422)?.text ?? ''
      expect(told).toContain('Somebody else has changed these texts')
      expect(told).toContain(`${late}</textarea>`)
      const lost = async () => (await listConsultationDistricts(staff.app.db, staff.id))[0]?.whatIsLost
      expect(await lost()).not.toBe(late)
      expect((await again.post(at, { ...texts(late), seen: hiddenOn(told, 'seen') })).status).toBe(303)
      expect(await lost()).toBe(late)
      expect((await summaries()).filter(one => one === 'Changed the texts for Fen')).toHaveLength(2)
    })

    it('add a proposal once, whoever sends it, and tell the second who changes one', async () => {
      await Promise.all([
        staff.planner.post(`${at}/proposals/new`, added),
        staff.planner.post(`${at}/proposals/new`, added),
      ])
      const [, hall, ...more] = await proposals()
      expect([hall?.title, more]).toEqual(['A hall', []])
      const own = `${at}/proposals/${hall?.id ?? ''}`
      const seen = hiddenOn((await staff.planner.get(own)).text, 'seen')
      const both = await Promise.all([
        staff.planner.post(own, { ...added, seen, whatChanges: 'Mine.' }),
        analyst.post(own, { ...added, seen, whatChanges: 'Theirs.' }),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
      const told = both.find(({ status }) => status === 422)?.text ?? ''
      expect(told).toContain('Somebody else has changed this proposal')
      expect(told).toContain(`${both[0].status === 422 ? 'Mine.' : 'Theirs.'}</textarea>`)
      expect((await proposals())[1]?.whatChanges).toBe(both[0].status === 422 ? 'Theirs.' : 'Mine.')
    })

    it('keep markup as text, and a place that is not in the register as none', async () => {
      await staff.planner.post(`${at}/proposals/new`, { ...added, title: hostile, siteId: 'forged' })
      const own = (await proposals())[1]
      expect(own?.siteId).toBeNull()
      for (const page of [at, `${at}/proposals/${own?.id ?? ''}`]) {
        const { text } = await staff.planner.get(page)
        expect(text).toContain('&lt;script&gt;alert(1)')
        expect(text).not.toMatch(/<script>alert/)
      }
      const empty = await staff.planner.post(`${at}/proposals/new`, { ...added, title: ' ' })
      expect([empty.status, empty.text.includes('A new hall.')]).toEqual([422, true])
    })

    it('are closed to those who may not, to other districts’ proposals, and while they are read over', async () => {
      const [own] = await proposals()
      const vale = at.replace('E07009991', 'E07009992')
      const worker = await staff.app.agent('drop-in')
      const pages = [at, `${at}/proposals/new`, `${at}/proposals/${own?.id ?? ''}`]
      for (const page of pages) {
        expect([page, (await worker.get(page)).status]).toEqual([page, 403])
        expect([page, (await worker.post(page, added)).status]).toEqual([page, 403])
      }
      for (const page of [`${vale}/proposals/${own?.id ?? ''}`, at.replace('E07009991', 'none')]) {
        expect([page, (await staff.planner.get(page)).status]).toEqual([page, 404])
        expect([page, (await staff.planner.post(page, added)).status]).toEqual([page, 404])
      }
      expect((await staff.planner.post(`${vale}/proposals/${own?.id ?? ''}/remove`)).status).toBe(410)
      await staff.app.db.updateTable('consultation').set({ preparation: 'review' }).execute()
      for (const page of pages) {
        const late = await staff.planner.post(page, { ...added, whatIsLost: 'A careful sentence.' })
        expect([page, late.status, late.text.includes('A careful sentence.')]).toEqual([page, 409, true])
      }
      expect(await proposals()).toEqual([own])
    })
  })
}
