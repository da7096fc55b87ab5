import type { Db } from '../../server/db/index.ts'
import { newId } from '../../server/platform/ids.ts'
import { addSurvey, standardSurvey, type Survey } from '../../server/surveys/index.ts'

/** A consultation in two districts with its surveys, open from 1 to 30 September 2026. */
export interface TestConsultation {
  readonly id: string
  readonly slug: string
  readonly opensAt: string
  readonly closesAt: string
  readonly surveys: { readonly city: Survey; readonly fenland: Survey }
}

export async function aConsultation(db: Db, slug = 'centres'): Promise<TestConsultation> {
  const countyId = newId()
  const now = '2026-08-01T09:00:00.000Z'
  const opensAt = '2026-08-31T23:00:00.000Z'
  const closesAt = '2026-09-30T22:59:00.000Z'
  await db
    .insertInto('county')
    .values({
      id: countyId,
      code: null,
      name: 'Fenshire',
      vintage: 'LSOA 2021',
      district_codes: '["D1","D2"]',
      demonstration: 1,
      active: 1,
      created_at: now,
    })
    .execute()
  const id = newId()
  await db
    .insertInto('consultation')
    .values({
      id,
      county_id: countyId,
      slug,
      name: 'Children’s centres',
      scenario_id: null,
      introduction: 'We want to hear from you.',
      what_is_lost: '',
      what_is_proposed: '',
      reasons: '',
      opens_at: opensAt,
      closes_at: closesAt,
      grace_minutes: 30,
      decision_on: null,
      decision_by: '',
      contact_email: 'centres@example.org',
      contact_phone: '01223 000000',
      contact_post: 'Freepost CENTRES',
      other_ways: '',
      urgent_help: '',
      published_at: now,
      record_hash: null,
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .execute()
  const districts = [
    { code: 'D1', slug: 'city', name: 'City' },
    { code: 'D2', slug: 'fenland', name: 'Fenland' },
  ]
  const surveys: Survey[] = []
  for (const [position, district] of districts.entries()) {
    await db
      .insertInto('consultation_district')
      .values({
        consultation_id: id,
        district_code: district.code,
        slug: district.slug,
        name: district.name,
        position,
        what_is_lost: '',
        what_is_proposed: '',
      })
      .execute()
    const definition = standardSurvey(district, [
      {
        id: `proposal-of-${district.code}`,
        title: `Two centres in ${district.name} become one`,
        whatIsLost: 'The building in Mill Road closes.',
        whatChanges: 'Its groups move to the library.',
      },
    ])
    surveys.push(
      await addSurvey(db, { consultationId: id, districtCode: district.code, definition }, new Date(now)),
    )
  }
  const [city, fenland] = surveys
  if (!city || !fenland) throw new Error('No surveys were made.')
  return { id, slug, opensAt, closesAt, surveys: { city, fenland } }
}
