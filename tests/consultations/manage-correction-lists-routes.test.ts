import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readCorrection } from '../../server/consultations/correction-repository.ts'
import { staffAndPublic } from './manage-support.ts'
import { hiddenOn, hostile } from './record-support.ts'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`proposals and options of a correction on ${database}`, () => {
    let staff: Awaited<ReturnType<typeof staffAndPublic>>
    let analyst: typeof staff.planner
    let at: string
    beforeEach(async () => {
      staff = await staffAndPublic(true, database)
      analyst = await staff.app.agent('analyst')
      at = `/manage/consultations/${staff.id}/correction`
      await staff.planner.post(`${at}/begin`)
    })
    afterEach(() => staff.close())
    const correction = async () => {
      const found = await readCorrection(staff.app.db, staff.id)
      if (found === null) throw new Error('One is being written.')
      return found
    }
    const version = async () => String((await correction()).version)
    const fen = async () => (await correction()).record.districts[0]?.proposals ?? []
    const written = async () =>
      (
        await staff.app.db
          .selectFrom('audit')
          .select('summary')
          .where('action', '=', 'consultation.correction-written')
          .execute()
      ).map(({ summary }) => summary)
    const proposal = { title: 'A hall', whatIsLost: '', whatChanges: 'A new hall.', siteId: '' }
    const option = { name: 'Shorter hours', whatItWas: 'All open, less.', whyNot: 'Saves little.' }

    it('take what one of two people writes at the same moment, and keep the other’s for them', async () => {
      const seen = await version()
      const both = await Promise.all([
        staff.planner.post(`${at}/proposals/fen/new`, { ...proposal, seen, whatChanges: 'Mine.' }),
        analyst.post(`${at}/options/new`, { ...option, seen, whatItWas: 'Theirs.' }),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
      const plannerFirst = both[0].status === 303
      const told = both[plannerFirst ? 1 : 0].text
      expect(told).toContain('Somebody else has changed this correction')
      expect(told).toContain(plannerFirst ? 'Theirs.</textarea>' : 'Mine.</textarea>')
      expect(await written()).toHaveLength(1)
      const fresh = hiddenOn(told, 'seen')
      const again = plannerFirst
        ? await analyst.post(`${at}/options/new`, { ...option, seen: fresh, whatItWas: 'Theirs.' })
        : await staff.planner.post(`${at}/proposals/fen/new`, {
            ...proposal,
            seen: fresh,
            whatChanges: 'Mine.',
          })
      expect(again.status).toBe(303)
      const { record } = await correction()
      expect((await fen()).map(one => one.whatChanges)).toContain('Mine.')
      expect(record.options.map(one => one.whatItWas)).toContain('Theirs.')
      expect(await written()).toHaveLength(2)
    })

    it('are taken out once, and change nothing for the public before they are published', async () => {
      const [alder] = await fen()
      const own = `${at}/proposals/fen/${alder?.id ?? ''}`
      await staff.planner.post(`${at}/proposals/fen/new`, { ...proposal, seen: await version() })
      expect((await staff.planner.post(`${own}/remove`)).status).toBe(303)
      expect((await analyst.post(`${own}/remove`)).status).toBe(410)
      expect((await fen()).map(one => one.title)).toEqual(['A hall'])
      expect((await staff.visitor.get(`/consultations/${staff.slug}/fen`)).text).not.toContain('A hall')
      expect((await staff.planner.post(`${at}/options/new/remove`)).status).toBe(410)
      expect((await written()).at(-1)).toContain('took out the proposal Alder Centre')
      await staff.planner.post(`${at}/options/new`, { ...option, seen: await version() })
      const less = `${at}/options/${(await correction()).record.options.at(-1)?.id ?? ''}`
      expect((await analyst.post(`${less}/remove`)).status).toBe(303)
      expect((await staff.planner.post(`${less}/remove`)).status).toBe(410)
      expect((await staff.planner.post(`${at}/options/status-quo/remove`)).status).toBe(404)
    })

    it('keep markup as text, and forged places and scenarios as none', async () => {
      const seen = await version()
      const forged = { ...proposal, title: hostile, siteId: 'forged', seen }
      expect((await staff.planner.post(`${at}/proposals/fen/new`, forged)).status).toBe(303)
      const added = (await fen()).at(-1)
      expect(added?.siteId).toBeNull()
      const chosen = { ...option, name: hostile, scenarioId: 'forged', seen: await version() }
      expect((await staff.planner.post(`${at}/options/new`, chosen)).status).toBe(303)
      const { record } = await correction()
      const other = record.options.at(-1)
      expect(other?.scenario).toBeNull()
      // Nor can what is proposed stand beside itself as an option.
      const proposed = { ...option, scenarioId: record.scenario?.id ?? '', seen: await version() }
      await staff.planner.post(`${at}/options/new`, proposed)
      expect((await correction()).record.options.at(-1)).toMatchObject({ name: option.name, scenario: null })
      for (const page of [`proposals/fen/${added?.id ?? ''}`, `options/${other?.id ?? ''}`]) {
        const { text } = await staff.planner.get(`${at}/${page}`)
        expect(text).toContain('&lt;script&gt;alert(1)')
        expect(text).not.toMatch(/<script>alert/)
      }
      const empty = await staff.planner.post(`${at}/proposals/fen/new`, { ...proposal, title: '', seen })
      expect([empty.status, empty.text.includes('A new hall.')]).toEqual([422, true])
    })

    it('are closed to those who may not, and no more once the correction is given up', async () => {
      const worker = await staff.app.agent('drop-in')
      const pages = [`${at}/proposals/fen/new`, `${at}/options/new`]
      for (const page of pages) {
        expect([page, (await worker.get(page)).status]).toEqual([page, 403])
        expect([page, (await worker.post(page, proposal)).status]).toEqual([page, 403])
      }
      const seen = await version()
      await staff.planner.post(`${at}/give-up`)
      for (const page of pages) {
        const late = await staff.planner.post(page, { ...proposal, ...option, seen })
        expect([page, late.status, late.text.includes('A new hall.')]).toEqual([page, 404, true])
      }
      expect(await written()).toEqual([])
    })
  })
}
