import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { translatedLanguages } from '../../server/platform/languages.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { askEveryKind } from './every-kind.ts'

let app: TestApplication
let at: string

beforeAll(async () => {
  app = await testApplication({ clock: whileOpen })
  const { consultationId, slug } = await aPublishedConsultation(app.db)
  await askEveryKind(app.db, consultationId)
  const { county_id, district_code } = await app.db
    .selectFrom('postcode')
    .select(['county_id', 'district_code'])
    .where('postcode', '=', 'PE1 1AA')
    .executeTakeFirstOrThrow()
  const code = 'E01000001'
  await app.db
    .insertInto('neighbourhood')
    .values({ county_id, code, name: 'Marsh 001A', district_code })
    .execute()
  await app.db
    .updateTable('postcode')
    .set({ neighbourhood_code: code })
    .where('postcode', '=', 'PE1 1AA')
    .execute()
  at = `/consultations/${slug}/fen/survey`
})
afterAll(() => app.close())

const inEnglish =
  /Your postcode|forgotten it|Postcode found|Nearest centre|under 1 km|1 km away|We don’t know/

describe.each(translatedLanguages)('what is said about a postcode in $englishName', ({ code, direction }) => {
  it('is said in that language: found, not found, shown again and checked', async () => {
    const visitor = await app.agent()
    await visitor.get(`${at}?lang=${code}`)
    await visitor.post(`${at}/start`)
    await visitor.post(`${at}/who`, { who: 'worker' })
    const unknown = await visitor.post(`${at}/postcode`, { postcode: 'ZZ99 9ZZ' })
    expect(unknown.status).toBe(422)
    const found = await visitor.post(`${at}/postcode`, { postcode: 'PE1 1AA' })
    const next = await visitor.get(found.headers['location'] as string)
    const [again, check] = [await visitor.get(`${at}/postcode`), await visitor.get(`${at}/check`)]
    for (const page of [unknown, next, again, check]) {
      expect(page.text).toContain(`<html lang="${code}" dir="${direction}"`)
      expect(page.text.match(inEnglish)).toBeNull()
    }
    for (const page of [next, again, check]) expect(page.text).toContain('Marsh 001A')
    // The distance, as the language writes it.
    for (const page of [next, again, check]) expect(page.text).toMatch(/1\s?(?:km|كم)/)
    expect(unknown.text).toContain('ZZ99 9ZZ')
  })
})
