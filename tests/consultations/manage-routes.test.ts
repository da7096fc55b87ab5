import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { answerChecklist, publishAs } from './record-support.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`preparing a consultation on ${database}`, () => {
    let app: TestApplication
    let planner: Visitor
    beforeEach(async () => {
      app = await testApplication({ clock: whileOpen, database })
      planner = await app.agent('planner')
    })
    afterEach(() => app.close())
    const actions = async (): Promise<string[]> =>
      (await app.db.selectFrom('audit').select('action').orderBy('at').execute()).map(row => row.action)

    it('goes from a name to a published consultation, each change on the record', async () => {
      const { county, consultationId: other } = await aDraftConsultation(app.db)
      const { scenario_id } = await app.db
        .selectFrom('consultation')
        .select('scenario_id')
        .where('id', '=', other)
        .executeTakeFirstOrThrow()
      const begun = await planner.post('/manage/consultations/new', {
        name: 'Second',
        scenarioId: scenario_id ?? '',
      })
      const at = begun.headers['location'] as string
      expect((await planner.get(at)).text).toContain('Draft')
      const version = async (page: string): Promise<string> =>
        /name="version" id="version" value="(\d+)"/.exec((await planner.get(page)).text)?.[1] ?? ''
      const texts = await planner.post(`${at}/texts`, {
        version: await version(`${at}/texts`),
        name: 'Second',
        scenarioId: scenario_id ?? '',
        introduction: 'Hello.',
        whatIsLost: 'A centre.',
        whatIsProposed: 'Two centres.',
        reasons: 'Money.',
      })
      expect(texts.headers['location']).toBe(at)
      const dates = await planner.post(`${at}/dates`, {
        version: await version(`${at}/dates`),
        'opensOn-day': '1',
        'opensOn-month': '6',
        'opensOn-year': '2026',
        opensTime: '9am',
        'closesOn-day': '30',
        'closesOn-month': '11',
        'closesOn-year': '2026',
        closesTime: '17:00',
        graceMinutes: '30',
        decisionBy: 'Cabinet',
      })
      expect([dates.status, dates.headers['location']]).toEqual([303, at])
      const contact = await planner.post(`${at}/contact`, {
        version: await version(`${at}/contact`),
        contactEmail: 'a@example.org',
        contactPhone: '',
        contactPost: '',
        otherWays: 'Paper.',
        urgentHelp: 'Call 999.',
      })
      expect(contact.headers['location']).toBe(at)
      for (const code of county.districtCodes) {
        await planner.post(`${at}/districts/${code}/proposals/new`, {
          title: 'A place',
          whatIsLost: '',
          whatChanges: 'It stays.',
          siteId: '',
        })
        const district = `${at}/districts/${code}`
        const saved = await planner.post(district, {
          version: await version(district),
          whatIsLost: 'Alder would close.',
          whatIsProposed: 'x',
        })
        expect(saved.status).toBe(303)
      }
      const check = await planner.get(`${at}/publish`)
      expect(check.text).not.toContain('>Missing<')
      expect((await planner.post(`${at}/publish`, {})).status).toBe(422)
      const id = at.split('/').at(-1) ?? ''
      await answerChecklist(app.db, id)
      expect((await planner.post(`${at}/review`)).status).toBe(303)
      expect((await publishAs(await app.agent('analyst'), id)).status).toBe(303)
      const stored = await app.db
        .selectFrom('consultation')
        .selectAll()
        .where('name', '=', 'Second')
        .executeTakeFirstOrThrow()
      expect(stored).toMatchObject({
        opens_at: '2026-06-01T08:00:00.000Z',
        // Winter time by then: five o'clock in London is five in UTC.
        closes_at: '2026-11-30T17:00:00.000Z',
      })
      expect(stored.record_hash).toMatch(/^[0-9a-f]{64}$/)
      expect(
        await app.db
          .selectFrom('survey')
          .select('district_code')
          .where('consultation_id', '=', stored.id)
          .execute(),
      ).toHaveLength(2)
      expect((await (await app.agent()).get(`/consultations/${stored.slug}`)).status).toBe(200)
      expect(await actions()).toEqual(
        expect.arrayContaining(['consultation.added', 'consultation.changed', 'consultation.published']),
      )
    })

    it('cannot be published while something is missing', async () => {
      await aDraftConsultation(app.db)
      const begun = await planner.post('/manage/consultations/new', { name: 'Empty' })
      const at = begun.headers['location'] as string
      const check = await planner.get(`${at}/publish`)
      expect(check.text).toContain('Choose a published scenario')
      const refused = await planner.post(`${at}/publish`, { sure: 'yes' })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('Ask for a review first')
    })

    it('is frozen once it is published: texts, dates, districts and proposals', async () => {
      const { consultationId, county } = await aPublishedConsultation(app.db)
      const at = `/manage/consultations/${consultationId}`
      const code = county.districtCodes[0] ?? ''
      for (const page of ['texts', 'dates', `districts/${code}`, `districts/${code}/proposals/new`]) {
        expect([page, (await planner.get(`${at}/${page}`)).status]).toEqual([page, 409])
        expect([page, (await planner.post(`${at}/${page}`, { name: 'x', version: '1' })).status]).toEqual([
          page,
          409,
        ])
      }
      const before = await app.db.selectFrom('consultation').selectAll().executeTakeFirstOrThrow()
      await planner.post(`${at}/publish`, { sure: 'yes' })
      expect(await app.db.selectFrom('consultation').selectAll().executeTakeFirstOrThrow()).toEqual(before)
    })

    it('does not let two people write over each other unseen', async () => {
      const { consultationId } = await aDraftConsultation(app.db)
      const at = `/manage/consultations/${consultationId}`
      const analyst = await app.agent('analyst')
      const texts = { version: '1', name: 'Name', introduction: 'First', scenarioId: '' }
      expect((await planner.post(`${at}/texts`, texts)).status).toBe(303)
      const second = await analyst.post(`${at}/texts`, { ...texts, introduction: 'Second' })
      expect(second.status).toBe(422)
      expect(second.text).toContain('Somebody else has changed this consultation')
      expect(second.text).toContain('Second</textarea>')
    })

    it('previews pages and questions before they are published', async () => {
      const { consultationId, county } = await aDraftConsultation(app.db)
      const at = `/manage/consultations/${consultationId}`
      const code = county.districtCodes[0] ?? ''
      expect((await planner.get(`${at}/preview`)).text).toContain('One of three centres would close.')
      expect((await planner.get(`${at}/preview/fen`)).text).toContain('Alder Centre would close.')
      const questions = await planner.get(`${at}/survey/${code}`)
      expect(questions.text).toContain('Strongly agree')
      expect(questions.text).toContain('Roma')
    })

    it('is closed to people who may not prepare consultations', async () => {
      const { consultationId } = await aPublishedConsultation(app.db)
      const worker = await app.agent('drop-in')
      expect((await worker.get(`/manage/consultations/${consultationId}`)).status).toBe(403)
      expect((await worker.post(`/manage/consultations/${consultationId}/publish`)).status).toBe(403)
      expect((await planner.get('/manage/consultations/none')).status).toBe(404)
    })
  })
}
