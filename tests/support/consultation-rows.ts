import type { Insertable } from 'kysely'
import type { Db } from '../../server/db/index.ts'
import type { Schema } from '../../server/db/schema.ts'
import { newId } from '../../server/platform/ids.ts'

/** A consultation with empty texts, as it stands in its table; returns its id. */
export async function addConsultationRow(
  db: Db,
  given: Pick<Insertable<Schema['consultation']>, 'county_id' | 'opens_at' | 'closes_at' | 'created_at'> &
    Partial<Insertable<Schema['consultation']>>,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('consultation')
    .values({
      id,
      slug: `c-${id}`,
      name: 'Children’s centres',
      scenario_id: null,
      introduction: '',
      what_is_lost: '',
      what_is_proposed: '',
      reasons: '',
      grace_minutes: 30,
      decision_on: null,
      decision_by: '',
      contact_email: '',
      contact_phone: '',
      contact_post: '',
      other_ways: '',
      urgent_help: '',
      published_at: null,
      record_hash: null,
      version: 1,
      updated_at: given.created_at,
      ...given,
    })
    .execute()
  return id
}

/** Its districts, in their order and without texts. */
export async function addDistrictRows(
  db: Db,
  consultationId: string,
  districts: readonly { readonly code: string; readonly slug: string; readonly name: string }[],
): Promise<void> {
  for (const [position, { code, slug, name }] of districts.entries()) {
    await db
      .insertInto('consultation_district')
      .values({
        consultation_id: consultationId,
        district_code: code,
        slug,
        name,
        position,
        what_is_lost: '',
        what_is_proposed: '',
      })
      .execute()
  }
}

/** The active county of a test: the one that is there, or a new one. */
export async function countyOf(
  db: Db,
  districts: readonly { readonly code: string }[],
  at: string,
): Promise<string> {
  const known = await db.selectFrom('county').select('id').where('active', '=', 1).executeTakeFirst()
  if (known) return known.id
  const id = newId()
  await db
    .insertInto('county')
    .values({
      id,
      code: null,
      name: 'Fenshire',
      vintage: 'LSOA 2021',
      district_codes: JSON.stringify(districts.map(({ code }) => code)),
      demonstration: 0,
      active: 1,
      created_at: at,
    })
    .execute()
  return id
}
