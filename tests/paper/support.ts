import type { Db } from '../../server/db/index.ts'
import { addSurvey, standardSurvey, type Survey } from '../../server/surveys/index.ts'
import { addConsultationRow, addDistrictRows, countyOf } from '../support/consultation-rows.ts'

/** A consultation in two districts with its surveys, open from 1 to 30 September 2026. */
export interface TestConsultation {
  readonly id: string
  readonly slug: string
  readonly opensAt: string
  readonly closesAt: string
  readonly surveys: { readonly city: Survey; readonly fenland: Survey }
}

const districts = [
  { code: 'D1', slug: 'city', name: 'City' },
  { code: 'D2', slug: 'fenland', name: 'Fenland' },
]

/** Makes one, published. */
export async function aConsultation(db: Db, slug = 'centres'): Promise<TestConsultation> {
  const now = '2026-08-01T09:00:00.000Z'
  const opensAt = '2026-08-31T23:00:00.000Z'
  const closesAt = '2026-09-30T22:59:00.000Z'
  const id = await addConsultationRow(db, {
    county_id: await countyOf(db, districts, now),
    slug,
    introduction: 'We want to hear from you.',
    opens_at: opensAt,
    closes_at: closesAt,
    contact_email: 'centres@example.org',
    contact_phone: '01223 000000',
    contact_post: 'Freepost CENTRES',
    published_at: now,
    created_at: now,
  })
  await addDistrictRows(db, id, districts)
  const surveys: Survey[] = []
  for (const district of districts) {
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
