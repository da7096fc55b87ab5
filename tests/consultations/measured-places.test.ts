import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { writeDistrictTexts } from '../../server/consultations/district-repository.ts'
import { readRecord } from '../../server/consultations/index.ts'
import { importScenario, publishScenario } from '../../server/scenarios/index.ts'
import { placeOfPostcode, publishConsultation } from '../../server/surveys/index.ts'
import { currentOrigins, keepJourneyColumns, keepOrigins } from '../../server/travel/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { withJourneys, type LaidJourneys } from '../support/journeys.ts'
import { actor, aDraftConsultation, whileOpen } from './builders.ts'

const before = (): Date => new Date('2026-05-01T09:00:00.000Z')

/** Half an hour on foot for a tenth of a degree, and no way over the river at 0.2 east; a bridge for cars. */
const onFoot: LaidJourneys = {
  mode: 'walking-with-a-buggy',
  method: 'walking with a buggy at 4.0 km/h on made-up roads',
  journey: ([from], [to]) => (from < 0.2 === to < 0.2 ? Math.abs(from - to) * 18_000 : Infinity),
}
const byCar: LaidJourneys = {
  mode: 'driving',
  method: 'driving on made-up roads',
  journey: ([from], [to]) => 60 + Math.abs(from - to) * 3000,
}

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`a consultation about a scenario with measured journeys on ${database}`, () => {
    let app: TestApplication
    let base: string
    let consultation: { countyId: string; recordHash: string }

    beforeAll(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const { county, consultationId, slug } = await aDraftConsultation(app.db)
      const origins = await currentOrigins(app.db, county)
      await keepOrigins(app.db, origins, before().toISOString())
      const sites = await app.db.selectFrom('site').select(['lon', 'lat']).execute()
      const positions = sites.map(({ lon, lat }) => [lon ?? 0, lat ?? 0] as [number, number])
      await withJourneys(app.db, county, origins, [onFoot, byCar], positions)
      const id = await importScenario(
        app.db,
        county.id,
        {
          name: 'Two centres, measured',
          fates: [
            { site: 'alder', fate: 'closed' },
            { site: 'birch', fate: 'centre' },
            { site: 'cedar', fate: 'closed' },
            { site: 'library', fate: 'outreach' },
          ],
        },
        actor,
        before,
      )
      await publishScenario(app.db, county, id, actor, before, keepJourneyColumns())
      await app.db.updateTable('consultation').set({ scenario_id: id }).execute()
      await writeDistrictTexts(app.db, consultationId, 'E07009992', {
        whatIsLost: 'Cedar Centre would close.',
        whatIsProposed: '',
      })
      await publishConsultation(app.db, consultationId, actor, before)
      base = `/consultations/${slug}`
      const row = await app.db.selectFrom('consultation').select('record_hash').executeTakeFirstOrThrow()
      consultation = { countyId: county.id, recordHash: row.record_hash ?? '' }
    })
    afterAll(() => app.close())

    it('tells minutes from a postcode, what is lost first', async () => {
      const visitor = await app.agent()
      const { text } = await visitor.post(`${base}/what-changes`, { postcode: 'pe11aa' })
      const order = [
        'Alder Centre would close.',
        'On foot with a buggy, your nearest place would be Birch Centre, about 30 minutes away: 30 minutes longer than today.',
        'By car, your nearest place would be Birch Centre, about 6 minutes away: 5 minutes longer than today.',
        'About 1 minute on foot with a buggy',
        'About 1 minute by car',
        'Nearest to you in the proposal',
        `Journeys: ${onFoot.method}, from your postcode.`,
      ].map(words => text.indexOf(words))
      expect(order.every(at => at > 0)).toBe(true)
      expect([...order].sort((a, b) => a - b)).toEqual(order)
    })

    it('says to whom no way on foot is left', async () => {
      const visitor = await app.agent()
      const { text } = await visitor.post(`${base}/what-changes`, { postcode: 'PE9 9ZZ' })
      expect(text).toContain('On foot with a buggy, there would be no Centre or Zone that you could get to.')
      expect(text).toMatch(/<li>No way on foot with a buggy<\/li>\s*<li>About 9 minutes by car/)
    })

    it('asks the database at most three questions, and names the postcode in one of them alone', async () => {
      const visitor = await app.agent()
      await visitor.post(`${base}/what-changes`, { postcode: 'PE1 1AA' })
      app.statements()
      const { text } = await visitor.post(`${base}/what-changes`, { postcode: 'PE9 9ZZ' })
      expect(app.statements().length).toBeLessThanOrEqual(3)
      expect(text.length).toBeLessThan(20_000)
    })

    it('sets out from the postcode of a place that somebody chose', async () => {
      const visitor = await app.agent()
      const page = await visitor.get(`${base}/what-changes`)
      const place = /<option value="([^"]+)">Birch Centre/.exec(page.text)?.[1] ?? ''
      // Birch Centre's postcode is none of those that journeys were worked out from.
      const { text } = await visitor.post(`${base}/what-changes`, { postcode: '', place })
      expect(text).toContain('Your nearest place would still be Birch Centre')
      expect(text).not.toContain('Journeys:')
    })

    it('keeps of a respondent’s postcode how long the way takes', async () => {
      const record = await readRecord(app.db, consultation.recordHash)
      expect(record.journeys?.bases.map(basis => basis.mode)).toEqual(['walking-with-a-buggy', 'driving'])
      expect(await placeOfPostcode(app.db, consultation, 'PE1 1AA')).toEqual({
        neighbourhoodCode: null,
        distanceBand: 'under-15-minutes',
      })
      expect(await placeOfPostcode(app.db, consultation, 'CB1 9ZZ')).toBeNull()
    })

    it('stays with its journeys when another network takes the place of theirs', async () => {
      await app.db.updateTable('journey_basis').set({ retired_at: whileOpen }).execute()
      expect((await placeOfPostcode(app.db, consultation, 'PE9 9ZZ'))?.distanceBand).toBe('under-15-minutes')
    })
  })
}
