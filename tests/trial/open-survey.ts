import { addCounty } from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import { addSurvey, standardSurvey } from '../../server/surveys/index.ts'
import { addConsultationRow, addDistrictRows } from '../support/consultation-rows.ts'

/** Address of the survey that `openSurvey` makes. */
export const surveyAddress = '/consultations/centres/fen-edge/survey'

/** How long after closing an answer that was begun before may still arrive. */
export const graceMinutes = 30

/** Days until it closes: fewer than drafts are kept. */
const daysOpen = 2

/**
 * A published consultation that is open now, with one district and the standard survey on six proposals; nothing
 * where there is one already.
 *
 * @param db - the database
 */
export async function openSurvey(db: Db): Promise<void> {
  if (await db.selectFrom('county').select('id').executeTakeFirst()) return
  const now = Date.now()
  const iso = (days: number): string => new Date(now + days * 86_400_000).toISOString()
  const county = await addCounty(
    db,
    { code: null, name: 'Fenmarch', vintage: 'LSOA 2021', districtCodes: ['D1'], demonstration: true },
    iso(-20),
  )
  const id = await addConsultationRow(db, {
    county_id: county.id,
    slug: 'centres',
    opens_at: iso(-10),
    closes_at: iso(daysOpen),
    grace_minutes: graceMinutes,
    contact_email: 'ask@example.org',
    other_ways: 'By paper form',
    urgent_help: 'Call 999 when a child is in danger.',
    published_at: iso(-15),
    record_hash: 'none',
    created_at: iso(-20),
    updated_at: iso(-15),
  })
  await addDistrictRows(db, id, [{ code: 'D1', slug: 'fen-edge', name: 'Fen Edge' }])
  const proposals = Array.from({ length: 6 }, (_, at) => ({
    id: `p${at}`,
    title: `Marsh Lane ${at}`,
    whatIsLost: 'The building would close.',
    whatChanges: 'A Zone at the library, two days a week.',
  }))
  const centres = Array.from({ length: 8 }, (_, at) => ({ id: `c${at}`, name: `Centre ${at}` }))
  const definition = standardSurvey({ code: 'D1', name: 'Fen Edge' }, proposals, { centres })
  await addSurvey(db, { consultationId: id, districtCode: 'D1', definition }, new Date(iso(-15)))
}
