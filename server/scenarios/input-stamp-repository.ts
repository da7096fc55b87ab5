import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'

/**
 * A stamp of everything that a county's planning inputs are gathered from; one statement. Every change of a dataset,
 * a site, its costs, a rating, a setting or what journeys are measured on changes it.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns a text to be compared with an earlier one; the same for every process
 */
export async function readInputStamp(db: Db, countyId: string): Promise<string> {
  const count = (): RawBuilder<number> => sql<number>`count(*)`
  const row = await db
    .selectNoFrom(eb => [
      eb.selectFrom('dataset').select(count().as('n')).where('county_id', '=', countyId).as('datasets'),
      eb
        .selectFrom('dataset')
        .select(one => one.fn.max('imported_at').as('at'))
        .where('county_id', '=', countyId)
        .as('imported'),
      eb
        .selectFrom('dataset')
        .select(one => one.fn.max('replaced_at').as('at'))
        .where('county_id', '=', countyId)
        .as('replaced'),
      eb.selectFrom('site').select(count().as('n')).where('county_id', '=', countyId).as('sites'),
      eb
        .selectFrom('site')
        .select(one => one.fn.sum<number>('version').as('n'))
        .where('county_id', '=', countyId)
        .as('versions'),
      eb
        .selectFrom('site')
        .select(one => one.fn.max('updated_at').as('at'))
        .where('county_id', '=', countyId)
        .as('updated'),
      eb
        .selectFrom('site_cost')
        .innerJoin('site', 'site.id', 'site_cost.site_id')
        .select(one => one.fn.sum<number>('pounds_per_year').as('n'))
        .where('county_id', '=', countyId)
        .as('pounds'),
      eb.selectFrom('rating').select(count().as('n')).where('county_id', '=', countyId).as('ratings'),
      eb
        .selectFrom('rating')
        .select(one => one.fn.max('recorded_at').as('at'))
        .where('county_id', '=', countyId)
        .as('rated'),
      eb
        .selectFrom('rating')
        .select(one => one.fn.max('replaced_at').as('at'))
        .where('county_id', '=', countyId)
        .as('rerated'),
      eb
        .selectFrom('setting')
        .select('value')
        .where('county_id', '=', countyId)
        .where('name', '=', 'scenarios')
        .as('settings'),
      eb
        .selectFrom('setting')
        .select('value')
        .where('county_id', '=', countyId)
        .where('name', '=', 'travel')
        .as('travel'),
      eb.selectFrom('journey_basis').select(count().as('n')).where('county_id', '=', countyId).as('bases'),
      eb
        .selectFrom('journey_basis')
        .select(one => one.fn.max('created_at').as('at'))
        .where('county_id', '=', countyId)
        .as('based'),
      eb
        .selectFrom('journey_basis')
        .select(one => one.fn.max('retired_at').as('at'))
        .where('county_id', '=', countyId)
        .as('retired'),
      eb
        .selectFrom('journey_basis')
        .select(one => one.fn.min('hash').as('hash'))
        .where('county_id', '=', countyId)
        .where('retired_at', 'is', null)
        .as('firstBasis'),
      eb
        .selectFrom('journey_basis')
        .select(one => one.fn.max('hash').as('hash'))
        .where('county_id', '=', countyId)
        .where('retired_at', 'is', null)
        .as('lastBasis'),
    ])
    .executeTakeFirstOrThrow()
  return JSON.stringify(row)
}
