import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { storeTranslations } from '../../server/consultations/index.ts'
import { examplePostcode } from '../../server/consultations/public-page.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'
import { aRecord, aRecordedPlace } from './record-builders.ts'

describe('the front page', () => {
  let app: TestApplication
  let consultationId: string
  let name: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    ;({ consultationId } = await aPublishedConsultation(app.db))
    ;({ name } = await app.db
      .selectFrom('consultation')
      .select('name')
      .where('id', '=', consultationId)
      .executeTakeFirstOrThrow())
  })
  afterAll(() => app.close())

  it('says what is consulted on in the visitor’s language, with three statements at most', async () => {
    const pole = await app.agent()
    expect((await pole.get('/?lang=pl')).text).toContain(`<span lang="en" dir="ltr">${name}</span>`)
    const words = 'Przyszłość ośrodków'
    const translation = { source: name, words, machine: true, by: '', at: whileOpen }
    await storeTranslations(app.db, consultationId, 'pl', [translation], {
      fileName: 'pl.csv',
      reason: '',
      by: 'A planner',
      at: new Date(whileOpen),
    })
    app.statements()
    const { text } = await pole.get('/')
    expect(app.statements().length).toBeLessThanOrEqual(3)
    expect(text).toContain(`>${words}</a>`)
    expect(text).not.toContain(name)
    // A machine's words say so.
    expect(text).toContain('Tę stronę przetłumaczyła maszyna.')
    expect((await (await app.agent()).get('/')).text).toContain(name)
  })
})

it('an invented county offers a postcode to try, a real one never does', () => {
  const record = aRecord([
    aRecordedPlace({ siteId: 'a', fate: 'centre', postcode: 'FN1 1AA' }),
    aRecordedPlace({ siteId: 'b', fate: 'closed', postcode: 'FN2 2BB' }),
    aRecordedPlace({ siteId: 'c', fate: 'closed', postcode: 'FN3 3CC', districtCode: 'E' }),
    aRecordedPlace({
      siteId: 'd',
      fate: 'closed',
      postcode: 'FN4 4DD',
      districtCode: 'F',
      beyondCounty: true,
    }),
  ])
  expect(examplePostcode(record, null)).toBeNull()
  const invented = { ...record, county: { ...record.county, demonstration: true } }
  expect(['D', 'E', 'F'].map(code => examplePostcode(invented, code))).toEqual(['FN2 2BB', 'FN3 3CC', null])
})
